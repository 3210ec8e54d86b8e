/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

int clinux_open_input(const char *path) {
    struct stat status;
    if (stat(path, &status)) return -errno;
    if (S_ISDIR(status.st_mode)) return -EISDIR;
    int access = S_ISREG(status.st_mode) ? O_RDONLY : O_RDWR;
    int fd = open(path, access | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    /* A device that we may read but not write can still be heard. */
    if (fd < 0 && errno == EACCES && access == O_RDWR)
        fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

int clinux_eventfd(void) {
    int fd = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

int clinux_eventfd_signal(int fd) {
    uint64_t one = 1;
    return write(fd, &one, sizeof one) == sizeof one ? 0 : -errno;
}

int clinux_eventfd_drain(int fd) {
    uint64_t count;
    return read(fd, &count, sizeof count) == sizeof count ? 0 : -errno;
}

int clinux_wait_readable(const int *fds, int count, int64_t timeout_ns) {
    struct pollfd waits[4];
    if (count < 0 || count > 4) return -EINVAL;
    for (int i = 0; i < count; i++) waits[i] = (struct pollfd){fds[i], POLLIN, 0};
    struct timespec timeout = {timeout_ns / 1000000000, timeout_ns % 1000000000};
    int ready = ppoll(waits, (nfds_t)count, timeout_ns < 0 ? NULL : &timeout, NULL);
    if (ready < 0) return errno == EINTR ? 0 : -errno;
    int bits = 0;
    for (int i = 0; i < count; i++)
        if (waits[i].revents) bits |= 1 << i;
    return bits;
}

int clinux_signals_block(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    int fault = pthread_sigmask(SIG_BLOCK, &set, NULL);
    if (fault) return -fault;
    int fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

int clinux_signals_next(int fd) {
    struct signalfd_siginfo info;
    return read(fd, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}
