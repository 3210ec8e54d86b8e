/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CGPIOD.h"
#include "library.h"

#include <dlfcn.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stddef.h>

struct cgpiod_functions cgpiod_functions;

int cgpiod_generation(void) { return CGPIOD_API; }

const char *cgpiod_library(void) { return CGPIOD_SONAME; }

#if CGPIOD_API == 0

int cgpiod_available(void) { return -ENOSYS; }

#else

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int outcome;

/* It stays open for good: threads may be within it until the very end. */
static void open_library(void) {
    void *library = dlopen(CGPIOD_SONAME, RTLD_NOW | RTLD_LOCAL);
    outcome = -ELIBACC;
    if (!library) return;
#define CGPIOD_FIND(name)                                                                                             \
    *(void **)&cgpiod_functions.name = dlsym(library, "gpiod_" #name);                                                \
    if (!cgpiod_functions.name) return;
    CGPIOD_FUNCTIONS(CGPIOD_FIND)
#undef CGPIOD_FIND
    outcome = 0;
}

int cgpiod_available(void) {
    pthread_once(&once, open_library);
    return outcome;
}

#endif

int cgpiod_waiting(int fd) {
    struct pollfd wait = {fd, POLLIN, 0};
    if (poll(&wait, 1, 0) < 0) return errno == EINTR ? 0 : -errno;
    if (wait.revents & POLLIN) return 1;
    return wait.revents ? -ENODEV : 0;
}
