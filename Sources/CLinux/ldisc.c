/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinuxClocks.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/tty.h>
#include <sys/ioctl.h>
#include <unistd.h>

int clinux_pps_line(const char *path) {
    int fd = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) return -errno;
    int discipline = N_PPS;
    if (!ioctl(fd, TIOCSETD, &discipline)) return fd;
    int fault = errno;
    close(fd);
    return -fault;
}
