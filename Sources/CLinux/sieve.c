/* SPDX-License-Identifier: Apache-2.0 */
/* A socket filter (the kernel's Documentation/networking/filter.rst) that lets known clients through and of all others a
 * share, by chance: what it drops costs no room in the socket's queue and nothing of the program's time. */
#include "CLinux.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/sock_diag.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { LEAF = 16, LARGEST = 4096, ALL = -1 };

struct program {
    struct sock_filter code[LARGEST];
    unsigned short count;
};

/* 32 bits of a client's network: of IPv4 different ones of different addresses, of IPv6 by a hash that nobody foresees. */
struct fold {
    uint32_t v4, v6_low, v6_high;
};

static struct fold fold_of(uint64_t secret) {
    /* Odd factors. */
    return (struct fold){(uint32_t)(secret >> 32) | 1, (uint32_t)(secret >> 11) | 1, (uint32_t)secret | 1};
}

static uint32_t folded(uint64_t network, struct fold by) {
    uint32_t high = (uint32_t)(network >> 32), low = (uint32_t)network;
    return high == UINT32_MAX ? low * by.v4 : (low * by.v6_low) ^ (high * by.v6_high);
}

static void add(struct program *program, uint16_t code, uint8_t yes, uint8_t no, uint32_t k) {
    program->code[program->count++] = (struct sock_filter){code, yes, no, k};
}

/* Leaves the client's 32 bits in the accumulator. */
static void add_fold(struct program *program, struct fold by) {
    const uint16_t word = BPF_LD | BPF_W | BPF_ABS, multiply = BPF_ALU | BPF_MUL | BPF_K;
    const uint32_t header = (uint32_t)SKF_NET_OFF;
    add(program, BPF_LD | BPF_B | BPF_ABS, 0, 0, header);
    add(program, BPF_ALU | BPF_AND | BPF_K, 0, 0, 0xF0);
    add(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 6, 0x60);
    add(program, word, 0, 0, header + 12);
    add(program, multiply, 0, 0, by.v6_low);
    add(program, BPF_MISC | BPF_TAX, 0, 0, 0);
    add(program, word, 0, 0, header + 8);
    add(program, multiply, 0, 0, by.v6_high);
    add(program, BPF_JMP | BPF_JA, 0, 0, 3);
    add(program, BPF_LDX | BPF_W | BPF_IMM, 0, 0, 0);
    add(program, word, 0, 0, header + 12);
    add(program, multiply, 0, 0, by.v4);
    add(program, BPF_ALU | BPF_XOR | BPF_X, 0, 0, 0);
}

/* Few keys, one by one; who is none of them passes by chance. */
static void add_leaf(struct program *program, const uint32_t *keys, int count, uint32_t share) {
    for (int index = 0; index < count; index++)
        add(program, BPF_JMP | BPF_JEQ | BPF_K, (uint8_t)(count - index + 1), 0, keys[index]);
    add(program, BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)(SKF_AD_OFF + SKF_AD_RANDOM));
    add(program, BPF_JMP | BPF_JGE | BPF_K, 1, 0, share);
    add(program, BPF_RET | BPF_K, 0, 0, (uint32_t)ALL);
    add(program, BPF_RET | BPF_K, 0, 0, 0);
}

/* A tree of sorted keys. Jumps lead forward only, the long ones by an instruction of their own. */
static void add_tree(struct program *program, const uint32_t *keys, int count, uint32_t share) {
    if (count <= LEAF) {
        add_leaf(program, keys, count, share);
        return;
    }
    int half = count / 2;
    add(program, BPF_JMP | BPF_JGE | BPF_K, 0, 1, keys[half]);
    struct sock_filter *jump = &program->code[program->count];
    add(program, BPF_JMP | BPF_JA, 0, 0, 0);
    unsigned short left = program->count;
    add_tree(program, keys, half, share);
    jump->k = (uint32_t)(program->count - left);
    add_tree(program, keys + half, count - half, share);
}

static int compare(const void *a, const void *b) {
    uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
    return one < other ? -1 : one > other;
}

int clinux_udp_sieve(int fd, const uint64_t *networks, int count, uint32_t share, uint64_t secret) {
    static const int yes = 1;
    if (share == UINT32_MAX)
        return setsockopt(fd, SOL_SOCKET, SO_DETACH_FILTER, &yes, sizeof yes) && errno != ENOENT ? -errno : 0;
    struct program program = {.count = 0};
    struct fold by = fold_of(secret);
    uint32_t keys[CLINUX_SIEVE_MOST];
    if (count > CLINUX_SIEVE_MOST) count = CLINUX_SIEVE_MOST;
    for (int index = 0; index < count; index++) keys[index] = folded(networks[index], by);
    qsort(keys, (size_t)count, sizeof *keys, compare);
    add_fold(&program, by);
    add_tree(&program, keys, count, share);
    struct sock_fprog made = {program.count, program.code};
    return setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &made, sizeof made) ? -errno : 0;
}

int clinux_udp_fill(int fd, uint32_t *taken, uint32_t *room) {
    uint32_t counts[SK_MEMINFO_VARS];
    socklen_t length = sizeof counts;
    if (getsockopt(fd, SOL_SOCKET, SO_MEMINFO, counts, &length)) return -errno;
    if (length <= SK_MEMINFO_RCVBUF * sizeof *counts) return -ENOSYS;
    *taken = counts[SK_MEMINFO_RMEM_ALLOC];
    *room = counts[SK_MEMINFO_RCVBUF];
    return 0;
}
