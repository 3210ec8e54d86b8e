/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinuxClocks.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/rtc.h>
#include <sys/ioctl.h>

int clinux_rtc_open(const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

int clinux_rtc_read(int fd, clinux_rtc_face *face) {
    struct rtc_time time = {0};
    if (ioctl(fd, RTC_RD_TIME, &time)) return -errno;
    *face = (clinux_rtc_face){
        time.tm_year + 1900, time.tm_mon + 1, time.tm_mday, time.tm_hour, time.tm_min, time.tm_sec};
    return 0;
}

int clinux_rtc_set(int fd, const clinux_rtc_face *face) {
    struct rtc_time time = {
        .tm_sec = face->second, .tm_min = face->minute, .tm_hour = face->hour, .tm_mday = face->day,
        .tm_mon = face->month - 1, .tm_year = face->year - 1900};
    return ioctl(fd, RTC_SET_TIME, &time) ? -errno : 0;
}
