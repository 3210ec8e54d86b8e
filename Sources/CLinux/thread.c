/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>

struct start {
    clinux_thread_body body;
    void *context;
    char name[16];
};

static void *run(void *pointer) {
    struct start start = *(struct start *)pointer;
    free(pointer);
    pthread_setname_np(pthread_self(), start.name);
    start.body(start.context);
    return NULL;
}

static int create(pthread_t *thread, int fifo_priority, struct start *start) {
    pthread_attr_t attributes;
    int fault = pthread_attr_init(&attributes);
    if (fault) return fault;
    if (fifo_priority > 0) {
        struct sched_param parameters = {.sched_priority = fifo_priority};
        pthread_attr_setinheritsched(&attributes, PTHREAD_EXPLICIT_SCHED);
        pthread_attr_setschedpolicy(&attributes, SCHED_FIFO);
        pthread_attr_setschedparam(&attributes, &parameters);
    }
    fault = pthread_create(thread, &attributes, run, start);
    pthread_attr_destroy(&attributes);
    return fault;
}

int clinux_thread_start(
    const char *name, int fifo_priority, clinux_thread_body body, void *context, uint64_t *handle, int *is_fifo) {
    struct start *start = calloc(1, sizeof *start);
    if (!start) return -ENOMEM;
    start->body = body;
    start->context = context;
    /* The kernel's limit is 15 characters. */
    strncpy(start->name, name, sizeof start->name - 1);
    pthread_t thread;
    *is_fifo = fifo_priority > 0;
    int fault = create(&thread, fifo_priority, start);
    if (fault && fifo_priority > 0) {
        *is_fifo = 0;
        fault = create(&thread, 0, start);
    }
    if (fault) free(start);
    else *handle = (uint64_t)thread;
    return -fault;
}

int clinux_thread_join(uint64_t handle) { return -pthread_join((pthread_t)handle, NULL); }

int clinux_thread_detach(uint64_t handle) { return -pthread_detach((pthread_t)handle); }
