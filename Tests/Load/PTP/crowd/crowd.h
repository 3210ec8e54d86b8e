// SPDX-License-Identifier: Apache-2.0
// So many clients of one unicast grandmaster, each with an address and an identity of its own.
#ifndef CROWD_H
#define CROWD_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>

#include "link.h"
#include "../../Shared/tap.h"

struct client {
    bool has_announce, has_sync, has_delay;
    uint16_t sequence;
    uint32_t sync, follow_up, delay_request, delay_response, announce;
};

struct crowd {
    struct link event, general;
    struct tap tap;
    struct client *clients;
    uint32_t count;
    uint32_t first; // the first client's address
    uint8_t domain;
    int8_t announce_log, sync_log, delay_log;
    uint32_t refused;
};

double now(void); // seconds

// Asks for the grants that are still missing, evenly over a second. Returns how many clients have all theirs.
uint32_t crowd_negotiate(struct crowd *crowd);

// Plays for so many seconds: counts what comes, and sends delay requests evenly.
void crowd_play(struct crowd *crowd, double seconds);

// Forgets what was counted.
void crowd_reset(struct crowd *crowd);

// One line of JSON.
void crowd_report(const struct crowd *crowd, double seconds, double processor, unsigned drops);

#endif
