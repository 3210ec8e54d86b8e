// SPDX-License-Identifier: Apache-2.0
// generator SERVER RATE SECONDS BATCH [REQUEST]: asks for the time so often a second, in batches that the kernel cuts up, whatever
// becomes of the answers; those it takes from the interface. Prints a line of JSON: how many were sent and answered, and
// how long answers took, microseconds. It keeps a processor busy. A REQUEST in hexadecimal is sent as it stands, always the
// same: its answers are told apart by their order, so what they took is right where none is lost.
#include "../Shared/tap.h"

#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

enum { LENGTH = 48, LONGEST = 1024, LARGEST = 64, FLOWS = 32, OCTAVE = 32, BUCKETS = 64 * OCTAVE, UNDERWAY = 1 << 16 };

struct crowd {
    struct tap tap;
    int sockets[FLOWS];
    uint8_t request[LONGEST];
    size_t length;
    int is_dated;
    uint64_t sent, answered, turn;
    // Of answers by what they took: OCTAVE steps to an octave of nanoseconds.
    uint64_t took[BUCKETS];
    // When the latest requests were sent, where they do not say it themselves.
    uint64_t asked[UNDERWAY];
};

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return time.tv_sec * 1000000000ull + time.tv_nsec;
}

static unsigned bucket(uint64_t nanoseconds) {
    if (nanoseconds < OCTAVE) return nanoseconds;
    unsigned octave = 63 - __builtin_clzll(nanoseconds), shift = octave - 5;
    return (shift + 1) * OCTAVE + (nanoseconds >> shift) - OCTAVE;
}

static double microseconds(unsigned bucket) {
    if (bucket < OCTAVE) return bucket / 1e3;
    unsigned shift = bucket / OCTAVE - 1;
    return (double)((uint64_t)(bucket % OCTAVE + OCTAVE) << shift) / 1e3;
}

// The request's transmit time comes back as the reply's origin: it is our own clock, so that the difference is right.
static void heard(void *context, uint64_t at, in_addr_t destination, const uint8_t *octets, size_t length) {
    struct crowd *crowd = context;
    uint64_t asked;
    (void)destination;
    if (length < LENGTH || (octets[0] & 7) != 4) return;
    if (crowd->is_dated) memcpy(&asked, octets + 24, sizeof asked);
    else asked = crowd->asked[crowd->answered % UNDERWAY];
    crowd->answered++;
    if (at >= asked) crowd->took[bucket(at - asked)]++;
}

static void ask(struct crowd *crowd, unsigned count) {
    uint8_t requests[LARGEST * LONGEST];
    uint64_t time = now();
    for (unsigned index = 0; index < count; index++) {
        uint8_t *request = requests + index * crowd->length;
        memcpy(request, crowd->request, crowd->length);
        if (crowd->is_dated) memcpy(request + 40, &time, sizeof time);
        crowd->asked[(crowd->sent + index) % UNDERWAY] = time;
    }
    union {
        struct cmsghdr header;
        char room[CMSG_SPACE(sizeof(uint16_t))];
    } control = {.header = {.cmsg_level = IPPROTO_UDP, .cmsg_type = UDP_SEGMENT, .cmsg_len = CMSG_LEN(sizeof(uint16_t))}};
    uint16_t size = crowd->length;
    memcpy(CMSG_DATA(&control.header), &size, sizeof size);
    struct iovec vector = {requests, count * crowd->length};
    struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1, .msg_control = &control,
                             .msg_controllen = sizeof control};
    if (count == 1) message.msg_control = NULL, message.msg_controllen = 0;
    if (sendmsg(crowd->sockets[crowd->turn++ % FLOWS], &message, 0) < 0) err(1, "sendmsg");
    crowd->sent += count;
}

// The first socket of a machine that wants the kernel's stamps has all that arrives stamped, wherever it goes. On the
// machine of whoever serves time there is one: so here is one, whichever server is asked.
static void want_stamps(int socket) {
    int yes = 1;
    if (setsockopt(socket, SOL_SOCKET, SO_TIMESTAMPNS, &yes, sizeof yes)) err(1, "SO_TIMESTAMPNS");
}

static void open_sockets(struct crowd *crowd, const char *server) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(123)};
    if (!inet_aton(server, &to.sin_addr)) errx(2, "no address: %s", server);
    for (int index = 0; index < FLOWS; index++) {
        crowd->sockets[index] = socket(AF_INET, SOCK_DGRAM, 0);
        if (connect(crowd->sockets[index], (struct sockaddr *)&to, sizeof to)) err(1, "%s", server);
        want_stamps(crowd->sockets[index]);
    }
}

static void take_request(struct crowd *crowd, const char *words) {
    crowd->is_dated = !words;
    crowd->length = words ? strlen(words) / 2 : LENGTH;
    if (crowd->length < LENGTH || crowd->length > LONGEST) errx(2, "a request has %d to %d octets", LENGTH, LONGEST);
    crowd->request[0] = 4 << 3 | 3;
    for (size_t index = 0; words && index < crowd->length; index++)
        if (sscanf(words + 2 * index, "%2hhx", &crowd->request[index]) != 1) errx(2, "not hexadecimal: %s", words);
}

static double quantile(const struct crowd *crowd, double share) {
    uint64_t total = 0, below = 0;
    for (unsigned index = 0; index < BUCKETS; index++) total += crowd->took[index];
    for (unsigned index = 0; index < BUCKETS; index++) {
        below += crowd->took[index];
        if (total && below >= share * total) return microseconds(index);
    }
    return 0;
}

int main(int count, char **words) {
    static struct crowd crowd;
    if (count != 5 && count != 6) errx(2, "usage: generator SERVER RATE SECONDS BATCH [REQUEST]");
    take_request(&crowd, count == 6 ? words[5] : NULL);
    double rate = atof(words[2]), seconds = atof(words[3]);
    unsigned batch = atoi(words[4]);
    if (batch < 1 || batch > LARGEST) errx(2, "a batch is 1 to %d", LARGEST);
    tap_open(&crowd.tap, "eth0");
    open_sockets(&crowd, words[1]);
    uint64_t begin = now(), end = begin + seconds * 1e9, time;
    while ((time = now()) < end) {
        double due = (time - begin) * 1e-9 * rate - crowd.sent;
        if (due >= batch) ask(&crowd, batch);
        tap_receive(&crowd.tap, &crowd, heard);
    }
    double took = (now() - begin) * 1e-9;
    // What is on its way yet.
    while (now() < end + 100000000) tap_receive(&crowd.tap, &crowd, heard);
    printf("{\"sent\": %llu, \"answered\": %llu, \"seconds\": %.6f, \"missed\": %u, \"p50\": %.2f, \"p99\": %.2f, "
           "\"p999\": %.2f}\n",
           (unsigned long long)crowd.sent, (unsigned long long)crowd.answered, took, tap_drops(&crowd.tap),
           quantile(&crowd, 0.5), quantile(&crowd, 0.99), quantile(&crowd, 0.999));
    return 0;
}
