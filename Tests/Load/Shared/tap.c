// SPDX-License-Identifier: Apache-2.0
#include "tap.h"

#include <arpa/inet.h>
#include <err.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>

enum { BLOCK = 1 << 18, BLOCKS = 256, MILLISECONDS = 1 };

void tap_open(struct tap *tap, const char *interface) {
    int version = TPACKET_V3;
    struct tpacket_req3 ring = {
        .tp_block_size = BLOCK, .tp_block_nr = BLOCKS, .tp_frame_size = 2048,
        .tp_frame_nr = BLOCK / 2048 * BLOCKS, .tp_retire_blk_tov = MILLISECONDS};
    struct sockaddr_ll own = {
        .sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_IP), .sll_ifindex = if_nametoindex(interface)};
    tap->block = 0;
    tap->socket = socket(AF_PACKET, SOCK_RAW, 0);
    if (tap->socket < 0) err(1, "packet socket");
    if (setsockopt(tap->socket, SOL_PACKET, PACKET_VERSION, &version, sizeof version)) err(1, "PACKET_VERSION");
    if (setsockopt(tap->socket, SOL_PACKET, PACKET_RX_RING, &ring, sizeof ring)) err(1, "PACKET_RX_RING");
    tap->ring = mmap(NULL, (size_t)BLOCK * BLOCKS, PROT_READ | PROT_WRITE, MAP_SHARED, tap->socket, 0);
    if (tap->ring == MAP_FAILED) err(1, "the ring");
    if (bind(tap->socket, (struct sockaddr *)&own, sizeof own)) err(1, "%s", interface);
}

struct visitor {
    void *context;
    tap_heard *heard;
};

// Behind the Ethernet header: IPv4's, then UDP's 8 octets.
static void visit(const struct visitor *visitor, uint64_t at, const uint8_t *packet, size_t length) {
    size_t header = (packet[0] & 0xF) * 4, total = packet[2] << 8 | packet[3];
    if (length < 20 || total > length || total < header + 8 || packet[9] != IPPROTO_UDP) return;
    in_addr_t destination;
    memcpy(&destination, packet + 16, sizeof destination);
    visitor->heard(visitor->context, at, destination, packet + header + 8, total - header - 8);
}

int tap_receive(struct tap *tap, void *context, tap_heard *heard) {
    struct visitor visitor = {context, heard};
    struct tpacket_block_desc *block = (void *)(tap->ring + (size_t)tap->block * BLOCK);
    if (!(__atomic_load_n(&block->hdr.bh1.block_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER)) return 0;
    int count = block->hdr.bh1.num_pkts;
    uint8_t *frame = (uint8_t *)block + block->hdr.bh1.offset_to_first_pkt;
    for (int index = 0; index < count; index++) {
        const struct tpacket3_hdr *header = (void *)frame;
        uint64_t at = header->tp_sec * 1000000000ull + header->tp_nsec;
        if (header->tp_snaplen > ETH_HLEN) visit(&visitor, at, frame + header->tp_net, header->tp_snaplen - ETH_HLEN);
        frame += header->tp_next_offset;
    }
    __atomic_store_n(&block->hdr.bh1.block_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
    tap->block = (tap->block + 1) % BLOCKS;
    return count;
}

unsigned tap_drops(struct tap *tap) {
    struct tpacket_stats_v3 statistics = {0};
    socklen_t size = sizeof statistics;
    getsockopt(tap->socket, SOL_PACKET, PACKET_STATISTICS, &statistics, &size);
    return statistics.tp_drops;
}
