/* SPDX-License-Identifier: Apache-2.0 */
#include "CGPIOD.h"
#include "library.h"

#if CGPIOD_API == 0

#include <errno.h>

int cgpiod_open_input(const cgpiod_place *place, const cgpiod_input_settings *settings, cgpiod_line **line) {
    (void)place, (void)settings, (void)line;
    return -ENOSYS;
}

int cgpiod_open_output(const cgpiod_place *place, int value, cgpiod_line **line) {
    (void)place, (void)value, (void)line;
    return -ENOSYS;
}

void cgpiod_close(cgpiod_line *line) { (void)line; }

int cgpiod_descriptor(const cgpiod_line *line) {
    (void)line;
    return -1;
}

int cgpiod_take(cgpiod_line *line, cgpiod_event *event) {
    (void)line, (void)event;
    return -ENOSYS;
}

int cgpiod_read(cgpiod_line *line) {
    (void)line;
    return -ENOSYS;
}

int cgpiod_write(cgpiod_line *line, int value) {
    (void)line, (void)value;
    return -ENOSYS;
}

#endif
