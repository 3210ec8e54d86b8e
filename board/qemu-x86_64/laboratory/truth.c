// SPDX-License-Identifier: Apache-2.0
// Reading, comparing and setting clocks of the guest.
#define _GNU_SOURCE
#include "laboratory.h"

#include <linux/ptp_clock.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/timex.h>
#include <unistd.h>

int64_t nanoseconds(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * SECOND + now.tv_nsec;
}

// The kernel's dynamic clock ids: the descriptor inverted, above three bits that say so.
clockid_t device_clock(int device) { return (clockid_t)(((unsigned)~device << 3) | 3u); }

static int64_t of(struct ptp_clock_time time) { return time.sec * SECOND + time.nsec; }

// The narrowest of ten brackets. The first reserved word names the clock to compare with (Linux 6.12).
bool compare(int device, clockid_t clock, struct comparison *result) {
    struct ptp_sys_offset_extended samples;
    memset(&samples, 0, sizeof samples);
    samples.n_samples = 10;
    memcpy((char *)&samples + sizeof samples.n_samples, &clock, sizeof clock);
    if (ioctl(device, PTP_SYS_OFFSET_EXTENDED, &samples) != 0) return false;
    result->uncertainty = INT64_MAX;
    for (unsigned index = 0; index < samples.n_samples; index++) {
        int64_t before = of(samples.ts[index][0]), after = of(samples.ts[index][2]);
        int64_t half = (after - before) / 2;
        if (half >= result->uncertainty) continue;
        result->uncertainty = half;
        result->truth = of(samples.ts[index][1]);
        result->offset = before + half - result->truth;
    }
    return true;
}

int tai_of_system(void) {
    struct timex state = {.modes = 0};
    return adjtimex(&state) < 0 ? 0 : state.tai;
}

void set_clock(clockid_t clock, int64_t value) {
    struct timespec time = {.tv_sec = value / SECOND, .tv_nsec = value % SECOND};
    clock_settime(clock, &time);
}

int64_t step_clock(clockid_t clock, int64_t by) {
    struct timex change = {.modes = ADJ_SETOFFSET | ADJ_NANO};
    change.time.tv_sec = by / SECOND;
    change.time.tv_usec = by % SECOND;
    if (change.time.tv_usec < 0) {
        change.time.tv_sec -= 1;
        change.time.tv_usec += SECOND;
    }
    return clock_adjtime(clock, &change);
}

void set_frequency(clockid_t clock, double ppm) {
    struct timex change = {.modes = ADJ_FREQUENCY, .freq = (long)(ppm * 65536.0)};
    clock_adjtime(clock, &change);
}

// As the kernel counts: through an inserted second its clock repeats the one before.
int64_t utc_of(const struct laboratory *lab, int64_t tai_seconds) {
    bool after = lab->leap != 0 && tai_seconds >= lab->leap;
    return tai_seconds - lab->tai_minus_utc - (after ? 1 : 0);
}

bool is_leap_second(const struct laboratory *lab, int64_t tai_seconds) {
    return lab->leap != 0 && tai_seconds == lab->leap;
}

static void print(FILE *out, const char *name, int64_t value) {
    if (value == NONE)
        fprintf(out, " %s=none", name);
    else
        fprintf(out, " %s=%lld", name, (long long)value);
}

// One line: how wrong the appliance's clocks are at this moment, and what the last pulse was like.
void print_truth(const struct laboratory *lab, FILE *out) {
    struct comparison system, device;
    if (!compare(lab->truth, CLOCK_REALTIME, &system)) return;
    bool has_device = lab->phc >= 0 && compare(lab->phc, CLOCK_REALTIME, &device);
    int64_t utc = system.truth - (system.truth / SECOND - utc_of(lab, system.truth / SECOND)) * SECOND;
    int64_t realtime = system.truth + system.offset - utc;
    fprintf(out, "truth");
    print(out, "tai", system.truth);
    print(out, "utc", utc);
    print(out, "monotonic", nanoseconds(CLOCK_MONOTONIC));
    print(out, "realtime_error_ns", realtime);
    print(out, "tai_error_ns", system.offset + tai_of_system() * SECOND);
    print(out, "uncertainty_ns", system.uncertainty);
    print(out, "phc_error_ns", has_device ? system.offset - device.offset : NONE);
    print(out, "phc_uncertainty_ns", has_device ? system.uncertainty + device.uncertainty : NONE);
    print(out, "sent_ns", lab->happened.sent_ns);
    print(out, "width_ns", lab->happened.width_ns);
    print(out, "pps_error_ns", lab->happened.pps_error_ns);
    print(out, "gpio_error_ns", lab->happened.gpio_error_ns);
    print(out, "second", lab->happened.second);
    print(out, "skipped", lab->happened.skipped);
    print(out, "pulses", lab->happened.pulses);
    print(out, "messages", lab->happened.messages);
    fprintf(out, "\n");
    fflush(out);
}

// Ten times a second how wrong the hardware clock is: the appliance turns its rate in between.
void *card_truth_thread(void *laboratory) {
    const struct laboratory *lab = laboratory;
    FILE *out = fopen("/dev/ttyS3", "w");
    struct comparison system, device;
    while (out && lab->phc >= 0) {
        usleep(100000);
        int64_t monotonic = nanoseconds(CLOCK_MONOTONIC);
        if (!compare(lab->truth, CLOCK_REALTIME, &system) || !compare(lab->phc, CLOCK_REALTIME, &device)) continue;
        fprintf(out, "card");
        print(out, "monotonic", monotonic);
        print(out, "phc_error_ns", system.offset - device.offset);
        fprintf(out, "\n");
        fflush(out);
    }
    return NULL;
}
