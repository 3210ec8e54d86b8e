/* SPDX-License-Identifier: Apache-2.0 */
#include "CLibcrypto.h"
#include "library.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define api clibcrypto_functions

struct clibcrypto_tls {
    struct ssl_ctx_st *context;
    unsigned char protocol[32]; /* its length and then its letters, as ALPN has it */
    unsigned int protocol_count;
    int is_pinned; /* to certificates that somebody has named */
};

struct clibcrypto_session {
    struct ssl_st *ssl;
    struct bio_st *in, *out; /* the session's own */
    struct clibcrypto_tls *tls;
};

static int select_protocol(
    struct ssl_st *ssl, const unsigned char **chosen, unsigned char *chosen_count, const unsigned char *offered,
    unsigned int count, void *of) {
    const struct clibcrypto_tls *tls = of;
    (void)ssl;
    for (unsigned int at = 0; at < count && offered[at] < count - at; at += 1u + offered[at]) {
        if (offered[at] + 1u != tls->protocol_count || memcmp(offered + at, tls->protocol, tls->protocol_count))
            continue;
        *chosen = offered + at + 1;
        *chosen_count = offered[at];
        return CLIBSSL_TLSEXT_ERR_OK;
    }
    return CLIBSSL_TLSEXT_ERR_ALERT_FATAL;
}

static int make(const struct ssl_method_st *method, const char *protocol, struct clibcrypto_tls **made) {
    size_t length = strlen(protocol);
    struct clibcrypto_tls *tls = calloc(1, sizeof *tls);
    if (!tls) return -ENOMEM;
    if (length == 0 || length >= sizeof tls->protocol) {
        free(tls);
        return -EINVAL;
    }
    tls->protocol[0] = (unsigned char)length;
    memcpy(tls->protocol + 1, protocol, length);
    tls->protocol_count = (unsigned int)length + 1;
    tls->context = api.SSL_CTX_new(method);
    if (!tls->context ||
        api.SSL_CTX_ctrl(tls->context, CLIBSSL_CTRL_SET_MIN_PROTO_VERSION, CLIBSSL_TLS1_3, NULL) != 1) {
        clibcrypto_tls_free(tls);
        return -ENOMEM;
    }
    *made = tls;
    return 0;
}

void clibcrypto_tls_free(clibcrypto_tls *tls) {
    if (tls->context) api.SSL_CTX_free(tls->context);
    free(tls);
}

static int use_chain(struct ssl_ctx_st *context, const char *chain, size_t count) {
    struct bio_st *text = api.BIO_new_mem_buf(chain, (int)count);
    if (!text) return -ENOMEM;
    struct x509_st *certificate = api.PEM_read_bio_X509(text, NULL, NULL, NULL);
    int result = certificate && api.SSL_CTX_use_certificate(context, certificate) == 1 ? 0 : CLIBCRYPTO_BAD_CERTIFICATE;
    if (certificate) api.X509_free(certificate);
    while (!result && (certificate = api.PEM_read_bio_X509(text, NULL, NULL, NULL))) {
        if (api.SSL_CTX_ctrl(context, CLIBSSL_CTRL_CHAIN_CERT, 0, certificate) == 1) continue; /* now the context's */
        api.X509_free(certificate);
        result = CLIBCRYPTO_BAD_CERTIFICATE;
    }
    api.BIO_free(text);
    return result;
}

/* A key behind a pass phrase is refused rather than asked for on a terminal. */
static int no_phrase(char *phrase, int size, int is_writing, void *of) {
    (void)phrase, (void)size, (void)is_writing, (void)of;
    return -1;
}

static int use_key(struct ssl_ctx_st *context, const char *key, size_t count) {
    struct bio_st *text = api.BIO_new_mem_buf(key, (int)count);
    if (!text) return -ENOMEM;
    struct evp_pkey_st *read = api.PEM_read_bio_PrivateKey(text, NULL, no_phrase, NULL);
    api.BIO_free(text);
    if (!read) return CLIBCRYPTO_BAD_KEY;
    int result = api.SSL_CTX_use_PrivateKey(context, read) == 1 ? 0 : CLIBCRYPTO_NO_MATCH;
    api.EVP_PKEY_free(read);
    return result || api.SSL_CTX_check_private_key(context) == 1 ? result : CLIBCRYPTO_NO_MATCH;
}

