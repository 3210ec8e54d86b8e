// SPDX-License-Identifier: Apache-2.0
// The receiver's pulse: the line goes up at each true second and down 100 ms later.
#define _GNU_SOURCE
#include "laboratory.h"

#include <fcntl.h>
#include <glob.h>
#include <linux/gpio.h>
#include <linux/pps.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

// Lines 0, 1 and 6 may carry the pulse; line 7 is the laboratory's own.
enum { lines = 8, own_line = 7, too_late = 30000 };

static int pulls[lines];

static void open_pulls(void) {
    for (int line = 0; line < lines; line++) {
        char pattern[96];
        glob_t found;
        pulls[line] = -1;
        snprintf(pattern, sizeof pattern, "/sys/devices/platform/gpio-sim.*/gpiochip*/sim_gpio%d/pull", line);
        if (glob(pattern, 0, NULL, &found) != 0) continue;
        pulls[line] = open(found.gl_pathv[0], O_WRONLY);
        globfree(&found);
    }
}

static void pull(int line, const char *where) {
    if (line < 0 || line >= lines || pulls[line] < 0) return;
    if (pwrite(pulls[line], where, strlen(where), 0) < 0) perror("pull");
}

static void sleep_until(int64_t monotonic) {
    struct timespec when = {.tv_sec = monotonic / SECOND, .tv_nsec = monotonic % SECOND};
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &when, NULL);
}

// Asleep until shortly before the truth reads `target`. The laboratory's own line goes up and down then: what an emulated
// processor has not done for a second takes it a multiple of the time, and how much varies.
static void approach(const struct laboratory *lab, int64_t target) {
    struct comparison now;
    compare(lab->truth, CLOCK_MONOTONIC, &now);
    sleep_until(target + now.offset - 3000000);
    for (int time = 0; time < 4; time++) {
        pull(own_line, "pull-up");
        pull(own_line, "pull-down");
    }
}

static int ascending(const void *one, const void *other) {
    int64_t left = *(const int64_t *)one, right = *(const int64_t *)other;
    return (left > right) - (left < right);
}

// The median of what the last five writes took. One that took longer than any write does tells only that the processor
// was taken away meanwhile; believed, it would have the next pulse begun before anybody is awake.
static int64_t usual_width(int64_t latest) {
    enum { kept = 5, longest = 1000000 };
    static int64_t widths[kept];
    static int count = 0;
    int64_t sorted[kept];
    if (latest > 0 && latest < longest) widths[count++ % kept] = latest;
    int known = count < kept ? count : kept;
    memcpy(sorted, widths, sizeof sorted);
    qsort(sorted, known, sizeof *sorted, ascending);
    return known == 0 ? 0 : sorted[(known - 1) / 2];
}

// Waits, awake, until the truth reads `target`, and returns what CLOCK_MONOTONIC_RAW is ahead of the truth.
static int64_t wait_for(const struct laboratory *lab, int64_t target) {
    struct comparison now;
    compare(lab->truth, CLOCK_MONOTONIC_RAW, &now);
    while (nanoseconds(CLOCK_MONOTONIC_RAW) < target + now.offset) {}
    return now.offset;
}

// The kernel's stamp of the last rising edge at /dev/pps0, on CLOCK_REALTIME.
static int64_t pps_stamp(int device) {
    struct pps_fdata fetched;
    memset(&fetched, 0, sizeof fetched);
    if (device < 0 || ioctl(device, PPS_FETCH, &fetched) != 0) return NONE;
    return fetched.info.assert_tu.sec * SECOND + fetched.info.assert_tu.nsec;
}

static int64_t gpio_stamp(int device) {
    struct gpio_v2_line_event event;
    int64_t stamp = NONE;
    while (device >= 0 && read(device, &event, sizeof event) == (ssize_t)sizeof event)
        stamp = (int64_t)event.timestamp_ns;
    return stamp;
}

