/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinux.h"

#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <errno.h>

/* <sys/ioctl.h> brings in <bits/ioctl-types.h>, whose struct termio clashes with <asm/termbits.h> on some machines. */
extern int ioctl(int fd, unsigned long request, ...);

int clinux_serial_raw(int fd, uint32_t baud) {
    struct termios2 settings;
    if (ioctl(fd, TCGETS2, &settings)) return -errno;
    settings.c_iflag = IGNBRK | IGNPAR;
    settings.c_oflag = 0;
    settings.c_lflag = 0;
    /* BOTHER: the speed is the number itself; HUPCL off: closing does not reset a receiver by its DTR line. */
    settings.c_cflag = CS8 | CREAD | CLOCAL | BOTHER | (BOTHER << IBSHIFT);
    settings.c_ispeed = baud;
    settings.c_ospeed = baud;
    settings.c_cc[VMIN] = 1;
    settings.c_cc[VTIME] = 0;
    return ioctl(fd, TCSETS2, &settings) ? -errno : 0;
}

int clinux_serial_speed(int fd) {
    struct termios2 settings;
    return ioctl(fd, TCGETS2, &settings) ? -errno : (int)settings.c_ospeed;
}
