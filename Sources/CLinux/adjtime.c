/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinuxClocks.h"

#include <errno.h>
#include <sys/timex.h>
#include <time.h>

_Static_assert(CLINUX_ADJ_FREQUENCY == ADJ_FREQUENCY && CLINUX_ADJ_MAXERROR == ADJ_MAXERROR, "timex");
_Static_assert(CLINUX_ADJ_ESTERROR == ADJ_ESTERROR && CLINUX_ADJ_STATUS == ADJ_STATUS, "timex");
_Static_assert(CLINUX_ADJ_TAI == ADJ_TAI && CLINUX_ADJ_SETOFFSET == ADJ_SETOFFSET, "timex");
_Static_assert(CLINUX_ADJ_NANO == ADJ_NANO && CLINUX_ADJ_TICK == ADJ_TICK, "timex");
_Static_assert(CLINUX_STA_PLL == STA_PLL && CLINUX_STA_INS == STA_INS, "timex");
_Static_assert(CLINUX_STA_DEL == STA_DEL && CLINUX_STA_UNSYNC == STA_UNSYNC, "timex");
_Static_assert(CLINUX_CLOCK_REALTIME == CLOCK_REALTIME && CLINUX_CLOCK_TAI == CLOCK_TAI, "clocks");

int clinux_clock_adjust(int32_t clock, clinux_timex *adjustment) {
    /* ADJ_TAI travels in the field `constant`; with ADJ_NANO, tv_usec is nanoseconds. */
    struct timex kernel = {
        .modes = adjustment->modes,
        .status = adjustment->status,
        .freq = adjustment->frequency,
        .maxerror = adjustment->max_error_us,
        .esterror = adjustment->est_error_us,
        .tick = adjustment->tick_us,
        .constant = adjustment->tai,
        .time = {.tv_sec = adjustment->step_seconds, .tv_usec = adjustment->step_nanoseconds},
    };
    int state = clock_adjtime(clock, &kernel);
    if (state < 0) return -errno;
    adjustment->status = kernel.status;
    adjustment->frequency = kernel.freq;
    adjustment->max_error_us = kernel.maxerror;
    adjustment->est_error_us = kernel.esterror;
    adjustment->tick_us = kernel.tick;
    adjustment->tai = kernel.tai;
    return state;
}

static int64_t read_ns(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void clinux_system_clocks(int64_t *before, int64_t *realtime, int64_t *tai, int64_t *after) {
    *before = read_ns(CLOCK_MONOTONIC);
    *realtime = read_ns(CLOCK_REALTIME);
    *tai = read_ns(CLOCK_TAI);
    *after = read_ns(CLOCK_MONOTONIC);
}
