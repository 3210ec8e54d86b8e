/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinuxPTP.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/net_tstamp.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef PACKET_IGNORE_OUTGOING
#define PACKET_IGNORE_OUTGOING 23
#endif
#ifndef IPV6_MULTICAST_ALL
#define IPV6_MULTICAST_ALL 29
#endif

static int set(int fd, int level, int option, int value) {
    return setsockopt(fd, level, option, &value, sizeof value) ? -errno : 0;
}

/* Beyond the system's limits where that is permitted, up to them otherwise. */
static void set_buffers(int fd, const clinux_ptp_options *options) {
    if (set(fd, SOL_SOCKET, SO_RCVBUFFORCE, options->receive_buffer))
        (void)set(fd, SOL_SOCKET, SO_RCVBUF, options->receive_buffer);
    if (set(fd, SOL_SOCKET, SO_SNDBUFFORCE, options->send_buffer))
        (void)set(fd, SOL_SOCKET, SO_SNDBUF, options->send_buffer);
}

/* What other hosts' frames to other hosts the card lets through, and what this host sends, is none of ours. */
static int keep_own_frames(int fd) {
    struct sock_filter steps[] = {
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, (uint32_t)(SKF_AD_OFF + SKF_AD_PKTTYPE)),
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, PACKET_OTHERHOST, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 0),
        BPF_STMT(BPF_RET | BPF_K, 0x40000),
    };
    struct sock_fprog program = {sizeof steps / sizeof steps[0], steps};
    return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) ? -errno : 0;
}

static int bind_to(int fd, const char *interface) {
    return setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, interface, (socklen_t)strlen(interface)) ? -errno : 0;
}

static int open_ethernet(const char *interface, const clinux_ptp_options *options) {
    /* Without a protocol it hears nothing until it is bound, filter and all. */
    int fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -errno;
    struct sockaddr_ll address = {
        .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_1588), .sll_ifindex = (int)options->index};
    int fault = keep_own_frames(fd);
    /* Linux 4.20; before, a socket of one protocol does not hear its own host either. */
    (void)set(fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, 1);
    set_buffers(fd, options);
    /* A virtual clock is looked for on the device that the socket is bound to in this way. */
    if (!fault && options->virtual_clock >= 0) fault = bind_to(fd, interface);
    if (!fault && options->priority >= 0) fault = set(fd, SOL_SOCKET, SO_PRIORITY, options->priority);
    if (!fault && bind(fd, (struct sockaddr *)&address, sizeof address)) fault = -errno;
    if (fault) close(fd);
    return fault ? fault : fd;
}

static int prepare_v4(int fd, const clinux_ptp_options *options) {
    struct ip_mreqn out = {.imr_ifindex = (int)options->index};
    if (setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, &out, sizeof out)) return -errno;
    int fault = set(fd, IPPROTO_IP, IP_MULTICAST_LOOP, 0);
    if (!fault) fault = set(fd, IPPROTO_IP, IP_MULTICAST_ALL, 0);
    if (!fault) fault = set(fd, IPPROTO_IP, IP_MULTICAST_TTL, options->multicast_hops);
    if (!fault) fault = set(fd, IPPROTO_IP, IP_TTL, options->unicast_hops);
    if (!fault) fault = set(fd, IPPROTO_IP, IP_TOS, options->dscp << 2);
    /* Nothing that is sent is ever cut up: so the kernel need not number each datagram for that. */
    if (!fault) fault = set(fd, IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_DO);
    return fault ? fault : set(fd, IPPROTO_IP, IP_PKTINFO, 1);
}

