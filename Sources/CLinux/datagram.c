/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/net_tstamp.h>
#include <linux/sock_diag.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

/* The kernel's stamp, an empty one, and the network card's. */
#define STAMPS_SIZE (3 * sizeof(struct timespec))
/* Room for the stamps, which card they are of, and the larger packet info, each with its header. */
#define CONTROL_SIZE 144
_Static_assert(
    CONTROL_SIZE >= CMSG_SPACE(STAMPS_SIZE) + CMSG_SPACE(sizeof(struct scm_ts_pktinfo)) + CMSG_SPACE(sizeof(struct in6_pktinfo)),
    "control too small");

/* Aligned as a cmsghdr must be. */
struct control {
    _Alignas(struct cmsghdr) uint8_t bytes[CONTROL_SIZE];
};

struct slot {
    struct sockaddr_in6 source;
    struct control received;
    /* Which local address was asked, to answer from it; empty where the socket has only one. */
    struct control reply;
    size_t reply_control;
    struct iovec request, answer;
    uint8_t *buffer;
    /* Whether it is to be told when the reply leaves. */
    int wants_stamp;
};

struct clinux_batch {
    int capacity, buffer_size, from_asked;
    /* Whether the card is to stamp replies, too, where it can. */
    int by_card;
    /* The one IPv4 address that the kernel could answer others from; 0: there are several, or it is not known. */
    in_addr_t sole;
    /* How many of the headers the last receive changed. */
    int used;
    struct mmsghdr *incoming, *outgoing;
    struct slot *slots;
    uint8_t *buffers;
};

static const uint8_t mapped_prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

static socklen_t to_sockaddr(const clinux_endpoint *from, int is_v6, struct sockaddr_in6 *to) {
    memset(to, 0, sizeof *to);
    if (is_v6) {
        to->sin6_family = AF_INET6;
        to->sin6_port = htons(from->port);
        to->sin6_scope_id = from->scope;
        memcpy(&to->sin6_addr, from->octets, 16);
        return sizeof *to;
    }
    struct sockaddr_in *v4 = (struct sockaddr_in *)to;
    v4->sin_family = AF_INET;
    v4->sin_port = htons(from->port);
    memcpy(&v4->sin_addr, from->octets + 12, 4);
    return sizeof *v4;
}

static void from_sockaddr(const struct sockaddr_in6 *from, clinux_endpoint *to) {
    to->scope = 0;
    if (from->sin6_family == AF_INET6) {
        to->port = ntohs(from->sin6_port);
        to->scope = from->sin6_scope_id;
        memcpy(to->octets, &from->sin6_addr, 16);
        return;
    }
    const struct sockaddr_in *v4 = (const struct sockaddr_in *)from;
    to->port = ntohs(v4->sin_port);
    memcpy(to->octets, mapped_prefix, 12);
    memcpy(to->octets + 12, &v4->sin_addr, 4);
}

static int set(int fd, int level, int option, int value) {
    return setsockopt(fd, level, option, &value, sizeof value);
}

static int is_unspecified(const clinux_endpoint *endpoint, int is_v6) {
    static const uint8_t zeros[16];
    return is_v6 ? !memcmp(endpoint->octets, zeros, 16) : !memcmp(endpoint->octets + 12, zeros, 4);
}

/* To be told which address was asked: needed only where there are several. */
static int want_asked_address(int fd, int is_v6) {
    return is_v6 ? set(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1) : set(fd, IPPROTO_IP, IP_PKTINFO, 1);
}

