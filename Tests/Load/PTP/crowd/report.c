// SPDX-License-Identifier: Apache-2.0
#include "crowd.h"

#include <math.h>
#include <stdio.h>

// What one client got of what it was owed; one message more or less is where the count began.
static double share(uint32_t count, double owed) { return owed < 1 ? 1 : fmin(1, (count + 1) / owed); }

void crowd_report(const struct crowd *crowd, double seconds, double processor) {
    uint64_t sync = 0, follow_up = 0, request = 0, response = 0, announce = 0;
    double worst = 1, rate = exp2(-crowd->sync_log) * seconds, announcements = exp2(-crowd->announce_log) * seconds;
    for (uint32_t index = 0; index < crowd->count; index++) {
        const struct client *client = &crowd->clients[index];
        sync += client->sync;
        follow_up += client->follow_up;
        request += client->delay_request;
        response += client->delay_response;
        announce += client->announce;
        double least = fmin(share(client->sync, rate), share(client->follow_up, rate));
        least = fmin(least, share(client->delay_response, client->delay_request));
        worst = fmin(worst, fmin(least, share(client->announce, announcements)));
    }
    printf("{\"clients\": %u, \"refused\": %u, \"seconds\": %.3f, \"sync\": %llu, \"followUp\": %llu, "
           "\"delayRequest\": %llu, \"delayResponse\": %llu, \"announce\": %llu, \"owedSync\": %.0f, "
           "\"owedAnnounce\": %.0f, \"worst\": %.4f, \"processor\": %.3f}\n",
           crowd->count, crowd->refused, seconds, (unsigned long long)sync, (unsigned long long)follow_up,
           (unsigned long long)request, (unsigned long long)response, (unsigned long long)announce,
           rate * crowd->count, announcements * crowd->count, worst, processor);
}