static int prepare_v6(int fd, const clinux_ptp_options *options) {
    int fault = set(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
    if (!fault) fault = set(fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, (int)options->index);
    if (!fault) fault = set(fd, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 0);
    /* Linux 4.20. */
    (void)set(fd, IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0);
    if (!fault) fault = set(fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, options->multicast_hops);
    if (!fault) fault = set(fd, IPPROTO_IPV6, IPV6_UNICAST_HOPS, options->unicast_hops);
    if (!fault) fault = set(fd, IPPROTO_IPV6, IPV6_TCLASS, options->dscp << 2);
    return fault ? fault : set(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
}

static int bind_port(int fd, const clinux_ptp_options *options) {
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons(options->port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons(options->port), .sin6_scope_id = options->index};
    if (options->is_limited) {
        memcpy(&v4.sin_addr, options->local + 12, 4);
        memcpy(&v6.sin6_addr, options->local, 16);
    }
    int failed = options->transport == CLINUX_PTP_UDP4 ? bind(fd, (struct sockaddr *)&v4, sizeof v4)
                                                        : bind(fd, (struct sockaddr *)&v6, sizeof v6);
    return failed ? -errno : 0;
}

static int prepare_udp(int fd, const char *interface, const clinux_ptp_options *options) {
    int fault = bind_to(fd, interface);
    if (fault) return fault;
    fault = options->transport == CLINUX_PTP_UDP4 ? prepare_v4(fd, options) : prepare_v6(fd, options);
    /* After the traffic class, which sets it too. */
    if (!fault && options->priority >= 0) fault = set(fd, SOL_SOCKET, SO_PRIORITY, options->priority);
    set_buffers(fd, options);
    return fault ? fault : bind_port(fd, options);
}

static int open_udp(const char *interface, const clinux_ptp_options *options) {
    int family = options->transport == CLINUX_PTP_UDP4 ? AF_INET : AF_INET6;
    int fd = socket(family, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -errno;
    int fault = prepare_udp(fd, interface, options);
    if (fault) close(fd);
    return fault ? fault : fd;
}

int clinux_ptp_open(const char *interface, const clinux_ptp_options *options) {
    int fd = options->transport == CLINUX_PTP_ETHERNET ? open_ethernet(interface, options) : open_udp(interface, options);
    if (fd < 0 || !options->is_event) return fd;
    int fault = clinux_ptp_begin_keys(fd, options->stamps, options->virtual_clock);
    if (fault) close(fd);
    return fault ? fault : fd;
}

int clinux_ptp_join(int fd, const clinux_ptp_options *options, const uint8_t group[16]) {
    if (options->transport == CLINUX_PTP_ETHERNET) {
        struct packet_mreq request = {
            .mr_ifindex = (int)options->index, .mr_type = PACKET_MR_MULTICAST, .mr_alen = ETH_ALEN};
        memcpy(request.mr_address, group, ETH_ALEN);
        return setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &request, sizeof request) ? -errno : 0;
    }
    if (options->transport == CLINUX_PTP_UDP4) {
        struct ip_mreqn request = {.imr_ifindex = (int)options->index};
        memcpy(&request.imr_multiaddr, group + 12, 4);
        return setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &request, sizeof request) ? -errno : 0;
    }
    struct ipv6_mreq request = {.ipv6mr_interface = options->index};
    memcpy(&request.ipv6mr_multiaddr, group, 16);
    return setsockopt(fd, IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP, &request, sizeof request) ? -errno : 0;
}

/* Stamps are converted to a virtual clock's time where one is named (Linux 5.14). */
static int ask_for_stamps(int fd, int flags, int virtual_clock) {
    struct so_timestamping request = {flags, virtual_clock};
    if (virtual_clock < 0) return set(fd, SOL_SOCKET, SO_TIMESTAMPING, flags);
    request.flags |= SOF_TIMESTAMPING_BIND_PHC;
    return setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPING, &request, sizeof request) ? -errno : 0;
}

int clinux_ptp_begin_keys(int fd, int stamps, int virtual_clock) {
    int common = stamps == CLINUX_STAMP_HARDWARE ? SOF_TIMESTAMPING_RX_HARDWARE | SOF_TIMESTAMPING_RAW_HARDWARE
                                                 : SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;
    /* The key begins anew when it is switched on. Without the message's copy the queue holds more, and no right to see
     * others' data is needed. Which messages are stamped is said with each. */
    int fault = ask_for_stamps(fd, common, virtual_clock);
    int keyed = common | SOF_TIMESTAMPING_OPT_ID | SOF_TIMESTAMPING_OPT_TSONLY;
    return fault ? fault : ask_for_stamps(fd, keyed, virtual_clock);
}
