/* SPDX-License-Identifier: Apache-2.0 */
/* What is used of libcrypto and libssl. */
#ifndef CLIBCRYPTO_LIBRARY_H
#define CLIBCRYPTO_LIBRARY_H

#include <stddef.h>
#include <stdint.h>
#include <time.h>

#if !defined(CLIBCRYPTO_WITHOUT) && __has_include(<openssl/ssl.h>)
#include <openssl/evp.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h> /* then a declaration below that does not agree fails to compile */
#define CLIBCRYPTO_COMPARED 1
#else
#define CLIBCRYPTO_COMPARED 0
#endif

struct bio_method_st;
struct bio_st;
struct engine_st;
struct evp_cipher_ctx_st;
struct evp_cipher_st;
struct evp_md_ctx_st;
struct evp_md_st;
struct evp_pkey_st;
struct ossl_lib_ctx_st;
struct X509_VERIFY_PARAM_st;
struct ssl_ctx_st;
struct ssl_method_st;
struct ssl_st;
struct x509_st;
struct x509_store_ctx_st;

const char *OpenSSL_version(int);
int RAND_bytes(unsigned char *, int);
void ERR_clear_error(void);
unsigned long ERR_peek_last_error(void);
const char *ERR_reason_error_string(unsigned long);
struct evp_cipher_st *EVP_CIPHER_fetch(struct ossl_lib_ctx_st *, const char *, const char *);
void EVP_CIPHER_free(struct evp_cipher_st *);
struct evp_cipher_ctx_st *EVP_CIPHER_CTX_new(void);
void EVP_CIPHER_CTX_free(struct evp_cipher_ctx_st *);
int EVP_EncryptInit_ex(
    struct evp_cipher_ctx_st *, const struct evp_cipher_st *, struct engine_st *, const unsigned char *,
    const unsigned char *);
int EVP_EncryptUpdate(struct evp_cipher_ctx_st *, unsigned char *, int *, const unsigned char *, int);
struct evp_md_st *EVP_MD_fetch(struct ossl_lib_ctx_st *, const char *, const char *);
void EVP_MD_free(struct evp_md_st *);
struct evp_md_ctx_st *EVP_MD_CTX_new(void);
void EVP_MD_CTX_free(struct evp_md_ctx_st *);
int EVP_DigestInit_ex(struct evp_md_ctx_st *, const struct evp_md_st *, struct engine_st *);
int EVP_DigestUpdate(struct evp_md_ctx_st *, const void *, size_t);
int EVP_DigestFinal_ex(struct evp_md_ctx_st *, unsigned char *, unsigned int *);
void EVP_PKEY_free(struct evp_pkey_st *);
void X509_free(struct x509_st *);
const char *X509_verify_cert_error_string(long);
int X509_VERIFY_PARAM_set_flags(struct X509_VERIFY_PARAM_st *, unsigned long);
void X509_VERIFY_PARAM_set_time(struct X509_VERIFY_PARAM_st *, time_t);
struct bio_st *BIO_new(const struct bio_method_st *);
struct bio_st *BIO_new_mem_buf(const void *, int);
const struct bio_method_st *BIO_s_mem(void);
int BIO_read(struct bio_st *, void *, int);
int BIO_write(struct bio_st *, const void *, int);
int BIO_free(struct bio_st *);
struct x509_st *PEM_read_bio_X509(
    struct bio_st *, struct x509_st **, int (*)(char *, int, int, void *), void *);
struct evp_pkey_st *PEM_read_bio_PrivateKey(
    struct bio_st *, struct evp_pkey_st **, int (*)(char *, int, int, void *), void *);

#define CLIBCRYPTO_FUNCTIONS(X)                                                                                       \
    X(OpenSSL_version) X(RAND_bytes) X(ERR_clear_error) X(ERR_peek_last_error) X(ERR_reason_error_string)             \
    X(EVP_CIPHER_fetch) X(EVP_CIPHER_free) X(EVP_CIPHER_CTX_new) X(EVP_CIPHER_CTX_free)                               \
    X(EVP_EncryptInit_ex) X(EVP_EncryptUpdate) X(EVP_MD_fetch) X(EVP_MD_free) X(EVP_MD_CTX_new) X(EVP_MD_CTX_free)    \
    X(EVP_DigestInit_ex) X(EVP_DigestUpdate) X(EVP_DigestFinal_ex) X(EVP_PKEY_free) X(X509_free)                      \
    X(X509_verify_cert_error_string) X(X509_VERIFY_PARAM_set_flags) X(X509_VERIFY_PARAM_set_time) X(BIO_new)          \
    X(BIO_new_mem_buf) X(BIO_s_mem) X(BIO_read) X(BIO_write) X(BIO_free) X(PEM_read_bio_X509)                         \
    X(PEM_read_bio_PrivateKey)

