// SPDX-License-Identifier: Apache-2.0
// Datagrams of many hosts through one socket: each goes out with a source address of its own, and each that comes in tells
// whom it was for. The network's namespace must hold all those addresses to be its own.
#ifndef LINK_H
#define LINK_H

#include <netinet/in.h>
#include <stdint.h>
#include <sys/socket.h>

#include "wire.h"

enum { BATCH = 64 };

struct link {
    int socket;
    struct sockaddr_in server;
    unsigned waiting; // messages to be sent
    struct mmsghdr headers[BATCH];
    struct iovec vectors[BATCH];
    uint8_t octets[BATCH][ROOM];
    union {
        struct cmsghdr alignment;
        uint8_t octets[CMSG_SPACE(sizeof(struct in_pktinfo))];
    } controls[BATCH];
};

// Binds to the UDP port on every address, and sends to the same one of the server. Ends the program where it cannot.
void link_open(struct link *link, struct in_addr server, uint16_t port);

// Room for one more message from this address; sends what waits if there is none. The length goes to link_append.
uint8_t *link_room(struct link *link);
void link_append(struct link *link, size_t length, in_addr_t source);
void link_flush(struct link *link);

// Takes what has arrived, a batch at most; calls `heard` with each and the address that it was sent to. Returns how many.
int link_receive(struct link *link, void *context,
                 void (*heard)(void *context, in_addr_t destination, const uint8_t *octets, size_t length));

#endif
