// SPDX-License-Identifier: Apache-2.0
// What the driver outside may ask for, a line each; every line is answered by `ok` or `refused`.
#define _GNU_SOURCE
#include "laboratory.h"

#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
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

// The process of that name; 0: there is none.
static int process_named(const char *name) {
    DIR *processes = name ? opendir("/proc") : NULL;
    struct dirent *entry;
    int found = 0;
    while (processes && !found && (entry = readdir(processes))) {
        int process = atoi(entry->d_name);
        if (process > 1 && is_named(process, name)) found = process;
    }
    if (processes) closedir(processes);
    return found;
}

// "kill NAME": ends the process of that name without warning, as a fault would.
static bool kill_named(const char *name) {
    int process = process_named(name);
    return process && kill(process, SIGKILL) == 0;
}

static bool is_thread_named(int process, int thread, const char *name) {
    char path[64], word[32] = "";
    snprintf(path, sizeof path, "/proc/%d/task/%d/comm", process, thread);
    FILE *file = fopen(path, "r");
    if (!file) return false;
    bool read = fgets(word, sizeof word, file) != NULL;
    fclose(file);
    word[strcspn(word, "\n")] = 0;
    return read && !strcmp(word, name);
}

// "hang NAME THREAD": stops one thread of the process for good, as a deadlock would, and leaves the others running.
static bool hang(const char *name, const char *thread_name) {
    char path[64];
    int process = process_named(name);
    snprintf(path, sizeof path, "/proc/%d/task", process);
    DIR *threads = process && thread_name ? opendir(path) : NULL;
    struct dirent *entry;
    bool done = false;
    while (threads && !done && (entry = readdir(threads))) {
        int thread = atoi(entry->d_name);
        if (thread < 1 || !is_thread_named(process, thread, thread_name)) continue;
        done = ptrace(PTRACE_SEIZE, thread, 0, 0) == 0 && ptrace(PTRACE_INTERRUPT, thread, 0, 0) == 0;
    }
    if (threads) closedir(threads);
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
    if (!strcmp(verb, "hang")) return hang(one, two);
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