int clibcrypto_tls_server(
    const char *chain, size_t chain_count, const char *key, size_t key_count, const char *protocol,
    clibcrypto_tls **made) {
    int result = clibcrypto_tls_available();
    struct clibcrypto_tls *tls = NULL;
    if (!result) result = make(api.TLS_server_method(), protocol, &tls);
    if (result) return result;
    result = use_chain(tls->context, chain, chain_count);
    if (!result) result = use_key(tls->context, key, key_count);
    api.ERR_clear_error();
    if (result) {
        clibcrypto_tls_free(tls);
        return result;
    }
    api.SSL_CTX_set_num_tickets(tls->context, 0); /* nobody comes back to resume */
    api.SSL_CTX_set_alpn_select_cb(tls->context, select_protocol, tls);
    *made = tls;
    return 0;
}

int clibcrypto_tls_client(const char *trusted, const char *protocol, clibcrypto_tls **made) {
    int result = clibcrypto_tls_available();
    struct clibcrypto_tls *tls = NULL;
    if (!result) result = make(api.TLS_client_method(), protocol, &tls);
    if (result) return result;
    int is_trusting = trusted ? api.SSL_CTX_load_verify_locations(tls->context, trusted, NULL)
                              : api.SSL_CTX_set_default_verify_paths(tls->context);
    api.ERR_clear_error();
    if (is_trusting != 1 || api.SSL_CTX_set_alpn_protos(tls->context, tls->protocol, tls->protocol_count)) {
        clibcrypto_tls_free(tls);
        return CLIBCRYPTO_BAD_TRUST;
    }
    api.SSL_CTX_set_verify(tls->context, CLIBSSL_VERIFY_PEER, NULL);
    tls->is_pinned = trusted != NULL;
    *made = tls;
    return 0;
}

void clibcrypto_session_date(clibcrypto_session *session, int64_t seconds) {
    api.X509_VERIFY_PARAM_set_time(api.SSL_get0_param(session->ssl), (time_t)seconds);
}

void clibcrypto_session_undated(clibcrypto_session *session) {
    api.X509_VERIFY_PARAM_set_flags(api.SSL_get0_param(session->ssl), CLIBSSL_FLAG_NO_CHECK_TIME);
}

static struct clibcrypto_session *session(struct clibcrypto_tls *tls) {
    struct clibcrypto_session *made = calloc(1, sizeof *made);
    if (!made) return NULL;
    made->tls = tls;
    made->ssl = api.SSL_new(tls->context);
    /* Whom somebody names as trusted is, without those above. */
    if (made->ssl && tls->is_pinned)
        api.X509_VERIFY_PARAM_set_flags(api.SSL_get0_param(made->ssl), CLIBSSL_FLAG_PARTIAL_CHAIN);
    struct bio_st *in = api.BIO_new(api.BIO_s_mem()), *out = api.BIO_new(api.BIO_s_mem());
    if (made->ssl && in && out) {
        made->in = in, made->out = out;
        api.SSL_set_bio(made->ssl, in, out);
        return made;
    }
    if (in) api.BIO_free(in);
    if (out) api.BIO_free(out);
    clibcrypto_session_free(made);
    return NULL;
}

clibcrypto_session *clibcrypto_session_accept(clibcrypto_tls *tls) {
    struct clibcrypto_session *made = session(tls);
    if (made) api.SSL_set_accept_state(made->ssl);
    return made;
}

clibcrypto_session *clibcrypto_session_connect(clibcrypto_tls *tls, const char *host) {
    struct clibcrypto_session *made = session(tls);
    if (!made) return NULL;
    api.SSL_set_connect_state(made->ssl);
    char name[256];
    if (strlen(host) < sizeof name && api.SSL_set1_host(made->ssl, host) == 1) {
        strcpy(name, host);
        /* An address is no server name (RFC 6066, 3). */
        if (!strchr(name, ':') && name[strspn(name, "0123456789.")])
            api.SSL_ctrl(made->ssl, CLIBSSL_CTRL_SET_TLSEXT_HOSTNAME, 0, name);
        return made;
    }
    clibcrypto_session_free(made);
    return NULL;
}