const struct ssl_method_st *TLS_server_method(void);
const struct ssl_method_st *TLS_client_method(void);
struct ssl_ctx_st *SSL_CTX_new(const struct ssl_method_st *);
void SSL_CTX_free(struct ssl_ctx_st *);
long SSL_CTX_ctrl(struct ssl_ctx_st *, int, long, void *);
int SSL_CTX_set_num_tickets(struct ssl_ctx_st *, size_t);
int SSL_CTX_use_certificate(struct ssl_ctx_st *, struct x509_st *);
int SSL_CTX_use_PrivateKey(struct ssl_ctx_st *, struct evp_pkey_st *);
int SSL_CTX_check_private_key(const struct ssl_ctx_st *);
void SSL_CTX_set_alpn_select_cb(
    struct ssl_ctx_st *,
    int (*)(struct ssl_st *, const unsigned char **, unsigned char *, const unsigned char *, unsigned int, void *),
    void *);
int SSL_CTX_set_alpn_protos(struct ssl_ctx_st *, const unsigned char *, unsigned int);
void SSL_CTX_set_verify(struct ssl_ctx_st *, int, int (*)(int, struct x509_store_ctx_st *));
int SSL_CTX_set_default_verify_paths(struct ssl_ctx_st *);
int SSL_CTX_load_verify_locations(struct ssl_ctx_st *, const char *, const char *);
struct ssl_st *SSL_new(struct ssl_ctx_st *);
void SSL_free(struct ssl_st *);
long SSL_ctrl(struct ssl_st *, int, long, void *);
struct X509_VERIFY_PARAM_st *SSL_get0_param(struct ssl_st *);
int SSL_set1_host(struct ssl_st *, const char *);
void SSL_set_bio(struct ssl_st *, struct bio_st *, struct bio_st *);
void SSL_set_accept_state(struct ssl_st *);
void SSL_set_connect_state(struct ssl_st *);
int SSL_do_handshake(struct ssl_st *);
int SSL_read(struct ssl_st *, void *, int);
int SSL_write(struct ssl_st *, const void *, int);
int SSL_shutdown(struct ssl_st *);
int SSL_get_error(const struct ssl_st *, int);
long SSL_get_verify_result(const struct ssl_st *);
void SSL_get0_alpn_selected(const struct ssl_st *, const unsigned char **, unsigned int *);
int SSL_export_keying_material(
    struct ssl_st *, unsigned char *, size_t, const char *, size_t, const unsigned char *, size_t, int);

#define CLIBSSL_FUNCTIONS(X)                                                                                          \
    X(TLS_server_method) X(TLS_client_method) X(SSL_CTX_new) X(SSL_CTX_free) X(SSL_CTX_ctrl)                          \
    X(SSL_CTX_set_num_tickets) X(SSL_CTX_use_certificate) X(SSL_CTX_use_PrivateKey) X(SSL_CTX_check_private_key)      \
    X(SSL_CTX_set_alpn_select_cb) X(SSL_CTX_set_alpn_protos) X(SSL_CTX_set_verify)                                    \
    X(SSL_CTX_set_default_verify_paths) X(SSL_CTX_load_verify_locations) X(SSL_new) X(SSL_free) X(SSL_ctrl)           \
    X(SSL_get0_param) X(SSL_set1_host) X(SSL_set_bio) X(SSL_set_accept_state) X(SSL_set_connect_state) X(SSL_do_handshake) X(SSL_read)\
    X(SSL_write) X(SSL_shutdown) X(SSL_get_error) X(SSL_get_verify_result) X(SSL_get0_alpn_selected)                  \
    X(SSL_export_keying_material)

