// SPDX-License-Identifier: Apache-2.0
// The few messages that a client of unicast PTP sends (IEEE 1588-2019, 13 and 16.1).
#ifndef WIRE_H
#define WIRE_H

#include <stddef.h>
#include <stdint.h>

enum message_type {
    SYNC = 0x0, DELAY_REQUEST = 0x1, FOLLOW_UP = 0x8, DELAY_RESPONSE = 0x9, ANNOUNCE = 0xB, SIGNALING = 0xC
};

struct wish {
    enum message_type type;
    int8_t log_interval;
};

enum { HEADER = 34, ROOM = 128 };

// Each writes a whole message of the client of that number and returns its length.
size_t write_delay_request(uint8_t *octets, uint8_t domain, uint32_t client, uint16_t sequence);
size_t write_requests(uint8_t *octets, uint8_t domain, uint32_t client, uint16_t sequence, const struct wish *wishes,
                      size_t count, uint32_t seconds);

// Calls `grant` for each grant in a Signaling message; a duration of zero is a refusal.
void read_grants(const uint8_t *octets, size_t length, void *context,
                 void (*grant)(void *context, enum message_type type, uint32_t seconds));

#endif
