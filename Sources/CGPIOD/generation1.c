/* SPDX-License-Identifier: Apache-2.0 */
/* libgpiod 1.x (1.6 and its like). Its events are stamped with CLOCK_MONOTONIC, since Linux 5.7; there is no choice. */
#include "CGPIOD.h"
#include "library.h"

#if CGPIOD_API == 1

#include <errno.h>
#include <stdlib.h>

#define api cgpiod_functions

struct cgpiod_line {
    struct gpiod_chip *chip;
    struct gpiod_line *line; /* goes with its chip */
    int fd;
};

static int bias_flag(int bias) {
    switch (bias) {
    case CGPIOD_BIAS_NONE: return GPIOD_LINE_REQUEST_FLAG_BIAS_DISABLE;
    case CGPIOD_BIAS_UP: return GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_UP;
    case CGPIOD_BIAS_DOWN: return GPIOD_LINE_REQUEST_FLAG_BIAS_PULL_DOWN;
    default: return 0;
    }
}

static int edge_request(int edges) {
    if (edges == CGPIOD_RISING) return GPIOD_LINE_REQUEST_EVENT_RISING_EDGE;
    if (edges == CGPIOD_FALLING) return GPIOD_LINE_REQUEST_EVENT_FALLING_EDGE;
    return edges ? GPIOD_LINE_REQUEST_EVENT_BOTH_EDGES : GPIOD_LINE_REQUEST_DIRECTION_INPUT;
}

/* libgpiod leaves the reason in errno; should it not, there still is one to tell. */
static int give_up(struct cgpiod_line *made) {
    int reason = errno ? errno : EIO;
    cgpiod_close(made);
    return -reason;
}

static int open_line(
    const cgpiod_place *place, struct gpiod_line_request_config config, int value, cgpiod_line **line) {
    int available = cgpiod_available();
    if (available) return available;
    struct cgpiod_line *made = calloc(1, sizeof *made);
    if (!made) return -ENOMEM;
    made->fd = -1;
    errno = 0;
    made->chip = api.chip_open(place->chip);
    if (made->chip) made->line = api.chip_get_line(made->chip, place->offset);
    if (place->is_active_low) config.flags |= GPIOD_LINE_REQUEST_FLAG_ACTIVE_LOW;
    if (!made->line || api.line_request(made->line, &config, value)) return give_up(made);
    *line = made;
    return 0;
}

int cgpiod_open_input(const cgpiod_place *place, const cgpiod_input_settings *settings, cgpiod_line **line) {
    struct gpiod_line_request_config config = {
        .consumer = CGPIOD_CONSUMER,
        .request_type = edge_request(settings->edges),
        .flags = bias_flag(settings->bias),
    };
    int result = open_line(place, config, 0, line);
    if (!result && settings->edges) (*line)->fd = api.line_event_get_fd((*line)->line);
    return result;
}

int cgpiod_open_output(const cgpiod_place *place, int value, cgpiod_line **line) {
    struct gpiod_line_request_config config = {
        .consumer = CGPIOD_CONSUMER,
        .request_type = GPIOD_LINE_REQUEST_DIRECTION_OUTPUT,
    };
    return open_line(place, config, value, line);
}

void cgpiod_close(cgpiod_line *line) {
    if (line->chip) api.chip_close(line->chip);
    free(line);
}

int cgpiod_descriptor(const cgpiod_line *line) { return line->fd; }

int cgpiod_take(cgpiod_line *line, cgpiod_event *event) {
    int waiting = cgpiod_waiting(line->fd);
    if (waiting <= 0) return waiting;
    struct gpiod_line_event taken;
    errno = 0;
    if (api.line_event_read(line->line, &taken)) return errno ? -errno : -EIO;
    event->nanoseconds = (int64_t)taken.ts.tv_sec * 1000000000 + taken.ts.tv_nsec;
    event->is_rising = taken.event_type == GPIOD_LINE_EVENT_RISING_EDGE;
    event->clock = CGPIOD_MONOTONIC;
    return 1;
}

int cgpiod_read(cgpiod_line *line) {
    int value = api.line_get_value(line->line);
    return value < 0 ? -errno : value;
}

int cgpiod_write(cgpiod_line *line, int value) { return api.line_set_value(line->line, value) ? -errno : 0; }

#endif
