/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CUdev.h"

#include <errno.h>
#include <sys/inotify.h>
#include <unistd.h>

int cudev_watch_folder(const char *path) {
    int fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0) return -errno;
    /* A node's owner and rights are changed after it was made: IN_ATTRIB tells when it may be opened at last. */
    if (inotify_add_watch(fd, path, IN_CREATE | IN_DELETE | IN_MOVE | IN_ATTRIB) >= 0) return fd;
    int reason = errno;
    close(fd);
    return -reason;
}

int cudev_drain_folder(int fd) {
    char told[4096];
    int any = 0;
    while (read(fd, told, sizeof told) > 0) any = 1;
    return any;
}