void clibcrypto_session_free(clibcrypto_session *session) {
    if (session->ssl) api.SSL_free(session->ssl);
    free(session);
}

int clibcrypto_session_feed(clibcrypto_session *session, const uint8_t *octets, size_t count) {
    return api.BIO_write(session->in, octets, (int)count) == (int)count ? 0 : -ENOMEM;
}

int clibcrypto_session_drain(clibcrypto_session *session, uint8_t *octets, size_t count) {
    int taken = api.BIO_read(session->out, octets, (int)count);
    return taken > 0 ? taken : 0;
}

/* 0 where more octets are needed. */
static int outcome(struct clibcrypto_session *session, int result) {
    switch (api.SSL_get_error(session->ssl, result)) {
    case CLIBSSL_ERROR_WANT_READ: return 0;
    case CLIBSSL_ERROR_ZERO_RETURN: return -ECONNRESET;
    default: return -EPROTO;
    }
}

int clibcrypto_session_shake(clibcrypto_session *session) {
    api.ERR_clear_error();
    int result = api.SSL_do_handshake(session->ssl);
    if (result != 1) return outcome(session, result) ? -EPROTO : 0;
    const unsigned char *agreed = NULL;
    unsigned int count = 0;
    api.SSL_get0_alpn_selected(session->ssl, &agreed, &count);
    const struct clibcrypto_tls *tls = session->tls;
    return count + 1 == tls->protocol_count && !memcmp(agreed, tls->protocol + 1, count) ? 1 : -EPROTO;
}

int clibcrypto_session_read(clibcrypto_session *session, uint8_t *octets, size_t count) {
    api.ERR_clear_error();
    int result = api.SSL_read(session->ssl, octets, (int)count);
    return result > 0 ? result : outcome(session, result);
}

int clibcrypto_session_write(clibcrypto_session *session, const uint8_t *octets, size_t count) {
    api.ERR_clear_error();
    return api.SSL_write(session->ssl, octets, (int)count) == (int)count ? 0 : -EPROTO;
}

void clibcrypto_session_end(clibcrypto_session *session) {
    api.SSL_shutdown(session->ssl);
    api.ERR_clear_error();
}

int clibcrypto_session_export(
    clibcrypto_session *session, const char *label, const uint8_t *context, size_t context_count, uint8_t *secret,
    size_t secret_count) {
    int result = api.SSL_export_keying_material(
        session->ssl, secret, secret_count, label, strlen(label), context, context_count, 1);
    return result == 1 ? 0 : -EPROTO;
}

static enum clibcrypto_flaw flaw(long verdict) {
    switch (verdict) {
    case 0: return CLIBCRYPTO_FLAWLESS;
    case CLIBSSL_EXPIRED: return CLIBCRYPTO_EXPIRED;
    case CLIBSSL_NOT_YET_VALID: return CLIBCRYPTO_NOT_YET_VALID;
    case CLIBSSL_OTHER_NAME:
    case CLIBSSL_OTHER_ADDRESS: return CLIBCRYPTO_OTHER_NAME;
    case CLIBSSL_SELF_SIGNED:
    case CLIBSSL_SELF_SIGNED_IN_CHAIN:
    case CLIBSSL_NO_ISSUER:
    case CLIBSSL_NO_ISSUER_IN_CHAIN:
    case CLIBSSL_UNVERIFIED_LEAF: return CLIBCRYPTO_UNTRUSTED;
    default: return CLIBCRYPTO_FLAWED;
    }
}

int clibcrypto_session_flaw(clibcrypto_session *session, char *text, size_t count) {
    long verdict = api.SSL_get_verify_result(session->ssl);
    strncpy(text, api.X509_verify_cert_error_string(verdict), count - 1);
    text[count - 1] = 0;
    return flaw(verdict);
}

void clibcrypto_why(clibcrypto_session *session, char *text, size_t count) {
    (void)session;
    unsigned long error = api.ERR_peek_last_error();
    const char *reason = error ? api.ERR_reason_error_string(error) : NULL;
    strncpy(text, reason ? reason : "", count - 1);
    text[count - 1] = 0;
}
