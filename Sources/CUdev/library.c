/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CUdev.h"
#include "library.h"

#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>

struct cudev_functions cudev_functions;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int outcome = -ELIBACC;

/* It stays open for good. */
static void open_library(void) {
    void *library = dlopen("libudev.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!library) return;
#define CUDEV_FIND(name)                                                                                              \
    *(void **)&cudev_functions.name = dlsym(library, "udev_" #name);                                                  \
    if (!cudev_functions.name) return;
    CUDEV_FUNCTIONS(CUDEV_FIND)
#undef CUDEV_FIND
    outcome = 0;
}

int cudev_available(void) {
    pthread_once(&once, open_library);
    return outcome;
}
