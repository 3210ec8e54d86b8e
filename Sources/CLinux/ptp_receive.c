/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinuxPTP.h"
#include "ptp_slots.h"

#include <errno.h>
#include <linux/if_ether.h>
#include <stdlib.h>
#include <string.h>


struct clinux_ptp_inbox {
    int capacity, room, transport, stamps;
    struct mmsghdr *headers;
    struct slot *slots;
    uint8_t *messages;
};

clinux_ptp_inbox *clinux_ptp_inbox_create(int capacity, int room, int transport, int stamps) {
    size_t headers = sizeof(struct mmsghdr) * (size_t)capacity, slots = sizeof(struct slot) * (size_t)capacity;
    uint8_t *memory = calloc(1, sizeof(clinux_ptp_inbox) + headers + slots + (size_t)capacity * (size_t)room);
    if (!memory) return NULL;
    clinux_ptp_inbox *inbox = (clinux_ptp_inbox *)memory;
    *inbox = (clinux_ptp_inbox){capacity, room, transport, stamps, NULL, NULL, NULL};
    inbox->slots = (struct slot *)(memory + sizeof *inbox);
    inbox->headers = (struct mmsghdr *)(inbox->slots + capacity);
    inbox->messages = (uint8_t *)(inbox->headers + capacity);
    return inbox;
}

void clinux_ptp_inbox_destroy(clinux_ptp_inbox *inbox) { free(inbox); }

const uint8_t *clinux_ptp_inbox_message(const clinux_ptp_inbox *inbox, int index) {
    return inbox->messages + (size_t)index * (size_t)inbox->room;
}

static void arm(clinux_ptp_inbox *inbox, int index) {
    struct slot *slot = &inbox->slots[index];
    slot->vector = (struct iovec){inbox->messages + (size_t)index * (size_t)inbox->room, (size_t)inbox->room};
    inbox->headers[index].msg_hdr = (struct msghdr){
        .msg_name = &slot->address,
        .msg_namelen = sizeof slot->address,
        .msg_iov = &slot->vector,
        .msg_iovlen = 1,
        .msg_control = slot->control.bytes,
        .msg_controllen = sizeof slot->control.bytes,
    };
}

static void take_source(const clinux_ptp_inbox *inbox, const union address *from, clinux_ptp_arrival *arrival) {
    arrival->scope = 0;
    if (inbox->transport == CLINUX_PTP_UDP4) {
        memcpy(arrival->source, mapped_prefix, 12);
        memcpy(arrival->source + 12, &from->v4.sin_addr, 4);
    } else if (inbox->transport == CLINUX_PTP_UDP6) {
        memcpy(arrival->source, &from->v6.sin6_addr, 16);
        arrival->scope = from->v6.sin6_scope_id;
    } else {
        memset(arrival->source, 0, 16);
        memcpy(arrival->source, from->link.sll_addr, ETH_ALEN);
    }
}

static int is_group(const clinux_ptp_inbox *inbox, const union address *from, const clinux_ptp_control *told) {
    if (inbox->transport == CLINUX_PTP_ETHERNET) return from->link.sll_pkttype != PACKET_HOST;
    if (!told->has_asked) return 0;
    if (inbox->transport == CLINUX_PTP_UDP6) return told->asked[0] == 0xFF;
    /* 224.0.0.0/4, and the broadcast, which is nobody's own address. */
    return !told->has_source;
}

static void take(const clinux_ptp_inbox *inbox, int index, clinux_ptp_arrival *arrival) {
    const struct msghdr *header = &inbox->headers[index].msg_hdr;
    const union address *from = &inbox->slots[index].address;
    clinux_ptp_control told;
    clinux_ptp_read_control(header->msg_control, header->msg_controllen, &told);
    take_source(inbox, from, arrival);
    arrival->stamp_ns = inbox->stamps == CLINUX_STAMP_HARDWARE ? told.hardware_ns : told.software_ns;
    arrival->count = (int32_t)inbox->headers[index].msg_len;
    arrival->is_truncated = (header->msg_flags & MSG_TRUNC) != 0;
    arrival->is_group = (uint8_t)is_group(inbox, from, &told);
    arrival->has_asked = (uint8_t)told.has_source;
    memcpy(arrival->asked, told.source, 16);
}

int clinux_ptp_receive(clinux_ptp_inbox *inbox, int fd, int first, int last, clinux_ptp_arrival *arrivals) {
    if (first >= last) return 0;
    for (int i = first; i < last; i++) arm(inbox, i);
    int count = recvmmsg(fd, inbox->headers + first, (unsigned)(last - first), MSG_DONTWAIT, NULL);
    if (count < 0) return errno == EAGAIN || errno == EINTR ? 0 : -errno;
    for (int i = first; i < first + count; i++) take(inbox, i, &arrivals[i]);
    return count;
}
