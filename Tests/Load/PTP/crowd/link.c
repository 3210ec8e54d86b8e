// SPDX-License-Identifier: Apache-2.0
#include "link.h"

#include <err.h>
#include <errno.h>
#include <string.h>

void link_open(struct link *link, struct in_addr server, uint16_t port) {
    int on = 1, room = 64 << 20;
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(port)};
    memset(link, 0, sizeof *link);
    link->server = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = server};
    link->socket = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
    if (link->socket < 0) err(1, "socket");
    if (setsockopt(link->socket, IPPROTO_IP, IP_PKTINFO, &on, sizeof on)) err(1, "IP_PKTINFO");
    setsockopt(link->socket, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room);
    setsockopt(link->socket, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof room);
    if (bind(link->socket, (struct sockaddr *)&own, sizeof own)) err(1, "port %d", port);
}

uint8_t *link_room(struct link *link) {
    if (link->waiting == BATCH) link_flush(link);
    return link->octets[link->waiting];
}

void link_append(struct link *link, size_t length, in_addr_t source) {
    unsigned index = link->waiting++;
    link->vectors[index] = (struct iovec){link->octets[index], length};
    struct msghdr *header = &link->headers[index].msg_hdr;
    *header = (struct msghdr){
        .msg_name = &link->server, .msg_namelen = sizeof link->server, .msg_iov = &link->vectors[index],
        .msg_iovlen = 1, .msg_control = &link->controls[index], .msg_controllen = sizeof link->controls[index]};
    struct cmsghdr *control = CMSG_FIRSTHDR(header);
    control->cmsg_level = IPPROTO_IP;
    control->cmsg_type = IP_PKTINFO;
    control->cmsg_len = CMSG_LEN(sizeof(struct in_pktinfo));
    struct in_pktinfo info = {.ipi_spec_dst = {source}};
    memcpy(CMSG_DATA(control), &info, sizeof info);
}

void link_flush(struct link *link) {
    for (unsigned sent = 0; sent < link->waiting;) {
        int count = sendmmsg(link->socket, link->headers + sent, link->waiting - sent, 0);
        if (count < 0 && errno != EAGAIN && errno != ENOBUFS && errno != EINTR) err(1, "sendmmsg");
        if (count > 0) sent += count;
    }
    link->waiting = 0;
}

static in_addr_t destination(struct msghdr *header) {
    for (struct cmsghdr *control = CMSG_FIRSTHDR(header); control; control = CMSG_NXTHDR(header, control)) {
        if (control->cmsg_level == IPPROTO_IP && control->cmsg_type == IP_PKTINFO) {
            struct in_pktinfo info;
            memcpy(&info, CMSG_DATA(control), sizeof info);
            return info.ipi_addr.s_addr;
        }
    }
    return INADDR_ANY;
}

int link_receive(struct link *link, void *context,
                 void (*heard)(void *context, in_addr_t destination, const uint8_t *octets, size_t length)) {
    link_flush(link);
    for (unsigned index = 0; index < BATCH; index++) {
        link->vectors[index] = (struct iovec){link->octets[index], ROOM};
        link->headers[index].msg_hdr = (struct msghdr){
            .msg_iov = &link->vectors[index], .msg_iovlen = 1, .msg_control = &link->controls[index],
            .msg_controllen = sizeof link->controls[index]};
    }
    int count = recvmmsg(link->socket, link->headers, BATCH, MSG_DONTWAIT, NULL);
    for (int index = 0; index < count; index++) {
        struct msghdr *header = &link->headers[index].msg_hdr;
        heard(context, destination(header), link->octets[index], link->headers[index].msg_len);
    }
    return count < 0 ? 0 : count;
}
