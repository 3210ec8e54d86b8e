// SPDX-License-Identifier: Apache-2.0
#include "crowd.h"

#include <time.h>

double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec * 1e-9;
}

static in_addr_t address(const struct crowd *crowd, uint32_t client) { return htonl(crowd->first + client); }

struct granting {
    struct crowd *crowd;
    struct client *client;
};

static void granted(void *context, enum message_type type, uint32_t seconds) {
    struct granting *granting = context;
    if (seconds == 0) granting->crowd->refused++;
    if (type == ANNOUNCE) granting->client->has_announce = seconds > 0;
    if (type == SYNC) granting->client->has_sync = seconds > 0;
    if (type == DELAY_RESPONSE) granting->client->has_delay = seconds > 0;
}

static void heard(void *context, uint64_t at, in_addr_t destination, const uint8_t *octets, size_t length) {
    struct crowd *crowd = context;
    (void)at;
    uint32_t index = ntohl(destination) - crowd->first;
    if (index >= crowd->count || length < HEADER) return;
    struct client *client = &crowd->clients[index];
    struct granting granting = {crowd, client};
    switch (octets[0] & 0xF) {
    case SYNC: client->sync++; break;
    case FOLLOW_UP: client->follow_up++; break;
    case DELAY_RESPONSE: client->delay_response++; break;
    case ANNOUNCE: client->announce++; break;
    case SIGNALING: read_grants(octets, length, &granting, granted); break;
    }
}

// Returns whether anything had come.
static bool hear(struct crowd *crowd) {
    link_flush(&crowd->event);
    link_flush(&crowd->general);
    return tap_receive(&crowd->tap, crowd, heard) > 0;
}

static void rest(void) { nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL); }

static void hear_until(struct crowd *crowd, double end) {
    while (now() < end) {
        if (!hear(crowd)) rest();
    }
}

static bool ask(struct crowd *crowd, uint32_t index) {
    struct client *client = &crowd->clients[index];
    struct wish wishes[3];
    size_t count = 0;
    if (!client->has_announce) wishes[count++] = (struct wish){ANNOUNCE, crowd->announce_log};
    if (!client->has_sync) wishes[count++] = (struct wish){SYNC, crowd->sync_log};
    if (!client->has_delay) wishes[count++] = (struct wish){DELAY_RESPONSE, crowd->delay_log};
    if (count == 0) return false;
    uint8_t *room = link_room(&crowd->general);
    size_t length = write_requests(room, crowd->domain, index, client->sequence++, wishes, count, 300);
    link_append(&crowd->general, length, address(crowd, index));
    return true;
}

uint32_t crowd_negotiate(struct crowd *crowd) {
    double begin = now();
    uint32_t complete = 0;
    for (uint32_t index = 0; index < crowd->count; index++) {
        if (!ask(crowd, index)) complete++;
        if (index % 16 == 0) hear_until(crowd, begin + (double)index / crowd->count);
    }
    hear_until(crowd, begin + 1);
    return complete;
}

void crowd_play(struct crowd *crowd, double seconds) {
    double begin = now(), rate = crowd->count;
    for (int log = crowd->delay_log; log < 0; log++) rate *= 2;
    for (int log = crowd->delay_log; log > 0; log--) rate /= 2;
    uint64_t asked = 0;
    for (double time = begin; time < begin + seconds; time = now()) {
        uint64_t due = (time - begin) * rate;
        for (int left = BATCH; left > 0 && asked < due; left--, asked++) {
            uint32_t index = asked % crowd->count;
            struct client *client = &crowd->clients[index];
            uint8_t *room = link_room(&crowd->event);
            size_t length = write_delay_request(room, crowd->domain, index, client->sequence++);
            link_append(&crowd->event, length, address(crowd, index));
            client->delay_request++;
        }
        if (!hear(crowd) && asked >= due) rest();
    }
}

void crowd_reset(struct crowd *crowd) {
    for (uint32_t index = 0; index < crowd->count; index++) {
        struct client *client = &crowd->clients[index];
        client->sync = client->follow_up = client->announce = 0;
        client->delay_request = client->delay_response = 0;
    }
}
