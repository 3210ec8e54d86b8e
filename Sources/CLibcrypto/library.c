/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLibcrypto.h"
#include "library.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>

struct clibcrypto_functions clibcrypto_functions;

static pthread_once_t once = PTHREAD_ONCE_INIT, once_of_tls = PTHREAD_ONCE_INIT;
static int outcome = -ELIBACC, outcome_of_tls = -ELIBACC;

#define CLIBCRYPTO_FIND(name)                                                                                         \
    *(void **)&clibcrypto_functions.name = dlsym(library, #name);                                                     \
    if (!clibcrypto_functions.name) return;

/* They stay open for good. */
static void open_libcrypto(void) {
    void *library = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
    if (!library) return;
    CLIBCRYPTO_FUNCTIONS(CLIBCRYPTO_FIND)
    outcome = 0;
}

static void open_libssl(void) {
    if (clibcrypto_available()) return;
    void *library = dlopen("libssl.so.3", RTLD_NOW | RTLD_LOCAL);
    if (!library) return;
    CLIBSSL_FUNCTIONS(CLIBCRYPTO_FIND)
    outcome_of_tls = 0;
}

int clibcrypto_available(void) {
    pthread_once(&once, open_libcrypto);
    return outcome;
}

int clibcrypto_tls_available(void) {
    pthread_once(&once_of_tls, open_libssl);
    return outcome_of_tls;
}

const char *clibcrypto_version(void) {
    return clibcrypto_available() ? "" : clibcrypto_functions.OpenSSL_version(0);
}
