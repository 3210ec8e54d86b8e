/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinuxClocks.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/ethtool.h>
#include <linux/ptp_clock.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static int64_t flat(struct ptp_clock_time time) { return time.sec * 1000000000 + (int64_t)time.nsec; }

static unsigned limited(int count) {
    return count < 1 ? 1 : count > PTP_MAX_SAMPLES ? PTP_MAX_SAMPLES : (unsigned)count;
}

int clinux_phc_open(const char *path) {
    int fd = open(path, O_RDWR | O_CLOEXEC);
    /* Without the right to write, its time can still be read. */
    if (fd < 0 && errno == EACCES) fd = open(path, O_RDONLY | O_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

int clinux_phc_of_interface(const char *interface) {
    struct ethtool_ts_info info = {.cmd = ETHTOOL_GET_TS_INFO};
    struct ifreq request = {.ifr_data = (void *)&info};
    if (strlen(interface) >= sizeof request.ifr_name) return -ENODEV;
    strcpy(request.ifr_name, interface);
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    int result = ioctl(fd, SIOCETHTOOL, &request) ? -errno : info.phc_index < 0 ? -ENODEV : info.phc_index;
    close(fd);
    return result;
}

/* clock_getres(2), "Dynamic clocks". */
int32_t clinux_phc_clock(int fd) { return (int32_t)(~(uint32_t)fd << 3 | 3); }

int clinux_phc_capabilities(int fd, clinux_phc_caps *caps) {
    struct ptp_clock_caps kernel = {0};
    if (ioctl(fd, PTP_CLOCK_GETCAPS, &kernel)) return -errno;
    *caps = (clinux_phc_caps){kernel.max_adj, kernel.n_ext_ts, kernel.n_pins, kernel.cross_timestamping};
    return 0;
}

int clinux_phc_precise(int fd, clinux_phc_reading *readings) {
    struct ptp_sys_offset_precise kernel = {0};
    if (ioctl(fd, PTP_SYS_OFFSET_PRECISE, &kernel)) return -errno;
    int64_t system = flat(kernel.sys_realtime);
    readings[0] = (clinux_phc_reading){system, flat(kernel.device), system};
    return 1;
}

int clinux_phc_extended(int fd, int count, clinux_phc_reading *readings) {
    struct ptp_sys_offset_extended kernel = {.n_samples = limited(count)};
    if (ioctl(fd, PTP_SYS_OFFSET_EXTENDED, &kernel)) return -errno;
    for (unsigned i = 0; i < kernel.n_samples; i++)
        readings[i] = (clinux_phc_reading){flat(kernel.ts[i][0]), flat(kernel.ts[i][1]), flat(kernel.ts[i][2])};
    return (int)kernel.n_samples;
}

int clinux_phc_basic(int fd, int count, clinux_phc_reading *readings) {
    struct ptp_sys_offset kernel = {.n_samples = limited(count)};
    if (ioctl(fd, PTP_SYS_OFFSET, &kernel)) return -errno;
    for (unsigned i = 0; i < kernel.n_samples; i++)
        readings[i] = (clinux_phc_reading){flat(kernel.ts[2 * i]), flat(kernel.ts[2 * i + 1]), flat(kernel.ts[2 * i + 2])};
    return (int)kernel.n_samples;
}

int clinux_phc_pin_stamps(int fd, uint32_t pin, uint32_t channel) {
    struct ptp_pin_desc kernel = {.index = pin, .func = PTP_PF_EXTTS, .chan = channel};
    return ioctl(fd, PTP_PIN_SETFUNC, &kernel) ? -errno : 0;
}

int clinux_phc_stamps(int fd, uint32_t channel, int rising, int falling, int is_strict) {
    unsigned edges = (rising ? PTP_RISING_EDGE : 0) | (falling ? PTP_FALLING_EDGE : 0);
    struct ptp_extts_request kernel = {.index = channel, .flags = edges ? edges | PTP_ENABLE_FEATURE : 0};
    return ioctl(fd, is_strict ? PTP_EXTTS_REQUEST2 : PTP_EXTTS_REQUEST, &kernel) ? -errno : 0;
}

int clinux_phc_next_stamp(int fd, int64_t *nanoseconds, uint32_t *channel) {
    /* A PHC's read ignores O_NONBLOCK. */
    struct pollfd ready = {fd, POLLIN, 0};
    if (poll(&ready, 1, 0) < 0) return errno == EINTR ? 0 : -errno;
    if (ready.revents & (POLLERR | POLLHUP | POLLNVAL)) return -ENODEV;
    if (!(ready.revents & POLLIN)) return 0;
    struct ptp_extts_event event;
    if (read(fd, &event, sizeof event) != sizeof event) return errno == EINTR ? 0 : -errno;
    *nanoseconds = flat(event.t);
    *channel = event.index;
    return 1;
}
