/* SPDX-License-Identifier: Apache-2.0 */
/* Asks PTP clocks by management messages without taking the PTP ports: raw sockets get copies, so that whoever serves PTP
 * on this host, this program or another, loses nothing. Only management is let through. */
#define _GNU_SOURCE
#include "CLinuxPTP.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { GENERAL_PORT = 320, MANAGEMENT = 0xD, UDP_HEAD = 8, LONGEST = 1500 };

static const uint8_t mapped_prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

static int set(int fd, int level, int option, int value) {
    return setsockopt(fd, level, option, &value, sizeof value) ? -errno : 0;
}

static int attach(int fd, struct sock_filter *steps, size_t count) {
    struct sock_fprog program = {(unsigned short)count, steps};
    return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) ? -errno : 0;
}

/* A raw socket of IPv4 sees the packet from its IP header on, one of IPv6 from its UDP header on. */
static int keep_management(int fd, int transport) {
    struct sock_filter v4[] = {
        BPF_STMT(BPF_LDX | BPF_B | BPF_MSH, 0),
        BPF_STMT(BPF_LD | BPF_H | BPF_IND, 2),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, GENERAL_PORT, 0, 4),
        BPF_STMT(BPF_LD | BPF_B | BPF_IND, UDP_HEAD),
        BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xF),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MANAGEMENT, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 0x40000),
        BPF_STMT(BPF_RET | BPF_K, 0),
    };
    struct sock_filter v6[] = {
        BPF_STMT(BPF_LD | BPF_H | BPF_ABS, 2),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, GENERAL_PORT, 0, 4),
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, UDP_HEAD),
        BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xF),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MANAGEMENT, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 0x40000),
        BPF_STMT(BPF_RET | BPF_K, 0),
    };
    struct sock_filter ethernet[] = {
        BPF_STMT(BPF_LD | BPF_B | BPF_ABS, 0),
        BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xF),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, MANAGEMENT, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, 0x40000),
        BPF_STMT(BPF_RET | BPF_K, 0),
    };
    if (transport == CLINUX_PTP_UDP4) return attach(fd, v4, sizeof v4 / sizeof v4[0]);
    if (transport == CLINUX_PTP_UDP6) return attach(fd, v6, sizeof v6 / sizeof v6[0]);
    return attach(fd, ethernet, sizeof ethernet / sizeof ethernet[0]);
}

/* What is asked is not heard by this host itself, and does not leave the link. */
static int keep_to_link(int fd, int transport, uint32_t index) {
    if (transport == CLINUX_PTP_UDP6) {
        int fault = set(fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, (int)index);
        if (!fault) fault = set(fd, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 0);
        return fault ? fault : set(fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, 1);
    }
    struct ip_mreqn out = {.imr_ifindex = (int)index};
    if (setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, &out, sizeof out)) return -errno;
    int fault = set(fd, IPPROTO_IP, IP_MULTICAST_LOOP, 0);
    return fault ? fault : set(fd, IPPROTO_IP, IP_MULTICAST_TTL, 1);
}

static int open_ip(const char *interface, uint32_t index, int transport) {
    int is_v4 = transport == CLINUX_PTP_UDP4;
    int fd = socket(is_v4 ? AF_INET : AF_INET6, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_UDP);
    if (fd < 0) return -errno;
    int fault = keep_management(fd, transport);
    if (!fault && !is_v4) fault = set(fd, IPPROTO_IPV6, IPV6_CHECKSUM, 6);
    if (!fault && index && setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, interface, (socklen_t)strlen(interface)))
        fault = -errno;
    if (!fault && index) fault = keep_to_link(fd, transport, index);
    if (fault) close(fd);
    return fault ? fault : fd;
}

static int open_ethernet(uint32_t index) {
    int fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -errno;
    struct sockaddr_ll address = {
        .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_1588), .sll_ifindex = (int)index};
    int fault = keep_management(fd, CLINUX_PTP_ETHERNET);
    if (!fault && bind(fd, (struct sockaddr *)&address, sizeof address)) fault = -errno;
    if (fault) close(fd);
    return fault ? fault : fd;
}

