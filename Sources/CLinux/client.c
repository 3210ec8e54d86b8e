/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static const uint8_t mapped_prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

static int is_v4(const clinux_endpoint *endpoint) { return !memcmp(endpoint->octets, mapped_prefix, 12); }

static int connect_to(int fd, const clinux_endpoint *server) {
    if (is_v4(server)) {
        struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(server->port)};
        memcpy(&to.sin_addr, server->octets + 12, 4);
        return connect(fd, (struct sockaddr *)&to, sizeof to);
    }
    struct sockaddr_in6 to = {
        .sin6_family = AF_INET6, .sin6_port = htons(server->port), .sin6_scope_id = server->scope};
    memcpy(&to.sin6_addr, server->octets, 16);
    return connect(fd, (struct sockaddr *)&to, sizeof to);
}

int clinux_client_open(const clinux_endpoint *server, int by_card, int departures) {
    int fd = socket(is_v4(server) ? AF_INET : AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -errno;
    int fault = clinux_stamps_begin(fd, by_card, departures);
    if (!fault && connect_to(fd, server)) fault = -errno;
    if (fault) close(fd);
    return fault ? fault : fd;
}

int clinux_client_send(int fd, const uint8_t *octets, size_t count) {
    ssize_t sent = send(fd, octets, count, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0) return -errno;
    return (size_t)sent == count ? 0 : -EMSGSIZE;
}

int clinux_client_receive(int fd, uint8_t *octets, size_t room, clinux_ptp_control *told) {
    struct iovec part = {octets, room};
    _Alignas(struct cmsghdr) uint8_t control[256];
    struct msghdr header = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    ssize_t count = recvmsg(fd, &header, MSG_DONTWAIT);
    clinux_ptp_read_control(control, count < 0 ? 0 : header.msg_controllen, told);
    return count < 0 ? -errno : (int)count;
}

int clinux_wait_any(const int *fds, int count, int64_t timeout_ns) {
    struct pollfd waits[32];
    if (count < 0 || count > 32) return -EINVAL;
    for (int i = 0; i < count; i++) waits[i] = (struct pollfd){fds[i], POLLIN, 0};
    struct timespec timeout = {timeout_ns / 1000000000, timeout_ns % 1000000000};
    int ready = ppoll(waits, (nfds_t)count, &timeout, NULL);
    return ready < 0 && errno != EINTR ? -errno : ready > 0 ? ready : 0;
}
