// SPDX-License-Identifier: Apache-2.0
// flood INTERFACE MAC V4 V6 SECONDS: asks the hosts V4 and V6, which are at the address MAC of the cable, for the time as
// fast as it can, in turns, each time from another forged address: one of 16 million of 11.0.0.0/8, or one in any of 4,000
// million networks of 2001:db8::/32. Nothing comes back to it. Prints how many it sent.
#include <arpa/inet.h>
#include <err.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netinet/ether.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { BATCH = 64, PORT = 123, REQUEST = 48, UDP = 8 + REQUEST, V4 = 14 + 20 + UDP, V6 = 14 + 40 + UDP };

struct frame {
    uint8_t octets[V6];
    uint32_t sum;
};

static struct frame frames[BATCH];
static uint64_t chance = 0x9E3779B97F4A7C15;

static uint64_t draw(void) {
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return chance;
}

static uint32_t add(uint32_t sum, const uint8_t *octets, int count) {
    for (int index = 0; index < count; index += 2) sum += octets[index] << 8 | octets[index + 1];
    return sum;
}

static void put(uint8_t *place, uint32_t sum) {
    while (sum >> 16) sum = (sum & 0xFFFF) + (sum >> 16);
    place[0] = (uint8_t)(~sum >> 8), place[1] = (uint8_t)~sum;
}

static void make_udp(uint8_t *udp) {
    uint8_t header[8] = {0x80, 0, PORT >> 8, PORT & 0xFF, UDP >> 8, UDP & 0xFF, 0, 0};
    memcpy(udp, header, sizeof header);
    udp[8] = 4 << 3 | 3;
}

static void make_v4(struct frame *frame, const char *server) {
    uint8_t header[20] = {0x45, 0, 0, 20 + UDP, 0, 0, 0x40, 0, 64, IPPROTO_UDP, 0, 0, 11};
    if (inet_pton(AF_INET, server, header + 16) != 1) errx(2, "no address: %s", server);
    frame->octets[12] = 8;
    memcpy(frame->octets + 14, header, sizeof header);
    frame->sum = add(0, header, sizeof header);
    make_udp(frame->octets + 34);
}

static void make_v6(struct frame *frame, const char *server) {
    uint8_t header[40] = {0x60, 0, 0, 0, 0, UDP, IPPROTO_UDP, 64, 0x20, 1, 0x0D, 0xB8};
    if (inet_pton(AF_INET6, server, header + 24) != 1) errx(2, "no address: %s", server);
    frame->octets[12] = 0x86, frame->octets[13] = 0xDD;
    memcpy(frame->octets + 14, header, sizeof header);
    make_udp(frame->octets + 54);
    frame->sum = add(UDP + IPPROTO_UDP, header + 8, 32);
    frame->sum = add(frame->sum, frame->octets + 54, UDP);
}

// Of IPv4 the header has a checksum and UDP needs none; of IPv6 it is the other way round.
static void forge(struct frame *frame, int is_v6) {
    uint64_t number = draw();
    if (is_v6) {
        memcpy(frame->octets + 26, &number, 8);
        frame->octets[37] = 1;
        put(frame->octets + 60, frame->sum + add(1, (uint8_t *)&number, 8));
    } else {
        memcpy(frame->octets + 27, &number, 3);
        uint8_t octets[4] = {0, frame->octets[27], frame->octets[28], frame->octets[29]};
        put(frame->octets + 24, add(frame->sum, octets, 4));
    }
}

static int open_cable(const char *interface) {
    struct sockaddr_ll own = {.sll_family = AF_PACKET, .sll_ifindex = if_nametoindex(interface)};
    int cable = socket(AF_PACKET, SOCK_RAW, 0), yes = 1;
    if (cable < 0 || bind(cable, (struct sockaddr *)&own, sizeof own)) err(1, "%s", interface);
    if (setsockopt(cable, SOL_PACKET, PACKET_QDISC_BYPASS, &yes, sizeof yes)) err(1, "PACKET_QDISC_BYPASS");
    return cable;
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

int main(int count, char **words) {
    static struct iovec vectors[BATCH];
    static struct mmsghdr headers[BATCH];
    if (count != 6) errx(2, "usage: flood INTERFACE MAC V4 V6 SECONDS");
    const struct ether_addr *mac = ether_aton(words[2]);
    if (!mac) errx(2, "no address: %s", words[2]);
    for (int index = 0; index < BATCH; index++) {
        memcpy(frames[index].octets, mac, 6);
        frames[index].octets[6] = 2;
        if (index % 2) make_v6(&frames[index], words[4]); else make_v4(&frames[index], words[3]);
        vectors[index] = (struct iovec){frames[index].octets, index % 2 ? V6 : V4};
        headers[index].msg_hdr = (struct msghdr){.msg_iov = &vectors[index], .msg_iovlen = 1};
    }
    int cable = open_cable(words[1]);
    unsigned long long sent = 0;
    for (double begin = now(); now() - begin < atof(words[5]);) {
        for (int index = 0; index < BATCH; index++) forge(&frames[index], index % 2);
        int taken = sendmmsg(cable, headers, BATCH, 0);
        if (taken > 0) sent += taken;
    }
    printf("%llu\n", sent);
    return 0;
}