// Asks for the events of a line; −1: another program has it.
static int request_line(unsigned offset) {
    struct gpio_v2_line_request request;
    memset(&request, 0, sizeof request);
    request.offsets[0] = offset;
    request.num_lines = 1;
    request.config.flags = GPIO_V2_LINE_FLAG_INPUT | GPIO_V2_LINE_FLAG_EDGE_RISING | GPIO_V2_LINE_FLAG_EVENT_CLOCK_REALTIME;
    int chip = open("/dev/gpiochip0", O_RDWR | O_CLOEXEC);
    bool given = chip >= 0 && ioctl(chip, GPIO_V2_GET_LINE_IOCTL, &request) == 0;
    if (chip >= 0) close(chip);
    if (!given) return -1;
    fcntl(request.fd, F_SETFL, O_NONBLOCK);
    return request.fd;
}

// Takes the second line itself, to measure it while the appliance does not.
bool watch_line(struct laboratory *lab) {
    if (lab->gpio < 0) lab->gpio = request_line(1);
    return lab->gpio >= 0;
}

// How far a stamp of this second is from the second, given what CLOCK_REALTIME is ahead of the truth.
static int64_t error_of(int64_t stamp, int64_t second, int64_t ahead) {
    if (stamp == NONE) return NONE;
    int64_t error = stamp - ahead - second * SECOND;
    return error > -SECOND / 2 && error < SECOND / 2 ? error : NONE;
}

static void note(struct laboratory *lab, int64_t second, int64_t sent, int64_t width) {
    struct comparison now;
    compare(lab->truth, CLOCK_REALTIME, &now);
    int64_t pps = error_of(pps_stamp(lab->pps), second, now.offset);
    int64_t gpio = error_of(gpio_stamp(lab->gpio), second, now.offset);
    pthread_mutex_lock(&lab->lock);
    lab->happened.second = second;
    lab->happened.sent_ns = sent;
    lab->happened.width_ns = width;
    lab->happened.pps_error_ns = pps;
    lab->happened.gpio_error_ns = gpio;
    lab->happened.pulses++;
    pthread_mutex_unlock(&lab->lock);
}

// The edge comes at five eighths of the write, as stamps show: the write is begun early by that much of what one
// usually takes. Where the processor was taken away from us meanwhile there is no pulse at all: one that is late by
// milliseconds is none that a receiver gives.
static void pulse(struct laboratory *lab, int64_t second, const struct wishes *wishes) {
    int64_t target = second * SECOND + wishes->pulse_late_ns;
    int64_t early = usual_width(0) * 5 / 8;
    approach(lab, target);
    int64_t ahead = wait_for(lab, target - early);
    int64_t before = nanoseconds(CLOCK_MONOTONIC_RAW);
    if (before > target - early + ahead + too_late) {
        lab->happened.skipped++;
        lab->happened.pps_error_ns = lab->happened.gpio_error_ns = NONE;
        return;
    }
    pull(wishes->line, "pull-up");
    int64_t width = nanoseconds(CLOCK_MONOTONIC_RAW) - before;
    usual_width(width);
    sleep_until(nanoseconds(CLOCK_MONOTONIC) + 1000000);
    note(lab, second, before + width * 5 / 8 - ahead - second * SECOND, width);
    sleep_until(nanoseconds(CLOCK_MONOTONIC) + 99000000);
    pull(wishes->line, "pull-down");
}

void *pulse_thread(void *laboratory) {
    struct laboratory *lab = laboratory;
    open_pulls();
    int own = request_line(own_line);
    for (;;) {
        int64_t second = nanoseconds(device_clock(lab->truth)) / SECOND + 1;
        pthread_mutex_lock(&lab->lock);
        struct wishes wishes = lab->wishes;
        pthread_mutex_unlock(&lab->lock);
        gpio_stamp(own);
        if (wishes.pulse)
            pulse(lab, second, &wishes);
        else
            approach(lab, second * SECOND + SECOND / 10);
    }
    return NULL;
}
