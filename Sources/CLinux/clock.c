/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinux.h"

#include <time.h>

static int64_t read_ns(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t clinux_monotonic_ns(void) { return read_ns(CLOCK_MONOTONIC); }

void clinux_paired_clocks(int64_t *before, int64_t *realtime, int64_t *after) {
    *before = read_ns(CLOCK_MONOTONIC);
    *realtime = read_ns(CLOCK_REALTIME);
    *after = read_ns(CLOCK_MONOTONIC);
}
