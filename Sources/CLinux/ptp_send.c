/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinuxPTP.h"
#include "ptp_slots.h"

#include <errno.h>
#include <linux/if_ether.h>
#include <linux/net_tstamp.h>
#include <stdlib.h>
#include <string.h>

/* What an Ethernet frame carries at least. */
#define SHORTEST_PAYLOAD 46


struct clinux_ptp_outbox {
    int capacity, room, transport, stamps;
    uint32_t index;
    struct mmsghdr *headers;
    struct slot *slots;
    uint8_t *messages;
};

clinux_ptp_outbox *clinux_ptp_outbox_create(int capacity, int room, int transport, int stamps, uint32_t index) {
    size_t headers = sizeof(struct mmsghdr) * (size_t)capacity, slots = sizeof(struct slot) * (size_t)capacity;
    uint8_t *memory = calloc(1, sizeof(clinux_ptp_outbox) + headers + slots + (size_t)capacity * (size_t)room);
    if (!memory) return NULL;
    clinux_ptp_outbox *outbox = (clinux_ptp_outbox *)memory;
    *outbox = (clinux_ptp_outbox){capacity, room, transport, stamps, index, NULL, NULL, NULL};
    outbox->slots = (struct slot *)(memory + sizeof *outbox);
    outbox->headers = (struct mmsghdr *)(outbox->slots + capacity);
    outbox->messages = (uint8_t *)(outbox->headers + capacity);
    return outbox;
}

void clinux_ptp_outbox_destroy(clinux_ptp_outbox *outbox) { free(outbox); }

uint8_t *clinux_ptp_outbox_message(clinux_ptp_outbox *outbox, int index) {
    return outbox->messages + (size_t)index * (size_t)outbox->room;
}

static socklen_t put_address(const clinux_ptp_outbox *outbox, const clinux_ptp_parcel *parcel, union address *to) {
    if (outbox->transport == CLINUX_PTP_UDP4) {
        to->v4 = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(parcel->port)};
        memcpy(&to->v4.sin_addr, parcel->destination + 12, 4);
        return sizeof to->v4;
    }
    if (outbox->transport == CLINUX_PTP_UDP6) {
        to->v6 = (struct sockaddr_in6){
            .sin6_family = AF_INET6, .sin6_port = htons(parcel->port), .sin6_scope_id = parcel->scope};
        memcpy(&to->v6.sin6_addr, parcel->destination, 16);
        return sizeof to->v6;
    }
    to->link = (struct sockaddr_ll){
        .sll_family = AF_PACKET,
        .sll_protocol = htons(ETH_P_1588),
        .sll_ifindex = (int)outbox->index,
        .sll_halen = ETH_ALEN,
    };
    memcpy(to->link.sll_addr, parcel->destination, ETH_ALEN);
    return sizeof to->link;
}

static size_t put(struct control *control, size_t used, int level, int type, const void *data, size_t size) {
    struct cmsghdr *one = (struct cmsghdr *)(control->bytes + used);
    one->cmsg_level = level;
    one->cmsg_type = type;
    one->cmsg_len = CMSG_LEN(size);
    memcpy(CMSG_DATA(one), data, size);
    return used + CMSG_SPACE(size);
}

static size_t put_source(const clinux_ptp_outbox *outbox, const clinux_ptp_parcel *parcel, struct control *control) {
    if (outbox->transport == CLINUX_PTP_UDP4) {
        struct in_pktinfo info = {0};
        memcpy(&info.ipi_spec_dst, parcel->source + 12, 4);
        return put(control, 0, IPPROTO_IP, IP_PKTINFO, &info, sizeof info);
    }
    struct in6_pktinfo info = {.ipi6_ifindex = outbox->index};
    memcpy(&info.ipi6_addr, parcel->source, 16);
    return put(control, 0, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info);
}

static size_t put_control(const clinux_ptp_outbox *outbox, const clinux_ptp_parcel *parcel, struct control *control) {
    size_t used = 0;
    if (parcel->has_source && outbox->transport != CLINUX_PTP_ETHERNET) used = put_source(outbox, parcel, control);
    if (!parcel->wants_stamp) return used;
    uint32_t kind = outbox->stamps == CLINUX_STAMP_HARDWARE ? SOF_TIMESTAMPING_TX_HARDWARE : SOF_TIMESTAMPING_TX_SOFTWARE;
    return put(control, used, SOL_SOCKET, SO_TIMESTAMPING, &kind, sizeof kind);
}

static size_t filled_up(const clinux_ptp_outbox *outbox, const clinux_ptp_parcel *parcel, uint8_t *message) {
    size_t count = (size_t)parcel->count, full = count + parcel->trailer;
    if (outbox->transport == CLINUX_PTP_ETHERNET && full < SHORTEST_PAYLOAD) full = SHORTEST_PAYLOAD;
    if (full > (size_t)outbox->room) return count;
    memset(message + count, 0, full - count);
    return full;
}

void clinux_ptp_outbox_address(clinux_ptp_outbox *outbox, int index, const clinux_ptp_parcel *parcel) {
    struct slot *slot = &outbox->slots[index];
    uint8_t *message = clinux_ptp_outbox_message(outbox, index);
    slot->vector = (struct iovec){message, filled_up(outbox, parcel, message)};
    socklen_t length = put_address(outbox, parcel, &slot->address);
    size_t control = put_control(outbox, parcel, &slot->control);
    outbox->headers[index].msg_hdr = (struct msghdr){
        .msg_name = &slot->address,
        .msg_namelen = length,
        .msg_iov = &slot->vector,
        .msg_iovlen = 1,
        .msg_control = control ? slot->control.bytes : NULL,
        .msg_controllen = control,
    };
}

int clinux_ptp_send(clinux_ptp_outbox *outbox, int fd, int first, int last) {
    int taken = sendmmsg(fd, outbox->headers + first, (unsigned)(last - first), MSG_DONTWAIT | MSG_NOSIGNAL);
    return taken < 0 ? -errno : taken;
}
