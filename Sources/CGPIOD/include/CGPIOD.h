/* SPDX-License-Identifier: Apache-2.0 */
/* General-purpose lines by libgpiod: a pulse in, lamps and a relay out, a button in.
 *
 * libgpiod 1.x and 2.x share a name and little else. Which of the two this is built for is decided by the headers that
 * the compiler finds; without headers it builds too, and says so when it is asked for a line. The library itself is
 * opened at run time (dlopen) and not linked: a program that uses no line runs on a machine that has no libgpiod, the
 * manifest needs no linker flag that fails where the library is absent, and a library of the other generation is never
 * loaded by mistake, since each has a soname of its own. This shim ends when one generation is all there is.
 * Nothing here decides anything: a failure is -errno. A line belongs to one thread at a time. */
#ifndef CGPIOD_H
#define CGPIOD_H

#include <stdint.h>

/* Which libgpiod this was built for: 1, 2, or 0 where its headers were not there. */
int cgpiod_generation(void);
/* The name of the library that is opened; empty where it was built without. */
const char *cgpiod_library(void);
/* 0: lines can be asked for. -ENOSYS: built without libgpiod. -ELIBACC: the library is not installed here, or is not
 * what its name says. */
int cgpiod_available(void);

enum { CGPIOD_RISING = 1, CGPIOD_FALLING = 2 };
enum { CGPIOD_BIAS_AS_IS = 0, CGPIOD_BIAS_NONE = 1, CGPIOD_BIAS_UP = 2, CGPIOD_BIAS_DOWN = 3 };
enum { CGPIOD_MONOTONIC = 0, CGPIOD_REALTIME = 1 };

typedef struct {
    const char *chip; /* "/dev/gpiochip0" */
    uint32_t offset;  /* of the line within its chip */
    int is_active_low;
} cgpiod_place;

typedef struct {
    int edges; /* CGPIOD_RISING | CGPIOD_FALLING */
    int bias;
    int clock; /* what stamps should be of; CGPIOD_REALTIME needs 2.x and Linux 5.11, otherwise MONOTONIC is taken */
} cgpiod_input_settings;

typedef struct {
    int64_t nanoseconds;
    int is_rising; /* of the logical level: an active-low line rises when its voltage falls */
    int clock;
} cgpiod_event;

typedef struct cgpiod_line cgpiod_line;

/* Both take the line until it is closed. -EBUSY: someone else has it. */
int cgpiod_open_input(const cgpiod_place *place, const cgpiod_input_settings *settings, cgpiod_line **line);
int cgpiod_open_output(const cgpiod_place *place, int value, cgpiod_line **line);
void cgpiod_close(cgpiod_line *line);

/* What to poll for events; it polls as failed once the chip is gone. -1 for an output. */
int cgpiod_descriptor(const cgpiod_line *line);
/* The next event: 1, or 0 where none waits; -ENODEV once the chip is gone. */
int cgpiod_take(cgpiod_line *line, cgpiod_event *event);
/* The logical level: 0 or 1. */
int cgpiod_read(cgpiod_line *line);
int cgpiod_write(cgpiod_line *line, int value);

#endif
