/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinuxClocks.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/pps.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

_Static_assert(CLINUX_PPS_ASSERT == PPS_CAPTUREASSERT && CLINUX_PPS_CLEAR == PPS_CAPTURECLEAR, "pps");

static int64_t flat(struct pps_ktime time) { return time.sec * 1000000000 + time.nsec; }

int clinux_pps_open(const char *path) {
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0 && errno == EACCES) fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

int clinux_pps_capabilities(int fd) {
    int mode = 0;
    return ioctl(fd, PPS_GETCAP, &mode) ? -errno : mode & PPS_CAPTUREBOTH;
}

int clinux_pps_captured(int fd) {
    struct pps_kparams parameters = {0};
    return ioctl(fd, PPS_GETPARAMS, &parameters) ? -errno : parameters.mode & PPS_CAPTUREBOTH;
}

int clinux_pps_capture(int fd, int edges) {
    struct pps_kparams parameters = {.api_version = PPS_API_VERS, .mode = edges | PPS_TSFMT_TSPEC};
    return ioctl(fd, PPS_SETPARAMS, &parameters) ? -errno : 0;
}

int clinux_pps_fetch(int fd, int64_t timeout_ns, clinux_pps_info *info) {
    struct pps_fdata data = {0};
    data.timeout.sec = timeout_ns / 1000000000;
    data.timeout.nsec = (int32_t)(timeout_ns % 1000000000);
    if (ioctl(fd, PPS_FETCH, &data)) return -errno;
    info->assert_sequence = data.info.assert_sequence;
    info->clear_sequence = data.info.clear_sequence;
    info->assert_ns = flat(data.info.assert_tu);
    info->clear_ns = flat(data.info.clear_tu);
    return 0;
}

int clinux_is_same_node(int fd, const char *path) {
    struct stat opened, named;
    if (fstat(fd, &opened) || stat(path, &named)) return 0;
    return opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

int clinux_pair(int ends[2]) {
    return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) ? -errno : 0;
}