/* What the headers give only as macros; their numbers are part of the libraries' interface. */
enum {
    CLIBSSL_ERROR_WANT_READ = 2,
    CLIBSSL_ERROR_ZERO_RETURN = 6,
    CLIBSSL_CTRL_SET_TLSEXT_HOSTNAME = 55,
    CLIBSSL_CTRL_CHAIN_CERT = 89,
    CLIBSSL_CTRL_SET_MIN_PROTO_VERSION = 123,
    CLIBSSL_VERIFY_PEER = 1,
    CLIBSSL_TLSEXT_ERR_OK = 0,
    CLIBSSL_TLSEXT_ERR_ALERT_FATAL = 2,
    CLIBSSL_TLS1_3 = 0x0304,
    CLIBSSL_FLAG_PARTIAL_CHAIN = 0x80000,
    CLIBSSL_FLAG_NO_CHECK_TIME = 0x200000,
    CLIBSSL_SELF_SIGNED = 18,
    CLIBSSL_SELF_SIGNED_IN_CHAIN = 19,
    CLIBSSL_NO_ISSUER = 20,
    CLIBSSL_NO_ISSUER_IN_CHAIN = 2,
    CLIBSSL_NOT_YET_VALID = 9,
    CLIBSSL_EXPIRED = 10,
    CLIBSSL_UNVERIFIED_LEAF = 21,
    CLIBSSL_OTHER_NAME = 62,
    CLIBSSL_OTHER_ADDRESS = 64,
};

#if CLIBCRYPTO_COMPARED
_Static_assert(CLIBSSL_ERROR_WANT_READ == SSL_ERROR_WANT_READ, "SSL_ERROR_WANT_READ");
_Static_assert(CLIBSSL_ERROR_ZERO_RETURN == SSL_ERROR_ZERO_RETURN, "SSL_ERROR_ZERO_RETURN");
_Static_assert(CLIBSSL_CTRL_SET_TLSEXT_HOSTNAME == SSL_CTRL_SET_TLSEXT_HOSTNAME, "SSL_CTRL_SET_TLSEXT_HOSTNAME");
_Static_assert(CLIBSSL_CTRL_CHAIN_CERT == SSL_CTRL_CHAIN_CERT, "SSL_CTRL_CHAIN_CERT");
_Static_assert(CLIBSSL_CTRL_SET_MIN_PROTO_VERSION == SSL_CTRL_SET_MIN_PROTO_VERSION, "SSL_CTRL_SET_MIN_PROTO_VERSION");
_Static_assert(CLIBSSL_VERIFY_PEER == SSL_VERIFY_PEER, "SSL_VERIFY_PEER");
_Static_assert(CLIBSSL_TLSEXT_ERR_OK == SSL_TLSEXT_ERR_OK, "SSL_TLSEXT_ERR_OK");
_Static_assert(CLIBSSL_TLSEXT_ERR_ALERT_FATAL == SSL_TLSEXT_ERR_ALERT_FATAL, "SSL_TLSEXT_ERR_ALERT_FATAL");
_Static_assert(CLIBSSL_TLS1_3 == TLS1_3_VERSION, "TLS1_3_VERSION");
#define CLIBSSL_SAME(ours, theirs) _Static_assert(ours == theirs, #theirs)
CLIBSSL_SAME(CLIBSSL_FLAG_PARTIAL_CHAIN, X509_V_FLAG_PARTIAL_CHAIN);
CLIBSSL_SAME(CLIBSSL_FLAG_NO_CHECK_TIME, X509_V_FLAG_NO_CHECK_TIME);
CLIBSSL_SAME(CLIBSSL_SELF_SIGNED, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT);
CLIBSSL_SAME(CLIBSSL_SELF_SIGNED_IN_CHAIN, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN);
CLIBSSL_SAME(CLIBSSL_NO_ISSUER, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
CLIBSSL_SAME(CLIBSSL_NO_ISSUER_IN_CHAIN, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT);
CLIBSSL_SAME(CLIBSSL_NOT_YET_VALID, X509_V_ERR_CERT_NOT_YET_VALID);
CLIBSSL_SAME(CLIBSSL_EXPIRED, X509_V_ERR_CERT_HAS_EXPIRED);
CLIBSSL_SAME(CLIBSSL_UNVERIFIED_LEAF, X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE);
CLIBSSL_SAME(CLIBSSL_OTHER_NAME, X509_V_ERR_HOSTNAME_MISMATCH);
CLIBSSL_SAME(CLIBSSL_OTHER_ADDRESS, X509_V_ERR_IP_ADDRESS_MISMATCH);
#undef CLIBSSL_SAME
#endif

struct clibcrypto_functions {
#define CLIBCRYPTO_MEMBER(name) __typeof__(name) *name;
    CLIBCRYPTO_FUNCTIONS(CLIBCRYPTO_MEMBER)
    CLIBSSL_FUNCTIONS(CLIBCRYPTO_MEMBER)
#undef CLIBCRYPTO_MEMBER
};

extern struct clibcrypto_functions clibcrypto_functions;

#endif
