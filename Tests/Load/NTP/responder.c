// SPDX-License-Identifier: Apache-2.0
// responder: as little of an NTP server as answers at all, by the kernel's sockets: receives in batches, writes the reply
// over the request, sends in batches. No server that answers by sockets can do much better. With any word behind its name it
// does what a server has to whose stamps are to be true: it takes the kernel's of each arrival, and stamps and sends eight
// replies at a time.
#include <arpa/inet.h>
#include <err.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { BATCH = 64, CHUNK = 8, LENGTH = 48, ROOM = 4 << 20 };
static const uint64_t ERA = 2208988800;

static uint64_t ntp(const struct timespec *time) {
    return __builtin_bswap64((time->tv_sec + ERA) << 32 | ((uint64_t)time->tv_nsec << 32) / 1000000000);
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    return ntp(&time);
}

static void answer(uint8_t *packet, uint64_t received, uint64_t sent) {
    memcpy(packet + 24, packet + 40, 8);
    memset(packet, 0, 24);
    packet[0] = 4 << 3 | 4;
    packet[1] = 1;
    packet[3] = (uint8_t)-24;
    memcpy(packet + 12, "GNSS", 4);
    memcpy(packet + 16, &received, 8);
    memcpy(packet + 32, &received, 8);
    memcpy(packet + 40, &sent, 8);
}

/* Of the kernel's stamp of its coming; as NTP writes it. */
static uint64_t stamp(struct msghdr *header) {
    struct cmsghdr *control = CMSG_FIRSTHDR(header);
    if (!control || control->cmsg_type != SCM_TIMESTAMPNS) return now();
    struct timespec time;
    memcpy(&time, CMSG_DATA(control), sizeof time);
    return ntp(&time);
}

int main(int count, char **words) {
    (void)words;
    int is_stamped = count > 1, chunk = is_stamped ? CHUNK : BATCH;
    static uint8_t packets[BATCH][LENGTH];
    static struct sockaddr_in from[BATCH];
    static struct iovec vectors[BATCH];
    static union { struct cmsghdr header; uint8_t room[CMSG_SPACE(sizeof(struct timespec))]; } controls[BATCH];
    static struct mmsghdr headers[BATCH];
    struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(123)};
    int listener = socket(AF_INET, SOCK_DGRAM, 0), room = ROOM;
    if (listener < 0 || bind(listener, (struct sockaddr *)&own, sizeof own)) err(1, "port 123");
    if (setsockopt(listener, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof room)) err(1, "SO_RCVBUFFORCE");
    if (setsockopt(listener, SOL_SOCKET, SO_TIMESTAMPNS, &is_stamped, sizeof is_stamped)) err(1, "SO_TIMESTAMPNS");
    for (int index = 0; index < BATCH; index++) {
        vectors[index] = (struct iovec){packets[index], LENGTH};
        headers[index].msg_hdr = (struct msghdr){
            .msg_name = &from[index], .msg_namelen = sizeof *from, .msg_iov = &vectors[index], .msg_iovlen = 1};
    }
    for (;;) {
        for (int index = 0; is_stamped && index < BATCH; index++) {
            headers[index].msg_hdr.msg_control = &controls[index];
            headers[index].msg_hdr.msg_controllen = sizeof controls[index];
        }
        int got = recvmmsg(listener, headers, BATCH, MSG_WAITFORONE, NULL);
        uint64_t received = now();
        for (int first = 0; first < got; first += chunk) {
            int last = first + chunk < got ? first + chunk : got;
            uint64_t sent = now();
            for (int index = first; index < last; index++) {
                struct msghdr *header = &headers[index].msg_hdr;
                answer(packets[index], is_stamped ? stamp(header) : received, is_stamped ? sent : now());
                header->msg_control = NULL;
                header->msg_controllen = 0;
            }
            sendmmsg(listener, headers + first, (unsigned)(last - first), 0);
        }
    }
}
