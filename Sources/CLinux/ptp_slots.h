/* SPDX-License-Identifier: Apache-2.0 */
/* What one message needs beside its octets, for ptp_receive.c, ptp_send.c and ptp_stamps.c. */
#ifndef PTP_SLOTS_H
#define PTP_SLOTS_H

#include <linux/if_packet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <sys/socket.h>

/* Room for stamps, packet info and an extended error with its address, each with its header. */
#define CONTROL_SIZE 256

struct control {
    _Alignas(struct cmsghdr) uint8_t bytes[CONTROL_SIZE];
};

union address {
    struct sockaddr any;
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;
    struct sockaddr_ll link;
};

struct slot {
    union address address;
    struct control control;
    struct iovec vector;
};

static const uint8_t mapped_prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

#endif
