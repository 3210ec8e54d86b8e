// SPDX-License-Identifier: Apache-2.0
// Takes what arrives on an interface as the driver hands it over, through a ring shared with the kernel. Meant for frames
// that are addressed to nobody here, which the kernel then drops: on a veth their sender's processor receives them, and it
// shall not pay for a whole network stack that on two machines would be the other one's.
#ifndef TAP_H
#define TAP_H

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>

struct tap {
    int socket;
    uint8_t *ring;
    unsigned block;
};

// Ends the program where it cannot.
void tap_open(struct tap *tap, const char *interface);

// When it came, nanoseconds of CLOCK_REALTIME, the address that it was sent to, and what it brought.
typedef void tap_heard(void *context, uint64_t at, in_addr_t destination, const uint8_t *octets, size_t length);

// Calls `heard` with each UDP datagram over IPv4 that has come. Returns how many.
int tap_receive(struct tap *tap, void *context, tap_heard *heard);

// How many the ring had no room for since this was asked last.
unsigned tap_drops(struct tap *tap);

#endif
