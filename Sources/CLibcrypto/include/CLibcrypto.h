/* SPDX-License-Identifier: Apache-2.0 */
/* AES, digests and TLS by OpenSSL 3's libcrypto and libssl.
 *
 * The libraries are opened at run time (dlopen) and not linked: what is used of them has not changed since 3.0 (2021), so
 * it is declared here and no header is needed; where OpenSSL's headers are there, the compiler compares. A machine without
 * the libraries builds and runs this too, and says so when it is asked for a key. This shim ends when Swift has a TLS 1.3
 * with RFC 5705's exporter, and AES by the block.
 * Nothing here decides anything. An object serves one thread at a time; a TLS context any number of them. */
#ifndef CLIBCRYPTO_H
#define CLIBCRYPTO_H

#include <stddef.h>
#include <stdint.h>

/* 0, or -ELIBACC where libcrypto.so.3 is not installed, or lacks something. */
int clibcrypto_available(void);
/* Likewise of libssl.so.3. */
int clibcrypto_tls_available(void);
/* "OpenSSL 3.0.19 27 Jan 2026"; "" where there is none. */
const char *clibcrypto_version(void);

/* Fills with random octets that nobody can foretell: 0, or -EIO. */
int clibcrypto_random(uint8_t *octets, size_t count);

/* AES over whole blocks of 16 octets. */
typedef struct clibcrypto_cipher clibcrypto_cipher;

/* ECB: each block by itself. CBC: each is added to the one before; the first to the last of the run before, and to zeros
 * after clibcrypto_cipher_key. */
enum { CLIBCRYPTO_ECB, CLIBCRYPTO_CBC };

/* NULL where it cannot be had. key_count: 16 or 32 octets. */
clibcrypto_cipher *clibcrypto_cipher_new(int mode, size_t key_count);
void clibcrypto_cipher_free(clibcrypto_cipher *cipher);
/* 0, or -EIO. As many octets as it was made for. */
int clibcrypto_cipher_key(clibcrypto_cipher *cipher, const uint8_t *key);
/* Encrypts in place: 0, or -EIO. count: a multiple of 16, below 2^30. */
int clibcrypto_cipher_run(clibcrypto_cipher *cipher, uint8_t *octets, size_t count);

/* A digest over two pieces, one behind the other. */
typedef struct clibcrypto_digest clibcrypto_digest;

/* name: "MD5", "SHA1", "SHA2-256", ... NULL where it cannot be had. */
clibcrypto_digest *clibcrypto_digest_new(const char *name);
void clibcrypto_digest_free(clibcrypto_digest *digest);
/* made holds 64 octets. Octets of the digest, or -EIO. */
int clibcrypto_digest_make(
    clibcrypto_digest *digest, const uint8_t *first, size_t first_count, const uint8_t *second, size_t second_count,
    uint8_t *made);

/* What a TLS connection is made with: TLS 1.3 only, and one application protocol. */
typedef struct clibcrypto_tls clibcrypto_tls;

/* Why a context could not be made. */
enum { CLIBCRYPTO_BAD_CERTIFICATE = 1, CLIBCRYPTO_BAD_KEY, CLIBCRYPTO_NO_MATCH, CLIBCRYPTO_BAD_TRUST };

/* The server's: certificate chain, its own first, and private key, both PEM. protocol: "ntske/1", copied.
 * 0; one of the reasons above; or -errno. */
int clibcrypto_tls_server(
    const char *chain, size_t chain_count, const char *key, size_t key_count, const char *protocol,
    clibcrypto_tls **made);
/* A client's: trusting certificates of this PEM file, whatever they are, or the system's where it is NULL. */
int clibcrypto_tls_client(const char *trusted, const char *protocol, clibcrypto_tls **made);
void clibcrypto_tls_free(clibcrypto_tls *tls);

/* One end of a connection, between octets of the network and those of the application. */
typedef struct clibcrypto_session clibcrypto_session;

/* NULL where there is no memory. host: whom the certificate must be of. */
clibcrypto_session *clibcrypto_session_accept(clibcrypto_tls *tls);
clibcrypto_session *clibcrypto_session_connect(clibcrypto_tls *tls, const char *host);
void clibcrypto_session_free(clibcrypto_session *session);

/* Before the handshake: the certificate's dates are compared with this time, seconds since 1970, and not with the system's
 * clock; or with none. */
void clibcrypto_session_date(clibcrypto_session *session, int64_t seconds);
void clibcrypto_session_undated(clibcrypto_session *session);

/* Takes in octets from the network: 0, or -ENOMEM. */
int clibcrypto_session_feed(clibcrypto_session *session, const uint8_t *octets, size_t count);
/* Gives octets for the network: how many; 0: none now. */
int clibcrypto_session_drain(clibcrypto_session *session, uint8_t *octets, size_t count);
/* 1: the handshake is done and the protocol agreed upon; 0: more octets of the network are needed; -EPROTO. */
int clibcrypto_session_shake(clibcrypto_session *session);
/* Octets read; 0: more of the network are needed; -ECONNRESET: the other has ended properly; -EPROTO. */
int clibcrypto_session_read(clibcrypto_session *session, uint8_t *octets, size_t count);
/* 0, or -EPROTO. */
int clibcrypto_session_write(clibcrypto_session *session, const uint8_t *octets, size_t count);
/* Says that nothing more comes. */
void clibcrypto_session_end(clibcrypto_session *session);
/* RFC 5705 with a context: 0, or -EPROTO. */
int clibcrypto_session_export(
    clibcrypto_session *session, const char *label, const uint8_t *context, size_t context_count, uint8_t *secret,
    size_t secret_count);
/* What is wrong with the other side's certificate, once a handshake has failed. */
enum clibcrypto_flaw {
    CLIBCRYPTO_FLAWLESS, CLIBCRYPTO_EXPIRED, CLIBCRYPTO_NOT_YET_VALID, CLIBCRYPTO_OTHER_NAME, CLIBCRYPTO_UNTRUSTED,
    CLIBCRYPTO_FLAWED
};
/* One of them, and OpenSSL's words for it. */
int clibcrypto_session_flaw(clibcrypto_session *session, char *text, size_t count);
/* The reason of the last -EPROTO in this thread, in OpenSSL's words; "" where it gave none. */
void clibcrypto_why(clibcrypto_session *session, char *text, size_t count);

#endif
