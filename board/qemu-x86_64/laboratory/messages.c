// SPDX-License-Identifier: Apache-2.0
// The receiver's messages: GGA, RMC and GSA of the second whose pulse was the last one.
#define _GNU_SOURCE
#include "laboratory.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static void sentence(char *out, size_t size, const char *body) {
    unsigned char sum = 0;
    for (const char *at = body; *at; at++) sum ^= (unsigned char)*at;
    snprintf(out + strlen(out), size - strlen(out), "$%s*%02X\r\n", body, sum);
}

// What is said 120 ms after the second. An inserted second is told as 23:59:60.
static void compose(const struct laboratory *lab, int64_t second, bool fix, char *out, size_t size) {
    const char *place = "4807.0380,N,01131.0000,E";
    bool leap = is_leap_second(lab, second);
    time_t utc = utc_of(lab, second);
    struct tm t;
    gmtime_r(&utc, &t);
    char time[16], date[16], body[128];
    strftime(time, sizeof time, leap ? "%H%M60.00" : "%H%M%S.00", &t);
    strftime(date, sizeof date, "%d%m%y", &t);
    out[0] = 0;
    snprintf(body, sizeof body, "GPGGA,%s,%s,%d,%02d,0.80,545.4,M,46.9,M,,", time, fix ? place : ",,,", fix, fix ? 12 : 0);
    sentence(out, size, body);
    snprintf(body, sizeof body, "GPRMC,%s,%c,%s,0.0,0.0,%s,,,%c", time, fix ? 'A' : 'V', fix ? place : ",,,", date, fix ? 'A' : 'N');
    sentence(out, size, body);
    sentence(out, size, fix ? "GPGSA,A,3,01,03,06,09,11,14,17,19,22,25,28,31,1.5,0.8,1.2" : "GPGSA,A,1,,,,,,,,,,,,,99.9,99.9,99.9");
}

// Writes what the line takes without waiting: a receiver does not stop for a host that does not listen.
static void say(struct laboratory *lab, const char *text) {
    if (lab->receiver < 0) lab->receiver = open(lab->receiver_path, O_RDWR | O_NOCTTY | O_NONBLOCK);
    if (lab->receiver < 0) return;
    struct termios line;
    if (tcgetattr(lab->receiver, &line) == 0 && (line.c_lflag & ICANON)) {
        cfmakeraw(&line);
        cfsetspeed(&line, B115200);
        line.c_cflag |= CLOCAL;
        tcsetattr(lab->receiver, TCSANOW, &line);
    }
    tcflush(lab->receiver, TCIFLUSH);
    if (write(lab->receiver, text, strlen(text)) < 0 && errno != EAGAIN) {
        close(lab->receiver);
        lab->receiver = -1;
    }
}

void *message_thread(void *laboratory) {
    struct laboratory *lab = laboratory;
    for (;;) {
        int64_t now = nanoseconds(device_clock(lab->truth)), second = now / SECOND;
        int64_t wait = (second + 1) * SECOND + 120000000 - now;
        struct timespec pause = {.tv_sec = wait / SECOND, .tv_nsec = wait % SECOND};
        nanosleep(&pause, NULL);
        pthread_mutex_lock(&lab->lock);
        struct wishes wishes = lab->wishes;
        pthread_mutex_unlock(&lab->lock);
        if (!wishes.messages) continue;
        char text[512];
        compose(lab, nanoseconds(device_clock(lab->truth)) / SECOND, wishes.fix, text, sizeof text);
        say(lab, text);
        lab->happened.messages++;
    }
    return NULL;
}
