// SPDX-License-Identifier: Apache-2.0
// A clock that nothing moves, for clients of NTP that will not run without one to steer: loaded before libc, it takes
// what they ask of the clock and does none of it.
#define _GNU_SOURCE
#include <string.h>
#include <sys/timex.h>
#include <time.h>

struct timeval;

static int still(struct timex *change) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    memset(change, 0, sizeof *change);
    change->tick = 10000;
    change->time.tv_sec = now.tv_sec;
    change->time.tv_usec = now.tv_nsec / 1000;
    return TIME_OK;
}

int adjtimex(struct timex *change) { return still(change); }
int ntp_adjtime(struct timex *change) { return still(change); }
int clock_adjtime(clockid_t clock, struct timex *change) { return (void)clock, still(change); }
int clock_settime(clockid_t clock, const struct timespec *time) { return (void)clock, (void)time, 0; }
int settimeofday(const struct timeval *time, const struct timezone *zone) { return (void)time, (void)zone, 0; }
int adjtime(const struct timeval *delta, struct timeval *old) {
    if (old) memset(old, 0, 2 * sizeof(long));
    return (void)delta, 0;
}