int clinux_ptp_inquiry_open(const char *interface, uint32_t index, int transport) {
    return transport == CLINUX_PTP_ETHERNET ? open_ethernet(index) : open_ip(interface, index, transport);
}

static ssize_t send_udp(int fd, int transport, const uint8_t to[16], const uint8_t *octets, size_t count) {
    uint8_t packet[UDP_HEAD + LONGEST];
    /* No checksum: IPv4 wants none, for IPv6 the kernel puts it in. */
    struct udphdr head = {
        .source = htons(GENERAL_PORT), .dest = htons(GENERAL_PORT), .len = htons((uint16_t)(UDP_HEAD + count))};
    memcpy(packet, &head, UDP_HEAD);
    memcpy(packet + UDP_HEAD, octets, count);
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
    memcpy(&v4.sin_addr, to + 12, 4);
    memcpy(&v6.sin6_addr, to, 16);
    if (transport == CLINUX_PTP_UDP4)
        return sendto(fd, packet, UDP_HEAD + count, 0, (struct sockaddr *)&v4, sizeof v4);
    return sendto(fd, packet, UDP_HEAD + count, 0, (struct sockaddr *)&v6, sizeof v6);
}

int clinux_ptp_inquiry_send(
    int fd, int transport, uint32_t index, const uint8_t to[16], const uint8_t *octets, size_t count) {
    if (count > LONGEST) return -EMSGSIZE;
    if (transport != CLINUX_PTP_ETHERNET) return send_udp(fd, transport, to, octets, count) < 0 ? -errno : 0;
    uint8_t frame[LONGEST] = {0};
    memcpy(frame, octets, count);
    struct sockaddr_ll address = {
        .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_1588), .sll_ifindex = (int)index, .sll_halen = ETH_ALEN};
    memcpy(address.sll_addr, to, ETH_ALEN);
    size_t least = ETH_ZLEN - ETH_HLEN;
    return sendto(fd, frame, count < least ? least : count, 0, (struct sockaddr *)&address, sizeof address) < 0 ? -errno
                                                                                                              : 0;
}

/* Where the PTP message begins in what was received; beyond the end where it is too short. */
static size_t message_offset(const uint8_t *packet, size_t count, int transport) {
    if (transport == CLINUX_PTP_ETHERNET) return 0;
    if (transport == CLINUX_PTP_UDP6) return UDP_HEAD;
    return count > 0 ? (size_t)(packet[0] & 0xF) * 4 + UDP_HEAD : 1;
}

static void tell_source(const struct sockaddr_storage *from, uint8_t source[16]) {
    memset(source, 0, 16);
    if (from->ss_family == AF_INET) {
        memcpy(source, mapped_prefix, sizeof mapped_prefix);
        memcpy(source + 12, &((const struct sockaddr_in *)from)->sin_addr, 4);
    } else if (from->ss_family == AF_INET6) {
        memcpy(source, &((const struct sockaddr_in6 *)from)->sin6_addr, 16);
    } else {
        memcpy(source, ((const struct sockaddr_ll *)from)->sll_addr, ETH_ALEN);
    }
}

int clinux_ptp_inquiry_receive(int fd, int transport, uint8_t source[16], uint8_t *octets, size_t room) {
    uint8_t packet[60 + UDP_HEAD + LONGEST];
    struct sockaddr_storage from = {0};
    socklen_t length = sizeof from;
    ssize_t count;
    do count = recvfrom(fd, packet, sizeof packet, MSG_DONTWAIT, (struct sockaddr *)&from, &length);
    while (count < 0 && errno == EINTR);
    if (count < 0) return -errno;
    tell_source(&from, source);
    size_t offset = message_offset(packet, (size_t)count, transport);
    if (offset >= (size_t)count) return 0;
    size_t told = (size_t)count - offset < room ? (size_t)count - offset : room;
    memcpy(octets, packet + offset, told);
    return (int)told;
}
