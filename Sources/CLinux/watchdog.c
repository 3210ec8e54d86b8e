/* SPDX-License-Identifier: Apache-2.0 */
#include "CLinux.h"
#include <errno.h>
#include <linux/watchdog.h>
#include <sys/ioctl.h>
#include <unistd.h>

int clinux_watchdog_timeout(int fd, int seconds) {
    return ioctl(fd, WDIOC_SETTIMEOUT, &seconds) < 0 ? -errno : seconds;
}

int clinux_watchdog_feed(int fd) { return ioctl(fd, WDIOC_KEEPALIVE, 0) < 0 ? -errno : 0; }

/* The magic close: the last character written decides whether closing stops it. */
int clinux_watchdog_disarm(int fd) { return write(fd, "V", 1) < 0 ? -errno : 0; }