static int prepare(int fd, int is_v6, int is_shared, int receive_buffer, int64_t timeout_ns) {
    struct timeval timeout = {timeout_ns / 1000000000, timeout_ns % 1000000000 / 1000};
    if (is_v6 && set(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1)) return -errno;
    if (is_shared && set(fd, SOL_SOCKET, SO_REUSEPORT, 1)) return -errno;
    /* Of several that share an address, a group's datagrams are for the one that has joined it. */
    if (!is_v6) (void)set(fd, IPPROTO_IP, IP_MULTICAST_ALL, 0);
    else (void)set(fd, IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0);
    if (set(fd, SOL_SOCKET, SO_TIMESTAMPNS, 1)) return -errno;
    if (setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout)) return -errno;
    /* Beyond the system's limit where permitted, up to it otherwise. */
    if (set(fd, SOL_SOCKET, SO_RCVBUFFORCE, receive_buffer)) (void)set(fd, SOL_SOCKET, SO_RCVBUF, receive_buffer);
    return 0;
}

int clinux_udp_open(const clinux_endpoint *local, int is_v6, int is_shared, int receive_buffer, int64_t timeout_ns) {
    struct sockaddr_in6 address;
    socklen_t length = to_sockaddr(local, is_v6, &address);
    int fd = socket(is_v6 ? AF_INET6 : AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    int fault = prepare(fd, is_v6, is_shared, receive_buffer, timeout_ns);
    if (!fault && is_unspecified(local, is_v6) && want_asked_address(fd, is_v6)) fault = -errno;
    if (!fault && bind(fd, (struct sockaddr *)&address, length)) fault = -errno;
    if (fault) close(fd);
    return fault ? fault : fd;
}

int clinux_udp_local(int fd, clinux_endpoint *local) {
    struct sockaddr_in6 address;
    socklen_t length = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &length)) return -errno;
    from_sockaddr(&address, local);
    return 0;
}

int64_t clinux_udp_drops(int fd) {
    uint32_t counts[SK_MEMINFO_VARS];
    socklen_t length = sizeof counts;
    if (getsockopt(fd, SOL_SOCKET, SO_MEMINFO, counts, &length)) return -errno;
    return length > SK_MEMINFO_DROPS * sizeof *counts ? counts[SK_MEMINFO_DROPS] : -ENOSYS;
}

/* Beginnings that lie whole powers of two apart share a few places of the processor's cache. */
enum { CACHE_LINE = 64 };

/* What stays as it is from one batch to the next. */
static void prepare_slot(clinux_batch *batch, int index, uint8_t *buffer) {
    struct slot *slot = &batch->slots[index];
    slot->answer.iov_base = slot->buffer = buffer;
    slot->request = (struct iovec){buffer, (size_t)batch->buffer_size};
    batch->incoming[index].msg_hdr = (struct msghdr){
        .msg_name = &slot->source, .msg_iov = &slot->request, .msg_iovlen = 1, .msg_control = slot->received.bytes};
}

clinux_batch *clinux_batch_create(int capacity, int buffer_size, int replies_from_asked_address) {
    size_t pace = (size_t)buffer_size + CACHE_LINE;
    size_t headers = sizeof(struct mmsghdr) * (size_t)capacity;
    size_t slots = sizeof(struct slot) * (size_t)capacity;
    uint8_t *memory = calloc(1, sizeof(clinux_batch) + 2 * headers + slots + (size_t)capacity * pace);
    if (!memory) return NULL;
    clinux_batch *batch = (clinux_batch *)memory;
    batch->capacity = capacity;
    batch->used = capacity;
    batch->buffer_size = buffer_size;
    batch->from_asked = replies_from_asked_address;
    batch->incoming = (struct mmsghdr *)(memory + sizeof *batch);
    batch->outgoing = batch->incoming + capacity;
    batch->slots = (struct slot *)(batch->outgoing + capacity);
    batch->buffers = (uint8_t *)(batch->slots + capacity);
    for (int i = 0; i < capacity; i++) prepare_slot(batch, i, batch->buffers + (size_t)i * pace);
    return batch;
}

void clinux_batch_destroy(clinux_batch *batch) { free(batch); }

uint8_t *clinux_batch_buffer(clinux_batch *batch, int index) { return batch->slots[index].buffer; }

void clinux_batch_set_reply(clinux_batch *batch, int index, int count) {
    batch->slots[index].answer.iov_len = (size_t)count;
}

