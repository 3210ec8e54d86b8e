/* SPDX-License-Identifier: Apache-2.0 */
/* Which generation the headers are of, and the functions of the opened library. */
#ifndef CGPIOD_LIBRARY_H
#define CGPIOD_LIBRARY_H

#if !defined(CGPIOD_WITHOUT) && __has_include(<gpiod.h>)
#include <gpiod.h>
#ifdef GPIOD_LINE_BULK_MAX_LINES /* only 1.x takes lines in bulk */
#define CGPIOD_API 1
#define CGPIOD_SONAME "libgpiod.so.2"
#else
#define CGPIOD_API 2
#define CGPIOD_SONAME "libgpiod.so.3"
#endif
#else
#define CGPIOD_API 0
#define CGPIOD_SONAME ""
#endif

#define CGPIOD_CONSUMER "gnomon"

#if CGPIOD_API == 1
#define CGPIOD_FUNCTIONS(X)                                                                                           \
    X(chip_open) X(chip_close) X(chip_get_line) X(line_request) X(line_event_get_fd) X(line_event_read)               \
    X(line_get_value) X(line_set_value)
#elif CGPIOD_API == 2
#define CGPIOD_FUNCTIONS(X)                                                                                           \
    X(chip_open) X(chip_close) X(chip_request_lines) X(line_settings_new) X(line_settings_free)                       \
    X(line_settings_set_direction) X(line_settings_set_edge_detection) X(line_settings_set_bias)                      \
    X(line_settings_set_active_low) X(line_settings_set_event_clock) X(line_settings_set_output_value)                \
    X(line_config_new) X(line_config_free) X(line_config_add_line_settings)                                           \
    X(request_config_new) X(request_config_free) X(request_config_set_consumer)                                       \
    X(line_request_release) X(line_request_get_value) X(line_request_set_value) X(line_request_get_fd)                \
    X(line_request_read_edge_events) X(edge_event_buffer_new) X(edge_event_buffer_free)                               \
    X(edge_event_buffer_get_event) X(edge_event_get_event_type) X(edge_event_get_timestamp_ns)
#else
#define CGPIOD_FUNCTIONS(X)
#endif

/* Typed by the headers, so that a call is checked as if it were linked. */
struct cgpiod_functions {
#define CGPIOD_MEMBER(name) __typeof__(gpiod_##name) *name;
    CGPIOD_FUNCTIONS(CGPIOD_MEMBER)
#undef CGPIOD_MEMBER
    int unused;
};

extern struct cgpiod_functions cgpiod_functions;

/* 1: an event waits; 0: none; -ENODEV: the chip is gone. */
int cgpiod_waiting(int fd);

#endif
