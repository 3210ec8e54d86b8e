/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const uint8_t mapped_prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

static int is_mapped(const clinux_endpoint *at) { return memcmp(at->octets, mapped_prefix, 12) == 0; }

static socklen_t to_sockaddr(const clinux_endpoint *from, struct sockaddr_in6 *to) {
    memset(to, 0, sizeof *to);
    if (is_mapped(from)) {
        struct sockaddr_in *v4 = (struct sockaddr_in *)to;
        v4->sin_family = AF_INET;
        v4->sin_port = htons(from->port);
        memcpy(&v4->sin_addr, from->octets + 12, 4);
        return sizeof *v4;
    }
    to->sin6_family = AF_INET6;
    to->sin6_port = htons(from->port);
    to->sin6_scope_id = from->scope;
    memcpy(&to->sin6_addr, from->octets, 16);
    return sizeof *to;
}

static void from_sockaddr(const struct sockaddr_in6 *from, clinux_endpoint *to) {
    to->port = ntohs(from->sin6_port); /* at the same place in both families */
    if (from->sin6_family == AF_INET6) {
        to->scope = from->sin6_scope_id;
        memcpy(to->octets, &from->sin6_addr, 16);
        return;
    }
    to->scope = 0;
    memcpy(to->octets, mapped_prefix, 12);
    memcpy(to->octets + 12, &((const struct sockaddr_in *)from)->sin_addr, 4);
}

static int listening(int fd, const clinux_endpoint *local, int backlog) {
    struct sockaddr_in6 address;
    socklen_t length = to_sockaddr(local, &address);
    int on = 1;
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on)) return -errno;
    if (!is_mapped(local) && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on)) return -errno;
    if (bind(fd, (struct sockaddr *)&address, length) || listen(fd, backlog)) return -errno;
    return 0;
}

int clinux_stream_listen(const clinux_endpoint *local, int backlog) {
    int fd = socket(is_mapped(local) ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -errno;
    int result = listening(fd, local, backlog);
    if (!result) return fd;
    close(fd);
    return result;
}

int clinux_stream_local(int fd, clinux_endpoint *local) {
    struct sockaddr_in6 address = {0};
    socklen_t length = sizeof address;
    if (getsockname(fd, (struct sockaddr *)&address, &length)) return -errno;
    from_sockaddr(&address, local);
    return 0;
}

int clinux_stream_accept(int fd, clinux_endpoint *from) {
    struct sockaddr_in6 address = {0};
    socklen_t length = sizeof address;
    int made = accept4(fd, (struct sockaddr *)&address, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (made < 0) return -errno;
    from_sockaddr(&address, from);
    return made;
}

int clinux_stream_connect(const clinux_endpoint *to) {
    struct sockaddr_in6 address;
    socklen_t length = to_sockaddr(to, &address);
    int fd = socket(is_mapped(to) ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -errno;
    if (!connect(fd, (struct sockaddr *)&address, length) || errno == EINPROGRESS) return fd;
    int reason = errno;
    close(fd);
    return -reason;
}

int clinux_stream_fault(int fd) {
    int fault = 0;
    socklen_t length = sizeof fault;
    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &fault, &length) ? errno : fault;
}

int clinux_stream_receive(int fd, uint8_t *octets, size_t count) {
    ssize_t taken = recv(fd, octets, count, 0);
    return taken < 0 ? -errno : (int)taken;
}

int clinux_stream_send(int fd, const uint8_t *octets, size_t count) {
    ssize_t sent = send(fd, octets, count, MSG_NOSIGNAL);
    return sent < 0 ? -errno : (int)sent;
}

int clinux_stream_end(int fd) { return shutdown(fd, SHUT_WR) ? -errno : 0; }

int clinux_stream_wait(clinux_stream_wish *wishes, int count, int milliseconds) {
    struct pollfd fds[CLINUX_MOST_STREAMS];
    if (count > CLINUX_MOST_STREAMS) return -EINVAL;
    for (int i = 0; i < count; i++) {
        short events = (wishes[i].reads ? POLLIN : 0) | (wishes[i].writes ? POLLOUT : 0);
        fds[i] = (struct pollfd){wishes[i].fd, events, 0};
    }
    int result = poll(fds, (nfds_t)count, milliseconds);
    if (result < 0) return errno == EINTR ? 0 : -errno;
    for (int i = 0; i < count; i++) wishes[i].is_ready = fds[i].revents != 0;
    return result;
}
