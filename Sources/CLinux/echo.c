/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* RFC 792 and RFC 4443: type, code, checksum, identifier, sequence; the kernel fills checksum and identifier in. */
enum { HEAD = 8, LONGEST = 1472, REQUEST_V4 = 8, REPLY_V4 = 0, REQUEST_V6 = 128, REPLY_V6 = 129 };

static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

int clinux_echo_open(const uint8_t address[16], uint32_t scope) {
    int is_v4 = !memcmp(address, mapped, sizeof mapped);
    int fd = socket(is_v4 ? AF_INET : AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, is_v4 ? IPPROTO_ICMP : IPPROTO_ICMPV6);
    if (fd < 0) return -errno;
    struct sockaddr_in v4 = {.sin_family = AF_INET};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_scope_id = scope};
    memcpy(&v4.sin_addr, address + 12, 4);
    memcpy(&v6.sin6_addr, address, 16);
    const struct sockaddr *peer = is_v4 ? (const struct sockaddr *)&v4 : (const struct sockaddr *)&v6;
    if (!connect(fd, peer, is_v4 ? sizeof v4 : sizeof v6)) return fd;
    int result = -errno;
    close(fd);
    return result;
}

int clinux_echo_send(int fd, int is_v4, uint16_t sequence, int octets) {
    uint8_t packet[LONGEST] = {is_v4 ? REQUEST_V4 : REQUEST_V6};
    packet[6] = (uint8_t)(sequence >> 8);
    packet[7] = (uint8_t)sequence;
    if (octets < HEAD || octets > LONGEST) return -EINVAL;
    return send(fd, packet, (size_t)octets, 0) < 0 ? -errno : 0;
}

static int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

int clinux_echo_receive(int fd, int is_v4, uint16_t sequence, int milliseconds) {
    int64_t end = now_ms() + milliseconds;
    for (int64_t left = milliseconds; left >= 0; left = end - now_ms()) {
        struct pollfd one = {.fd = fd, .events = POLLIN};
        int ready = poll(&one, 1, (int)left);
        if (ready < 0 && errno != EINTR) return -errno;
        if (ready == 0) return 0;
        if (ready < 0) continue;
        uint8_t packet[LONGEST];
        ssize_t count = recv(fd, packet, sizeof packet, MSG_DONTWAIT);
        if (count < 0 && errno != EAGAIN && errno != EINTR) return -errno;
        if (count < HEAD || packet[0] != (is_v4 ? REPLY_V4 : REPLY_V6)) continue;
        if ((packet[6] << 8 | packet[7]) == sequence) return 1;
    }
    return 0;
}

int clinux_look_up(const char *name, uint8_t *octets, int room) {
    struct addrinfo wanted = {.ai_socktype = SOCK_DGRAM}, *all;
    int fault = getaddrinfo(name, NULL, &wanted, &all);
    if (fault) return fault < 0 ? fault : -fault;
    int count = 0;
    for (struct addrinfo *one = all; one && count < room; one = one->ai_next) {
        uint8_t *told = octets + 16 * count;
        if (one->ai_family == AF_INET) {
            memcpy(told, mapped, sizeof mapped);
            memcpy(told + 12, &((const struct sockaddr_in *)one->ai_addr)->sin_addr, 4);
            count++;
        } else if (one->ai_family == AF_INET6) {
            memcpy(told, &((const struct sockaddr_in6 *)one->ai_addr)->sin6_addr, 16);
            count++;
        }
    }
    freeaddrinfo(all);
    return count;
}

const char *clinux_look_up_fault(int code) { return gai_strerror(code); }
