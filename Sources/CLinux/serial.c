/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinux.h"

#include <asm/ioctls.h>
#include <asm/termbits.h>
#include <errno.h>
#include <linux/serial.h>
#include <linux/tty_flags.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

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

int clinux_serial_set_speed(int fd, uint32_t baud) {
    struct termios2 settings;
    if (ioctl(fd, TCGETS2, &settings)) return -errno;
    settings.c_cflag = (settings.c_cflag & ~(CBAUD | (CBAUD << IBSHIFT))) | BOTHER | (BOTHER << IBSHIFT);
    settings.c_ispeed = baud;
    settings.c_ospeed = baud;
    /* What waits is of the old speed. Not TCSETSF2: it waits until output has gone, which may be never. */
    ioctl(fd, TCFLSH, TCIOFLUSH);
    return ioctl(fd, TCSETS2, &settings) ? -errno : 0;
}

int clinux_serial_claim(int fd, int shared) {
    struct termios2 settings;
    if (ioctl(fd, TCGETS2, &settings)) return -errno;
    /* flock stops those who ask for it, root included; TIOCEXCL stops whoever opens it later, except root. */
    if (flock(fd, LOCK_EX | LOCK_NB)) return errno == EWOULDBLOCK ? -EBUSY : -errno;
    return ioctl(fd, shared ? TIOCNXCL : TIOCEXCL) ? -errno : 0;
}

int clinux_serial_is_exclusive(int fd) {
    int exclusive = 0;
    return ioctl(fd, TIOCGEXCL, &exclusive) ? -errno : exclusive;
}

int clinux_serial_low_latency(int fd) {
    struct serial_struct serial;
    if (ioctl(fd, TIOCGSERIAL, &serial)) return -errno;
    if (serial.flags & ASYNC_LOW_LATENCY) return 0;
    serial.flags |= ASYNC_LOW_LATENCY;
    return ioctl(fd, TIOCSSERIAL, &serial) ? -errno : 0;
}

int clinux_serial_kind(int fd) {
    struct termios2 settings;
    struct stat status;
    if (ioctl(fd, TCGETS2, &settings) || fstat(fd, &status)) return -errno;
    /* Documentation/admin-guide/devices.txt: 136...143 are Unix98 pseudo-terminals, 166 USB ACM modems. */
    unsigned number = major(status.st_rdev);
    if (number >= 136 && number <= 143) return CLINUX_SERIAL_PSEUDO;
    return number == 166 ? CLINUX_SERIAL_USB : CLINUX_SERIAL_UART;
}

int clinux_serial_speed(int fd) {
    struct termios2 settings;
    return ioctl(fd, TCGETS2, &settings) ? -errno : (int)settings.c_ospeed;
}
