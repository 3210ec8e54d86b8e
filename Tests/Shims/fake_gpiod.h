/* SPDX-License-Identifier: Apache-2.0 */
/* A chip of one line for tests: line 3 of "/fake/chip". Its input has two edges waiting, 1.000000005 s rising and
 * 2.000000006 s falling, and then the chip is gone. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int64_t stamps[2] = {1000000005, 2000000006};
static int level;

static int fake_refuses(const char *path) {
    if (strcmp(path, "/fake/chip") == 0) return 0;
    errno = ENOENT;
    return 1;
}

static int fake_has(unsigned int offset) {
    if (offset == 3) return 1;
    errno = EINVAL;
    return 0;
}

/* A pipe that hangs up once its two octets were read, as a line polls once its chip is gone. */
static int fake_edges(void) {
    int ends[2];
    if (pipe(ends) || write(ends[1], "\0\1", 2) != 2) abort();
    close(ends[1]);
    return ends[0];
}

static int fake_next(int fd) {
    char index;
    return read(fd, &index, 1) == 1 ? index : -1;
}