void clinux_batch_want_stamp(clinux_batch *batch, int index) {
    uint32_t wish = SOF_TIMESTAMPING_TX_SOFTWARE | (batch->by_card ? SOF_TIMESTAMPING_TX_HARDWARE : 0);
    struct slot *slot = &batch->slots[index];
    struct cmsghdr *control = (struct cmsghdr *)(slot->reply.bytes + slot->reply_control);
    control->cmsg_level = SOL_SOCKET;
    control->cmsg_type = SO_TIMESTAMPING;
    control->cmsg_len = CMSG_LEN(sizeof wish);
    memcpy(CMSG_DATA(control), &wish, sizeof wish);
    slot->reply_control += CMSG_SPACE(sizeof wish);
    slot->wants_stamp = 1;
}

static void arm(clinux_batch *batch, int index) {
    struct slot *slot = &batch->slots[index];
    slot->answer.iov_len = slot->reply_control = 0;
    slot->wants_stamp = 0;
    /* What a receive changes. */
    struct msghdr *header = &batch->incoming[index].msg_hdr;
    header->msg_namelen = sizeof slot->source;
    header->msg_controllen = sizeof slot->received.bytes;
    header->msg_flags = 0;
}

static void keep_asked_address(struct slot *slot, int level, int type, const void *info, size_t size) {
    struct cmsghdr *control = (struct cmsghdr *)slot->reply.bytes;
    control->cmsg_level = level;
    control->cmsg_type = type;
    control->cmsg_len = CMSG_LEN(size);
    memcpy(CMSG_DATA(control), info, size);
    slot->reply_control = CMSG_SPACE(size);
}

static int is_loopback(in_addr_t address) { return ntohl(address) >> 24 == IN_LOOPBACKNET; }

int clinux_batch_look_at_addresses(clinux_batch *batch, int fd) {
    enum { MOST = 64 };
    struct ifreq entries[MOST];
    struct ifconf list = {.ifc_len = sizeof entries, .ifc_req = entries};
    batch->sole = 0;
    if (!batch->from_asked) return 0;
    if (ioctl(fd, SIOCGIFCONF, &list)) return -errno;
    int count = list.ifc_len / (int)sizeof *entries, others = 0;
    in_addr_t sole = 0;
    for (int i = 0; i < count; i++) {
        in_addr_t address = ((const struct sockaddr_in *)&entries[i].ifr_addr)->sin_addr.s_addr;
        if (is_loopback(address)) continue;
        sole = address;
        others++;
    }
    if (others == 1 && count < MOST) batch->sole = sole;
    return 0;
}

/* Telling the kernel what to answer from costs a twentieth of a reply; where it has no choice there is nothing to tell.
   Whoever asks over the loopback interface may have asked any of its many addresses. */
static int is_chosen_anyway(const clinux_batch *batch, const struct slot *slot, const struct in_pktinfo *info) {
    const struct sockaddr_in *source = (const struct sockaddr_in *)&slot->source;
    return batch->sole && info->ipi_spec_dst.s_addr == batch->sole && !is_loopback(source->sin_addr.s_addr);
}

static void take_v4_info(
    const clinux_batch *batch, struct slot *slot, const struct cmsghdr *control, clinux_arrival *arrival) {
    struct in_pktinfo info;
    memcpy(&info, CMSG_DATA(control), sizeof info);
    /* ipi_spec_dst is the local address to answer from; the route decides the interface. */
    struct in_pktinfo reply = {.ipi_spec_dst = info.ipi_spec_dst};
    if (!is_chosen_anyway(batch, slot, &info)) keep_asked_address(slot, IPPROTO_IP, IP_PKTINFO, &reply, sizeof reply);
    memcpy(arrival->asked.octets, mapped_prefix, 12);
    memcpy(arrival->asked.octets + 12, &info.ipi_spec_dst, 4);
}

