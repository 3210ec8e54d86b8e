/* SPDX-License-Identifier: Apache-2.0 */
/* libgpiod 2.x: everything is an object, and events may be stamped with CLOCK_REALTIME. */
#include "CGPIOD.h"
#include "library.h"

#if CGPIOD_API == 2

#include <errno.h>
#include <stdlib.h>

#define api cgpiod_functions

struct cgpiod_line {
    struct gpiod_line_request *request;
    struct gpiod_edge_event_buffer *events; /* of one: taken one at a time */
    unsigned int offset;
    int fd;
    int clock;
};

static enum gpiod_line_bias bias_setting(int bias) {
    switch (bias) {
    case CGPIOD_BIAS_NONE: return GPIOD_LINE_BIAS_DISABLED;
    case CGPIOD_BIAS_UP: return GPIOD_LINE_BIAS_PULL_UP;
    case CGPIOD_BIAS_DOWN: return GPIOD_LINE_BIAS_PULL_DOWN;
    default: return GPIOD_LINE_BIAS_AS_IS;
    }
}

static enum gpiod_line_edge edge_setting(int edges) {
    if (edges == CGPIOD_RISING) return GPIOD_LINE_EDGE_RISING;
    if (edges == CGPIOD_FALLING) return GPIOD_LINE_EDGE_FALLING;
    return edges ? GPIOD_LINE_EDGE_BOTH : GPIOD_LINE_EDGE_NONE;
}

/* The request for one line with these settings; NULL with errno. */
static struct gpiod_line_request *request_from(
    struct gpiod_chip *chip, uint32_t offset, struct gpiod_line_settings *settings) {
    struct gpiod_request_config *requester = api.request_config_new();
    struct gpiod_line_config *config = api.line_config_new();
    struct gpiod_line_request *request = NULL;
    unsigned int line = offset;
    if (requester) api.request_config_set_consumer(requester, CGPIOD_CONSUMER);
    if (config && !api.line_config_add_line_settings(config, &line, 1, settings))
        request = api.chip_request_lines(chip, requester, config);
    int reason = errno;
    if (config) api.line_config_free(config);
    if (requester) api.request_config_free(requester);
    errno = reason;
    return request;
}

/* A request outlives the chip that it was made from. */
static struct gpiod_line_request *request_at(const cgpiod_place *place, struct gpiod_line_settings *settings) {
    api.line_settings_set_active_low(settings, place->is_active_low != 0);
    struct gpiod_chip *chip = api.chip_open(place->chip);
    if (!chip) return NULL;
    struct gpiod_line_request *request = request_from(chip, place->offset, settings);
    int reason = errno;
    api.chip_close(chip);
    errno = reason;
    return request;
}

static int open_line(
    const cgpiod_place *place, struct gpiod_line_settings *settings, int has_events, cgpiod_line **line) {
    struct cgpiod_line *made = calloc(1, sizeof *made);
    if (!made) return -ENOMEM;
    made->fd = -1;
    made->offset = place->offset;
    errno = 0;
    if (has_events) made->events = api.edge_event_buffer_new(1);
    if (!has_events || made->events) made->request = request_at(place, settings);
    if (!made->request) {
        int reason = errno ? errno : EIO;
        cgpiod_close(made);
        return -reason;
    }
    if (has_events) made->fd = api.line_request_get_fd(made->request);
    *line = made;
    return 0;
}

static int open_input(
    const cgpiod_place *place, const cgpiod_input_settings *wanted, struct gpiod_line_settings *settings,
    cgpiod_line **line) {
    api.line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_INPUT);
    api.line_settings_set_edge_detection(settings, edge_setting(wanted->edges));
    api.line_settings_set_bias(settings, bias_setting(wanted->bias));
    int is_realtime = wanted->edges && wanted->clock == CGPIOD_REALTIME;
    if (is_realtime) api.line_settings_set_event_clock(settings, GPIOD_LINE_CLOCK_REALTIME);
    int result = open_line(place, settings, wanted->edges != 0, line);
    if (result == -EINVAL && is_realtime) { /* before Linux 5.11 there is no such flag */
        is_realtime = 0;
        api.line_settings_set_event_clock(settings, GPIOD_LINE_CLOCK_MONOTONIC);
        result = open_line(place, settings, 1, line);
    }
    if (!result) (*line)->clock = is_realtime ? CGPIOD_REALTIME : CGPIOD_MONOTONIC;
    return result;
}

int cgpiod_open_input(const cgpiod_place *place, const cgpiod_input_settings *wanted, cgpiod_line **line) {
    int available = cgpiod_available();
    if (available) return available;
    struct gpiod_line_settings *settings = api.line_settings_new();
    if (!settings) return -ENOMEM;
    int result = open_input(place, wanted, settings, line);
    api.line_settings_free(settings);
    return result;
}

int cgpiod_open_output(const cgpiod_place *place, int value, cgpiod_line **line) {
    int available = cgpiod_available();
    if (available) return available;
    struct gpiod_line_settings *settings = api.line_settings_new();
    if (!settings) return -ENOMEM;
    api.line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_OUTPUT);
    api.line_settings_set_output_value(settings, value ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE);
    int result = open_line(place, settings, 0, line);
    api.line_settings_free(settings);
    return result;
}

void cgpiod_close(cgpiod_line *line) {
    if (line->request) api.line_request_release(line->request);
    if (line->events) api.edge_event_buffer_free(line->events);
    free(line);
}

int cgpiod_descriptor(const cgpiod_line *line) { return line->fd; }

int cgpiod_take(cgpiod_line *line, cgpiod_event *event) {
    int waiting = cgpiod_waiting(line->fd);
    if (waiting <= 0) return waiting;
    errno = 0;
    int count = api.line_request_read_edge_events(line->request, line->events, 1);
    if (count <= 0) return errno ? -errno : -EIO;
    struct gpiod_edge_event *taken = api.edge_event_buffer_get_event(line->events, 0);
    event->nanoseconds = (int64_t)api.edge_event_get_timestamp_ns(taken);
    event->is_rising = api.edge_event_get_event_type(taken) == GPIOD_EDGE_EVENT_RISING_EDGE;
    event->clock = line->clock;
    return 1;
}

int cgpiod_read(cgpiod_line *line) {
    int value = api.line_request_get_value(line->request, line->offset);
    return value < 0 ? -errno : value;
}

int cgpiod_write(cgpiod_line *line, int value) {
    enum gpiod_line_value wanted = value ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE;
    return api.line_request_set_value(line->request, line->offset, wanted) ? -errno : 0;
}

#endif
