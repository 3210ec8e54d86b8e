/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinuxPTP.h"

#include <errno.h>
#include <time.h>
/* After <time.h>, whose timespec it uses. */
#include <linux/errqueue.h>
#include <linux/net_tstamp.h>
#include <linux/if_packet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

/* asm-generic/socket.h; glibc names only one of them, by the width of its time_t. */
#define STAMPS_OF_LONGS 37
#define STAMPS_OF_64_BITS 65

static const uint8_t mapped_prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

static void map_v4(uint8_t octets[16], const struct in_addr *address) {
    memcpy(octets, mapped_prefix, 12);
    memcpy(octets + 12, address, 4);
}

static int64_t flat(int64_t seconds, int64_t nanoseconds) {
    return (int64_t)((uint64_t)seconds * 1000000000 + (uint64_t)nanoseconds);
}

/* Three times of seconds and nanoseconds: by the kernel, none, by the card (Documentation/networking/timestamping.rst). */
static void take_stamps(const int64_t times[6], clinux_ptp_control *told) {
    if (times[0] || times[1]) told->software_ns = flat(times[0], times[1]);
    if (times[4] || times[5]) told->hardware_ns = flat(times[4], times[5]);
}

static void take_long_stamps(const void *data, clinux_ptp_control *told) {
    long raw[6];
    int64_t times[6];
    memcpy(raw, data, sizeof raw);
    for (int i = 0; i < 6; i++) times[i] = raw[i];
    take_stamps(times, told);
}

static void take_wide_stamps(const void *data, clinux_ptp_control *told) {
    int64_t times[6];
    memcpy(times, data, sizeof times);
    take_stamps(times, told);
}

static void take_card(const void *data, clinux_ptp_control *told) {
    struct scm_ts_pktinfo info;
    memcpy(&info, data, sizeof info);
    told->card = info.if_index;
    told->frame = info.pkt_length;
}

static void take_v4(const void *data, clinux_ptp_control *told) {
    struct in_pktinfo info;
    memcpy(&info, data, sizeof info);
    map_v4(told->asked, &info.ipi_addr);
    /* To a group, spec_dst is what the kernel would answer from: nothing to remember. */
    map_v4(told->source, &info.ipi_spec_dst);
    told->has_asked = 1;
    told->has_source = info.ipi_addr.s_addr == info.ipi_spec_dst.s_addr;
}

static void take_v6(const void *data, clinux_ptp_control *told) {
    struct in6_pktinfo info;
    memcpy(&info, data, sizeof info);
    memcpy(told->asked, &info.ipi6_addr, 16);
    memcpy(told->source, &info.ipi6_addr, 16);
    told->has_asked = 1;
    told->has_source = !IN6_IS_ADDR_MULTICAST(&info.ipi6_addr);
}

static void take_error(const void *data, clinux_ptp_control *told) {
    struct sock_extended_err error;
    memcpy(&error, data, sizeof error);
    if (error.ee_errno != ENOMSG || error.ee_origin != SO_EE_ORIGIN_TIMESTAMPING) return;
    /* Not the stamps of queueing or of acknowledgement. */
    if (error.ee_info != SCM_TSTAMP_SND) return;
    told->has_key = 1;
    told->key = error.ee_data;
}

static int is_error(const struct cmsghdr *one) {
    return (one->cmsg_level == IPPROTO_IP && one->cmsg_type == IP_RECVERR) ||
           (one->cmsg_level == IPPROTO_IPV6 && one->cmsg_type == IPV6_RECVERR) ||
           (one->cmsg_level == SOL_PACKET && one->cmsg_type == PACKET_TX_TIMESTAMP);
}

static void take(const struct cmsghdr *one, size_t size, clinux_ptp_control *told) {
    const void *data = CMSG_DATA(one);
    if (one->cmsg_level == SOL_SOCKET && one->cmsg_type == STAMPS_OF_LONGS && size >= 6 * sizeof(long))
        take_long_stamps(data, told);
    else if (one->cmsg_level == SOL_SOCKET && one->cmsg_type == STAMPS_OF_64_BITS && size >= 6 * sizeof(int64_t))
        take_wide_stamps(data, told);
    else if (one->cmsg_level == SOL_SOCKET && one->cmsg_type == SCM_TIMESTAMPING_PKTINFO && size >= sizeof(struct scm_ts_pktinfo))
        take_card(data, told);
    else if (one->cmsg_level == IPPROTO_IP && one->cmsg_type == IP_PKTINFO && size >= sizeof(struct in_pktinfo))
        take_v4(data, told);
    else if (one->cmsg_level == IPPROTO_IPV6 && one->cmsg_type == IPV6_PKTINFO && size >= sizeof(struct in6_pktinfo))
        take_v6(data, told);
    else if (is_error(one) && size >= sizeof(struct sock_extended_err))
        take_error(data, told);
}

void clinux_ptp_read_control(const void *control, size_t length, clinux_ptp_control *told) {
    memset(told, 0, sizeof *told);
    told->software_ns = told->hardware_ns = INT64_MIN;
    struct msghdr header = {.msg_control = (void *)control, .msg_controllen = length};
    for (struct cmsghdr *one = CMSG_FIRSTHDR(&header); one; one = CMSG_NXTHDR(&header, one)) {
        size_t left = length - (size_t)((const uint8_t *)one - (const uint8_t *)control);
        if (one->cmsg_len < CMSG_LEN(0) || one->cmsg_len > left) return;
        take(one, one->cmsg_len - CMSG_LEN(0), told);
    }
}
