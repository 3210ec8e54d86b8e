/* SPDX-License-Identifier: Apache-2.0 */
/* What the shim uses of libgpiod 2.x, above the fake chip. With FAKE_OLD_KERNEL in the environment there is no
 * CLOCK_REALTIME for events, as before Linux 5.11. */
#include <gpiod.h>

#include "fake_gpiod.h"

struct gpiod_chip {
    int unused;
};
struct gpiod_line_settings {
    enum gpiod_line_direction direction;
    enum gpiod_line_edge edge;
    enum gpiod_line_clock clock;
    enum gpiod_line_value value;
};
struct gpiod_line_config {
    unsigned int offset;
    struct gpiod_line_settings settings;
};
struct gpiod_request_config {
    const char *consumer;
};
struct gpiod_line_request {
    int fd;
};
struct gpiod_edge_event {
    int index;
};
struct gpiod_edge_event_buffer {
    struct gpiod_edge_event event;
};

struct gpiod_chip *gpiod_chip_open(const char *path) {
    return fake_refuses(path) ? NULL : calloc(1, sizeof(struct gpiod_chip));
}
void gpiod_chip_close(struct gpiod_chip *chip) { free(chip); }

struct gpiod_line_settings *gpiod_line_settings_new(void) { return calloc(1, sizeof(struct gpiod_line_settings)); }
void gpiod_line_settings_free(struct gpiod_line_settings *settings) { free(settings); }
int gpiod_line_settings_set_direction(struct gpiod_line_settings *settings, enum gpiod_line_direction direction) {
    settings->direction = direction;
    return 0;
}
int gpiod_line_settings_set_edge_detection(struct gpiod_line_settings *settings, enum gpiod_line_edge edge) {
    settings->edge = edge;
    return 0;
}
int gpiod_line_settings_set_bias(struct gpiod_line_settings *settings, enum gpiod_line_bias bias) {
    (void)settings, (void)bias;
    return 0;
}
void gpiod_line_settings_set_active_low(struct gpiod_line_settings *settings, bool active_low) {
    (void)settings, (void)active_low;
}
int gpiod_line_settings_set_event_clock(struct gpiod_line_settings *settings, enum gpiod_line_clock clock) {
    settings->clock = clock;
    return 0;
}
int gpiod_line_settings_set_output_value(struct gpiod_line_settings *settings, enum gpiod_line_value value) {
    settings->value = value;
    return 0;
}

struct gpiod_line_config *gpiod_line_config_new(void) { return calloc(1, sizeof(struct gpiod_line_config)); }
void gpiod_line_config_free(struct gpiod_line_config *config) { free(config); }
int gpiod_line_config_add_line_settings(
    struct gpiod_line_config *config, const unsigned int *offsets, size_t count, struct gpiod_line_settings *settings) {
    if (count != 1) abort();
    config->offset = offsets[0];
    config->settings = *settings;
    return 0;
}

struct gpiod_request_config *gpiod_request_config_new(void) { return calloc(1, sizeof(struct gpiod_request_config)); }
void gpiod_request_config_free(struct gpiod_request_config *config) { free(config); }
void gpiod_request_config_set_consumer(struct gpiod_request_config *config, const char *consumer) {
    config->consumer = consumer;
}

struct gpiod_line_request *gpiod_chip_request_lines(
    struct gpiod_chip *chip, struct gpiod_request_config *requester, struct gpiod_line_config *config) {
    const struct gpiod_line_settings *settings = &config->settings;
    (void)chip;
    if (strcmp(requester->consumer, "gnomon")) abort();
    if (!fake_has(config->offset)) return NULL;
    if (settings->clock == GPIOD_LINE_CLOCK_REALTIME && getenv("FAKE_OLD_KERNEL")) {
        errno = EINVAL;
        return NULL;
    }
    struct gpiod_line_request *request = calloc(1, sizeof *request);
    if (settings->direction == GPIOD_LINE_DIRECTION_OUTPUT) level = settings->value == GPIOD_LINE_VALUE_ACTIVE;
    if (settings->edge == GPIOD_LINE_EDGE_BOTH) request->fd = fake_edges();
    return request;
}
void gpiod_line_request_release(struct gpiod_line_request *request) {
    if (request->fd) close(request->fd);
    free(request);
}
int gpiod_line_request_get_fd(struct gpiod_line_request *request) { return request->fd; }
enum gpiod_line_value gpiod_line_request_get_value(struct gpiod_line_request *request, unsigned int offset) {
    (void)request;
    return fake_has(offset) ? (enum gpiod_line_value)level : GPIOD_LINE_VALUE_ERROR;
}
int gpiod_line_request_set_value(
    struct gpiod_line_request *request, unsigned int offset, enum gpiod_line_value value) {
    (void)request;
    level = value == GPIOD_LINE_VALUE_ACTIVE;
    return fake_has(offset) ? 0 : -1;
}

struct gpiod_edge_event_buffer *gpiod_edge_event_buffer_new(size_t capacity) {
    return capacity == 1 ? calloc(1, sizeof(struct gpiod_edge_event_buffer)) : NULL;
}
void gpiod_edge_event_buffer_free(struct gpiod_edge_event_buffer *buffer) { free(buffer); }
int gpiod_line_request_read_edge_events(
    struct gpiod_line_request *request, struct gpiod_edge_event_buffer *buffer, size_t most) {
    buffer->event.index = fake_next(request->fd);
    return buffer->event.index < 0 || most < 1 ? -1 : 1;
}
struct gpiod_edge_event *gpiod_edge_event_buffer_get_event(struct gpiod_edge_event_buffer *buffer, unsigned long index) {
    return index == 0 ? &buffer->event : NULL;
}
enum gpiod_edge_event_type gpiod_edge_event_get_event_type(struct gpiod_edge_event *event) {
    return event->index ? GPIOD_EDGE_EVENT_FALLING_EDGE : GPIOD_EDGE_EVENT_RISING_EDGE;
}
uint64_t gpiod_edge_event_get_timestamp_ns(struct gpiod_edge_event *event) { return (uint64_t)stamps[event->index]; }
