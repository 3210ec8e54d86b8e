// SPDX-License-Identifier: Apache-2.0
// ptp-crowd SERVER FIRST CLIENTS DOMAIN SECONDS: plays so many unicast clients with the addresses from FIRST on, at 16 Sync
// and 16 Delay_Resp a second and an Announce every two seconds each. Prints "begin" when all have their grants and the
// count begins, and what was counted as one line of JSON. Reports what it got with the server's refusals if some never do.
#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "crowd.h"

static double processor(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

int main(int count, char **words) {
    if (count != 6) errx(2, "usage: ptp-crowd SERVER FIRST CLIENTS DOMAIN SECONDS");
    struct crowd *crowd = calloc(1, sizeof *crowd);
    struct in_addr server, first;
    if (!crowd || !inet_aton(words[1], &server) || !inet_aton(words[2], &first)) errx(2, "no such address");
    crowd->first = ntohl(first.s_addr);
    crowd->count = atoi(words[3]);
    crowd->domain = atoi(words[4]);
    crowd->clients = calloc(crowd->count, sizeof *crowd->clients);
    crowd->announce_log = 1;
    crowd->sync_log = crowd->delay_log = -4;
    double seconds = atof(words[5]);
    link_open(&crowd->event, server, 319);
    link_open(&crowd->general, server, 320);

    for (int round = 0; round < 30 && crowd_negotiate(crowd) < crowd->count; round++) continue;
    crowd_play(crowd, 2);
    crowd_reset(crowd);
    double before = processor(), begin = now();
    puts("begin");
    fflush(stdout);
    crowd_play(crowd, seconds);
    crowd_report(crowd, now() - begin, processor() - before);
    return 0;
}