static void take_v6_info(struct slot *slot, const struct cmsghdr *control, clinux_arrival *arrival) {
    struct in6_pktinfo info;
    memcpy(&info, CMSG_DATA(control), sizeof info);
    /* Only a link-local address needs its interface. */
    if (!IN6_IS_ADDR_LINKLOCAL(&info.ipi6_addr)) info.ipi6_ifindex = 0;
    /* A multicast address cannot be a source. */
    if (IN6_IS_ADDR_MULTICAST(&info.ipi6_addr)) return;
    keep_asked_address(slot, IPPROTO_IPV6, IPV6_PKTINFO, &info, sizeof info);
    memcpy(arrival->asked.octets, &info.ipi6_addr, 16);
}

/* The first of several is the kernel's own. */
static int is_stamp(int type) { return type == SCM_TIMESTAMPNS || type == SCM_TIMESTAMPING; }

static int64_t flat(const struct timespec *stamp) {
    return stamp->tv_sec || stamp->tv_nsec ? (int64_t)stamp->tv_sec * 1000000000 + stamp->tv_nsec : INT64_MIN;
}

static void take_stamps(const struct cmsghdr *control, clinux_arrival *arrival) {
    struct timespec stamps[3] = {{0}};
    memcpy(stamps, CMSG_DATA(control), control->cmsg_type == SCM_TIMESTAMPING ? sizeof stamps : sizeof stamps[0]);
    arrival->realtime_ns = flat(&stamps[0]);
    arrival->card_ns = flat(&stamps[2]);
}

static void take_card(const struct cmsghdr *control, clinux_arrival *arrival) {
    struct scm_ts_pktinfo info;
    memcpy(&info, CMSG_DATA(control), sizeof info);
    arrival->card = info.if_index;
    arrival->frame = info.pkt_length;
}

static void take(clinux_batch *batch, int index, clinux_arrival *arrival) {
    struct slot *slot = &batch->slots[index];
    struct msghdr *header = &batch->incoming[index].msg_hdr;
    from_sockaddr(&slot->source, &arrival->source);
    arrival->count = (int32_t)batch->incoming[index].msg_len;
    arrival->truncated = (header->msg_flags & MSG_TRUNC) != 0;
    arrival->realtime_ns = arrival->card_ns = INT64_MIN;
    arrival->card = arrival->frame = 0;
    memset(&arrival->asked, 0, sizeof arrival->asked);
    for (struct cmsghdr *control = CMSG_FIRSTHDR(header); control; control = CMSG_NXTHDR(header, control)) {
        if (control->cmsg_level == SOL_SOCKET && is_stamp(control->cmsg_type)) {
            take_stamps(control, arrival);
        } else if (control->cmsg_level == SOL_SOCKET && control->cmsg_type == SCM_TIMESTAMPING_PKTINFO) {
            take_card(control, arrival);
        } else if (batch->from_asked && control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_PKTINFO) {
            take_v4_info(batch, slot, control, arrival);
        } else if (batch->from_asked && control->cmsg_level == IPPROTO_IPV6 && control->cmsg_type == IPV6_PKTINFO) {
            take_v6_info(slot, control, arrival);
        }
    }
}

int clinux_batch_receive(clinux_batch *batch, int fd, clinux_arrival *arrivals) {
    for (int i = 0; i < batch->used; i++) arm(batch, i);
    int count = recvmmsg(fd, batch->incoming, (unsigned)batch->capacity, MSG_WAITFORONE, NULL);
    /* A failed call may have touched the first. */
    batch->used = count > 0 ? count : 1;
    if (count < 0) return -errno;
    for (int i = 0; i < count; i++) take(batch, i, &arrivals[i]);
    return count;
}

