// SPDX-License-Identifier: Apache-2.0
#include "wire.h"

#include <string.h>

static void put16(uint8_t *octets, uint16_t value) {
    octets[0] = value >> 8;
    octets[1] = value & 0xFF;
}

static void put32(uint8_t *octets, uint32_t value) {
    put16(octets, value >> 16);
    put16(octets + 2, value & 0xFFFF);
}

static void write_header(uint8_t *octets, enum message_type type, size_t length, uint8_t domain, uint32_t client,
                         uint16_t sequence) {
    memset(octets, 0, length);
    octets[0] = type;
    octets[1] = 2;
    put16(octets + 2, length);
    octets[4] = domain;
    octets[6] = 0x04; // unicast
    put32(octets + 24, client);
    octets[20] = 0x02;
    put16(octets + 23, 0xFFFE);
    put16(octets + 28, 1);
    put16(octets + 30, sequence);
    octets[32] = type == DELAY_REQUEST ? 1 : 5;
    octets[33] = 0x7F;
}

size_t write_delay_request(uint8_t *octets, uint8_t domain, uint32_t client, uint16_t sequence) {
    write_header(octets, DELAY_REQUEST, 44, domain, client, sequence);
    return 44;
}

size_t write_requests(uint8_t *octets, uint8_t domain, uint32_t client, uint16_t sequence, const struct wish *wishes,
                      size_t count, uint32_t seconds) {
    size_t length = 44 + 10 * count;
    write_header(octets, SIGNALING, length, domain, client, sequence);
    memset(octets + HEADER, 0xFF, 10); // to whatever port it is
    for (size_t index = 0; index < count; index++) {
        uint8_t *tlv = octets + 44 + 10 * index;
        put16(tlv, 0x0004);
        put16(tlv + 2, 6);
        tlv[4] = wishes[index].type << 4;
        tlv[5] = (uint8_t)wishes[index].log_interval;
        put32(tlv + 6, seconds);
    }
    return length;
}

void read_grants(const uint8_t *octets, size_t length, void *context,
                 void (*grant)(void *context, enum message_type type, uint32_t seconds)) {
    for (size_t at = 44; at + 4 <= length;) {
        size_t type = octets[at] << 8 | octets[at + 1], count = octets[at + 2] << 8 | octets[at + 3];
        const uint8_t *value = octets + at + 4;
        if (at + 4 + count > length) return;
        if (type == 0x0005 && count == 8) {
            uint32_t seconds = (uint32_t)value[2] << 24 | value[3] << 16 | value[4] << 8 | value[5];
            grant(context, value[0] >> 4, seconds);
        }
        at += 4 + count;
    }
}
