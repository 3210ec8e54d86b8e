// SPDX-License-Identifier: Apache-2.0
// What the driver outside may ask for, a line each; every line is answered by `ok` or `refused`.
#define _GNU_SOURCE
#include "laboratory.h"

#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static bool to_switch(bool *which, const char *word) {
    if (!word || (strcmp(word, "on") && strcmp(word, "off"))) return false;
    *which = !strcmp(word, "on");
    return true;
}

// What a process was started as: the last part of its first word.
static bool is_named(int process, const char *name) {
    char path[32], word[128] = "";
    snprintf(path, sizeof path, "/proc/%d/cmdline", process);
    FILE *file = fopen(path, "r");
    if (!file) return false;
    bool read = fgets(word, sizeof word, file) != NULL;
    fclose(file);
    const char *slash = strrchr(word, '/');
    return read && !strcmp(slash ? slash + 1 : word, name);
}

// "kill NAME": ends the process of that name without warning, as a fault would.
static bool kill_named(const char *name) {
    DIR *processes = name ? opendir("/proc") : NULL;
    struct dirent *entry;
    bool done = false;
    while (processes && !done && (entry = readdir(processes))) {
        int process = atoi(entry->d_name);
        if (process > 1 && is_named(process, name)) done = kill(process, SIGKILL) == 0;
    }
    if (processes) closedir(processes);
    return done;
}

static bool step(const char *which, const char *seconds) {
    if (!which || !seconds) return false;
    if (strcmp(which, "realtime")) return false;
    return step_clock(CLOCK_REALTIME, (int64_t)(atof(seconds) * 1e9)) >= 0;
}

// "rate phc PPM", "rate realtime PPM": as another program would.
static bool rate(const struct laboratory *lab, const char *which, const char *ppm) {
    if (!which || !ppm) return false;
    bool device = !strcmp(which, "phc");
    if (!device && strcmp(which, "realtime")) return false;
    set_frequency(device ? device_clock(lab->phc) : CLOCK_REALTIME, atof(ppm));
    return true;
}

static bool obeyed(struct laboratory *lab, char *verb, char *one, char *two) {
    if (!strcmp(verb, "pulse")) return to_switch(&lab->wishes.pulse, one);
    if (!strcmp(verb, "messages")) return to_switch(&lab->wishes.messages, one);
    if (!strcmp(verb, "fix")) return to_switch(&lab->wishes.fix, one);
    if (!strcmp(verb, "line") && one) return lab->wishes.line = atoi(one), true;
    if (!strcmp(verb, "late") && one) return lab->wishes.pulse_late_ns = atoll(one), true;
    if (!strcmp(verb, "step")) return step(one, two);
    if (!strcmp(verb, "rate")) return rate(lab, one, two);
    if (!strcmp(verb, "kill")) return kill_named(one);
    if (!strcmp(verb, "watch")) return watch_line(lab);
    if (!strcmp(verb, "leap") && one) return lab->leap = atoll(one), true;
    if (!strcmp(verb, "reboot")) return kill(1, SIGTERM) == 0;
    return false;
}

void obey(struct laboratory *lab, char *line, FILE *out) {
    char *rest = NULL, *verb = strtok_r(line, " \r\n", &rest);
    if (!verb) return;
    char *one = strtok_r(NULL, " \r\n", &rest), *two = strtok_r(NULL, " \r\n", &rest);
    pthread_mutex_lock(&lab->lock);
    bool done = obeyed(lab, verb, one, two);
    fprintf(out, "%s %s\n", done ? "ok" : "refused", verb);
    fflush(out);
    pthread_mutex_unlock(&lab->lock);
}
