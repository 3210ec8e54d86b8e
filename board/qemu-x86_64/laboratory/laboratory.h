// SPDX-License-Identifier: Apache-2.0
// The laboratory in the guest: the true time, a receiver's pulse and messages made from it, and what the appliance's
// clocks are worth beside it. The truth is the PHC of the second network card, which nobody disciplines; it counts TAI.
#ifndef LABORATORY_H
#define LABORATORY_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#define SECOND 1000000000LL

// What is wanted of the receiver at this moment; changed by commands, read by the pulse and the messages.
struct wishes {
    bool pulse, messages, fix;
    int line;                // which line of the chip carries the pulse
    int64_t pulse_late_ns;   // a receiver that is wrong: its pulses come this much after the true second
};

// What the last second was like; written by the pulse and the messages, printed with the truth.
struct happened {
    int64_t second;          // TAI seconds of the last pulse
    int64_t sent_ns;         // when the line went up, after the true second
    int64_t width_ns;        // how long that write took
    int64_t pps_error_ns;    // the kernel's stamp at /dev/pps0 less the true second, NONE: no stamp
    int64_t gpio_error_ns;   // the same of a line event, while the laboratory watches the line itself
    int64_t pulses, skipped, messages;
};
#define NONE INT64_MIN

struct laboratory {
    int truth, phc, pps, gpio, receiver;   // descriptors; −1: not there
    int tai_minus_utc;                     // before the leap
    int64_t leap;                          // TAI second in which 23:59:60 begins; 0: none is planned
    double oscillator;                     // ppm by which everything but the truth runs fast
    bool ptp;                              // the cards are to stamp PTP's messages
    double phase;                          // seconds by which CLOCK_REALTIME is ahead when the appliance starts
    int64_t start;                         // UTC second at which the truth starts
    char receiver_path[128], phc_path[128];
    pthread_mutex_t lock;
    struct wishes wishes;
    struct happened happened;
};

struct comparison {
    int64_t truth;         // TAI ns at which it was measured
    int64_t offset;        // system clock − device clock, ns
    int64_t uncertainty;   // half the bracket of the best sample, ns
};

// truth.c
bool compare(int device, clockid_t clock, struct comparison *result);
int64_t nanoseconds(clockid_t clock);
clockid_t device_clock(int device);
int tai_of_system(void);
void set_clock(clockid_t clock, int64_t nanoseconds);
int64_t step_clock(clockid_t clock, int64_t nanoseconds);
void set_frequency(clockid_t clock, double ppm);
int64_t utc_of(const struct laboratory *lab, int64_t tai_seconds);
bool is_leap_second(const struct laboratory *lab, int64_t tai_seconds);
void print_truth(const struct laboratory *lab, FILE *out);
void *card_truth_thread(void *laboratory);

// pulse.c, messages.c, cards.c, commands.c
void *pulse_thread(void *laboratory);
void *message_thread(void *laboratory);
void *card_thread(void *laboratory);
bool watch_line(struct laboratory *lab);
void obey(struct laboratory *lab, char *line, FILE *out);

#endif