static int fill(clinux_batch *batch, int first, int last) {
    int count = 0;
    for (int i = first; i < last; i++) {
        struct slot *slot = &batch->slots[i];
        if (slot->answer.iov_len == 0) continue;
        batch->outgoing[count++].msg_hdr = (struct msghdr){
            .msg_name = &slot->source,
            .msg_namelen = batch->incoming[i].msg_hdr.msg_namelen,
            .msg_iov = &slot->answer,
            .msg_iovlen = 1,
            .msg_control = slot->reply_control ? slot->reply.bytes : NULL,
            .msg_controllen = slot->reply_control,
        };
    }
    return count;
}

static int wants_stamp(const struct mmsghdr *outgoing) {
    const uint8_t *answer = (const uint8_t *)outgoing->msg_hdr.msg_iov;
    return ((const struct slot *)(answer - offsetof(struct slot, answer)))->wants_stamp;
}

int clinux_batch_send(clinux_batch *batch, int fd, int first, int last, int *is_out_of_step) {
    int count = fill(batch, first, last), sent = 0, done = 0;
    while (done < count) {
        int taken = sendmmsg(fd, batch->outgoing + done, (unsigned)(count - done), MSG_DONTWAIT);
        /* sendmmsg stops at the first that fails: that one is given up, the others are not. */
        if (taken > 0) sent += taken;
        else if (wants_stamp(batch->outgoing + done)) *is_out_of_step = 1;
        done += taken > 0 ? taken : 1;
    }
    return sent;
}

int clinux_udp_begin_stamps(int fd, int by_card) {
    int fault = clinux_stamps_begin(fd, by_card, 0);
    /* Which tells of arrivals, too: they would be told twice. */
    if (!fault) (void)set(fd, SOL_SOCKET, SO_TIMESTAMPNS, 0);
    return fault;
}

void clinux_udp_end_stamps(int fd) {
    /* In this order no arrival is without a stamp. */
    (void)set(fd, SOL_SOCKET, SO_TIMESTAMPNS, 1);
    (void)set(fd, SOL_SOCKET, SO_TIMESTAMPING, 0);
}

void clinux_batch_stamp_by_card(clinux_batch *batch, int by_card) { batch->by_card = by_card; }

static void answer_from(struct msghdr *header, struct control *room, const clinux_endpoint *from, uint32_t scope) {
    static const uint8_t zeros[16];
    if (!memcmp(from->octets, zeros, 16)) return;
    struct in_pktinfo v4 = {0};
    struct in6_pktinfo v6 = {0};
    memcpy(&v4.ipi_spec_dst, from->octets + 12, 4);
    memcpy(&v6.ipi6_addr, from->octets, 16);
    if (IN6_IS_ADDR_LINKLOCAL(&v6.ipi6_addr)) v6.ipi6_ifindex = scope;
    int is_v4 = !memcmp(from->octets, mapped_prefix, 12);
    size_t size = is_v4 ? sizeof v4 : sizeof v6;
    struct cmsghdr *control = (struct cmsghdr *)room->bytes;
    control->cmsg_level = is_v4 ? IPPROTO_IP : IPPROTO_IPV6;
    control->cmsg_type = is_v4 ? IP_PKTINFO : IPV6_PKTINFO;
    control->cmsg_len = CMSG_LEN(size);
    memcpy(CMSG_DATA(control), is_v4 ? (void *)&v4 : (void *)&v6, size);
    header->msg_control = room->bytes;
    header->msg_controllen = CMSG_SPACE(size);
}

int clinux_udp_send(
    int fd, const clinux_endpoint *to, const clinux_endpoint *from, const uint8_t *octets, size_t count) {
    struct sockaddr_in6 address;
    struct control room = {{0}};
    struct iovec part = {(void *)octets, count};
    struct msghdr header = {.msg_name = &address, .msg_iov = &part, .msg_iovlen = 1};
    header.msg_namelen = to_sockaddr(to, memcmp(to->octets, mapped_prefix, 12) != 0, &address);
    answer_from(&header, &room, from, to->scope);
    return sendmsg(fd, &header, MSG_DONTWAIT) < 0 ? -errno : 0;
}

int clinux_duplicate(int fd) {
    int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    return copy < 0 ? -errno : copy;
}
