// SPDX-License-Identifier: Apache-2.0
// laboratory prepare: sets the truth, and makes the appliance's clocks as wrong as /etc/laboratory.conf says.
// laboratory run: gives the pulse and the messages, tells the truth each second and obeys, at /dev/ttyS3.
#define _GNU_SOURCE
#include "laboratory.h"

#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/timex.h>
#include <termios.h>
#include <unistd.h>

static int64_t utc_seconds(const char *text) {
    struct tm t;
    memset(&t, 0, sizeof t);
    return strptime(text, "%Y-%m-%dT%H:%M:%S", &t) ? timegm(&t) : 0;
}

static void set(struct laboratory *lab, const char *key, const char *value) {
    if (!strcmp(key, "utc")) lab->start = utc_seconds(value);
    if (!strcmp(key, "tai_minus_utc")) lab->tai_minus_utc = atoi(value);
    if (!strcmp(key, "leap_at")) lab->leap = utc_seconds(value) + lab->tai_minus_utc;
    if (!strcmp(key, "phase")) lab->phase = atof(value);
    if (!strcmp(key, "oscillator_ppm")) lab->oscillator = atof(value);
    if (!strcmp(key, "pulse")) lab->wishes.pulse = strcmp(value, "off") != 0;
    if (!strcmp(key, "messages")) lab->wishes.messages = strcmp(value, "off") != 0;
    if (!strcmp(key, "line")) lab->wishes.line = atoi(value);
    if (!strcmp(key, "ptp")) lab->ptp = !strcmp(value, "on");
    if (!strcmp(key, "clock")) snprintf(lab->phc_path, sizeof lab->phc_path, "%s", value);
    if (!strcmp(key, "receiver")) snprintf(lab->receiver_path, sizeof lab->receiver_path, "%s", value);
}

static void load(struct laboratory *lab, const char *path) {
    FILE *file = fopen(path, "r");
    char line[256], key[64], value[128];
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, " %63[a-z_] = %127s", key, value) == 2) set(lab, key, value);
    if (file) fclose(file);
}

// The truth runs slow by what the oscillator is to run fast; then it is set, as a change of rate may move it.
static void prepare(const struct laboratory *lab) {
    clockid_t truth = device_clock(lab->truth);
    set_frequency(truth, -lab->oscillator);
    set_clock(truth, (lab->start + lab->tai_minus_utc) * SECOND);
    set_clock(CLOCK_REALTIME, lab->start * SECOND + (int64_t)(lab->phase * 1e9));
    if (lab->phc >= 0) set_clock(device_clock(lab->phc), lab->start * SECOND);
}

static int open_control(void) {
    int control = open("/dev/ttyS3", O_RDWR | O_NOCTTY);
    struct termios line;
    if (control < 0 || tcgetattr(control, &line) != 0) return STDOUT_FILENO;
    cfmakeraw(&line);
    cfsetspeed(&line, B115200);
    line.c_cflag |= CLOCAL;
    tcsetattr(control, TCSANOW, &line);
    return control;
}

// Reads commands until the half of the next true second, then tells the truth.
static void serve(struct laboratory *lab) {
    int control = open_control();
    FILE *out = fdopen(dup(control), "w");
    char line[256];
    size_t length = 0;
    int64_t told = 0;
    for (;;) {
        int64_t now = nanoseconds(device_clock(lab->truth)) - SECOND / 2, second = now / SECOND;
        if (second > told) {
            told = second;
            print_truth(lab, out);
        }
        struct pollfd wait = {.fd = control, .events = POLLIN};
        if (poll(&wait, 1, (int)((SECOND - now % SECOND) / 1000000) + 1) <= 0) continue;
        char octet;
        if (read(control, &octet, 1) != 1) continue;
        if (octet != '\n' && length + 1 < sizeof line) {
            line[length++] = octet;
            continue;
        }
        line[length] = 0;
        length = 0;
        obey(lab, line, out);
    }
}

static void start_thread(void *(*body)(void *), struct laboratory *lab, int priority) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, body, lab) != 0) exit(1);
    if (priority) pthread_setschedparam(thread, SCHED_FIFO, &(struct sched_param){.sched_priority = priority});
}

int main(int count, char **words) {
    static struct laboratory lab = {
        .tai_minus_utc = 37, .pps = -1, .gpio = -1, .receiver = -1, .receiver_path = "/dev/ttyS2", .phc_path = "/dev/ptp2",
        .lock = PTHREAD_MUTEX_INITIALIZER, .wishes = {.pulse = true, .messages = true, .fix = true},
        .happened = {.pps_error_ns = NONE, .gpio_error_ns = NONE},
    };
    load(&lab, "/etc/laboratory.conf");
    lab.truth = open("/dev/ptp1", O_RDWR | O_CLOEXEC);
    lab.phc = open(lab.phc_path, O_RDWR | O_CLOEXEC);
    lab.pps = open("/dev/pps0", O_RDWR | O_CLOEXEC);
    if (lab.truth < 0 || count != 2) return perror("laboratory: /dev/ptp1"), 1;
    if (!strcmp(words[1], "prepare")) return prepare(&lab), 0;
    start_thread(pulse_thread, &lab, 60);
    start_thread(message_thread, &lab, 0);
    if (lab.ptp) {
        start_thread(card_thread, &lab, 0);
        start_thread(card_truth_thread, &lab, 0);
    }
    serve(&lab);
    return 0;
}
