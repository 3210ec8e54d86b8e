/* SPDX-License-Identifier: Apache-2.0 */
/* What the shim uses of libgpiod 1.6, above the fake chip. */
#include <gpiod.h>

#include "fake_gpiod.h"

struct gpiod_chip {
    struct gpiod_line *line;
};

struct gpiod_line {
    int fd, is_busy;
};

struct gpiod_chip *gpiod_chip_open(const char *path) {
    return fake_refuses(path) ? NULL : calloc(1, sizeof(struct gpiod_chip));
}

void gpiod_chip_close(struct gpiod_chip *chip) {
    if (chip->line && chip->line->fd > 0) close(chip->line->fd);
    free(chip->line);
    free(chip);
}

struct gpiod_line *gpiod_chip_get_line(struct gpiod_chip *chip, unsigned int offset) {
    return fake_has(offset) ? chip->line = calloc(1, sizeof *chip->line) : NULL;
}

int gpiod_line_request(struct gpiod_line *line, const struct gpiod_line_request_config *config, int value) {
    if (!config->consumer || strcmp(config->consumer, "gnomon")) abort();
    if (config->request_type == GPIOD_LINE_REQUEST_DIRECTION_OUTPUT) level = value;
    if (config->request_type == GPIOD_LINE_REQUEST_EVENT_BOTH_EDGES) line->fd = fake_edges();
    return 0;
}

int gpiod_line_event_get_fd(struct gpiod_line *line) { return line->fd; }

int gpiod_line_event_read(struct gpiod_line *line, struct gpiod_line_event *event) {
    int index = fake_next(line->fd);
    if (index < 0) return -1;
    event->ts = (struct timespec){stamps[index] / 1000000000, stamps[index] % 1000000000};
    event->event_type = index ? GPIOD_LINE_EVENT_FALLING_EDGE : GPIOD_LINE_EVENT_RISING_EDGE;
    return 0;
}

int gpiod_line_get_value(struct gpiod_line *line) {
    (void)line;
    return level;
}

int gpiod_line_set_value(struct gpiod_line *line, int value) {
    (void)line;
    level = value;
    return 0;
}
