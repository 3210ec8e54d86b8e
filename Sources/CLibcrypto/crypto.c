/* SPDX-License-Identifier: Apache-2.0 */
#include "CLibcrypto.h"
#include "library.h"

#include <errno.h>
#include <stdlib.h>

#define api clibcrypto_functions

int clibcrypto_random(uint8_t *octets, size_t count) {
    if (clibcrypto_available()) return -EIO;
    return api.RAND_bytes(octets, (int)count) == 1 ? 0 : -EIO;
}

struct clibcrypto_cipher {
    struct evp_cipher_ctx_st *context;
    struct evp_cipher_st *kind;
    int chains;
};

static const char *name_of(int mode, size_t key_count) {
    if (key_count == 16) return mode == CLIBCRYPTO_CBC ? "AES-128-CBC" : "AES-128-ECB";
    return mode == CLIBCRYPTO_CBC ? "AES-256-CBC" : "AES-256-ECB";
}

clibcrypto_cipher *clibcrypto_cipher_new(int mode, size_t key_count) {
    if (clibcrypto_available() || (key_count != 16 && key_count != 32)) return NULL;
    struct clibcrypto_cipher *made = calloc(1, sizeof *made);
    if (!made) return NULL;
    made->chains = mode == CLIBCRYPTO_CBC;
    made->kind = api.EVP_CIPHER_fetch(NULL, name_of(mode, key_count), NULL);
    made->context = api.EVP_CIPHER_CTX_new();
    /* Each new key takes this first block again: to give it anew each time would cost a third of the key. */
    static const uint8_t zeros[16];
    const uint8_t *first = made->chains ? zeros : NULL;
    if (made->kind && made->context && api.EVP_EncryptInit_ex(made->context, made->kind, NULL, NULL, first) == 1)
        return made;
    api.ERR_clear_error();
    clibcrypto_cipher_free(made);
    return NULL;
}

void clibcrypto_cipher_free(clibcrypto_cipher *cipher) {
    if (cipher->context) api.EVP_CIPHER_CTX_free(cipher->context);
    if (cipher->kind) api.EVP_CIPHER_free(cipher->kind);
    free(cipher);
}

int clibcrypto_cipher_key(clibcrypto_cipher *cipher, const uint8_t *key) {
    /* Of padding nothing is said, which costs as much as the key: it matters to a final call only, and there is none. */
    return api.EVP_EncryptInit_ex(cipher->context, NULL, NULL, key, NULL) == 1 ? 0 : -EIO;
}

int clibcrypto_cipher_run(clibcrypto_cipher *cipher, uint8_t *octets, size_t count) {
    int made = 0;
    if (api.EVP_EncryptUpdate(cipher->context, octets, &made, octets, (int)count) != 1) return -EIO;
    return made == (int)count ? 0 : -EIO;
}

struct clibcrypto_digest {
    struct evp_md_ctx_st *context;
    struct evp_md_st *kind;
};

clibcrypto_digest *clibcrypto_digest_new(const char *name) {
    if (clibcrypto_available()) return NULL;
    struct clibcrypto_digest *made = calloc(1, sizeof *made);
    if (!made) return NULL;
    made->kind = api.EVP_MD_fetch(NULL, name, NULL);
    made->context = api.EVP_MD_CTX_new();
    if (made->kind && made->context && api.EVP_DigestInit_ex(made->context, made->kind, NULL) == 1) return made;
    api.ERR_clear_error();
    clibcrypto_digest_free(made);
    return NULL;
}

void clibcrypto_digest_free(clibcrypto_digest *digest) {
    if (digest->context) api.EVP_MD_CTX_free(digest->context);
    if (digest->kind) api.EVP_MD_free(digest->kind);
    free(digest);
}

int clibcrypto_digest_make(
    clibcrypto_digest *digest, const uint8_t *first, size_t first_count, const uint8_t *second, size_t second_count,
    uint8_t *made) {
    unsigned int count = 0;
    if (api.EVP_DigestInit_ex(digest->context, NULL, NULL) != 1) return -EIO;
    if (api.EVP_DigestUpdate(digest->context, first, first_count) != 1) return -EIO;
    if (api.EVP_DigestUpdate(digest->context, second, second_count) != 1) return -EIO;
    return api.EVP_DigestFinal_ex(digest->context, made, &count) == 1 ? (int)count : -EIO;
}
