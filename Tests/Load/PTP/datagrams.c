// SPDX-License-Identifier: Apache-2.0
// datagrams FIRST CLIENTS: what the kernel takes for a datagram of Sync's length to each of so many addresses in turn, sent
// in batches and with nothing else done: prints microseconds of processor time each. No program that sends by the kernel's
// sockets can do with less.
#include <arpa/inet.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>

enum { BATCH = 64, TOTAL = 400000, LENGTH = 44 };

static double processor(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

int main(int count, char **words) {
    struct in_addr first;
    if (count != 3 || !inet_aton(words[1], &first)) errx(2, "usage: datagrams FIRST CLIENTS");
    unsigned clients = atoi(words[2]);
    int sender = socket(AF_INET, SOCK_DGRAM, 0);
    if (sender < 0) err(1, "socket");
    static char octets[LENGTH];
    static struct sockaddr_in to[BATCH];
    static struct mmsghdr headers[BATCH];
    struct iovec vector = {octets, LENGTH};
    for (unsigned index = 0; index < BATCH; index++)
        headers[index].msg_hdr = (struct msghdr){
            .msg_name = &to[index], .msg_namelen = sizeof *to, .msg_iov = &vector, .msg_iovlen = 1};

    double before = processor();
    for (unsigned sent = 0; sent < TOTAL; sent += BATCH) {
        for (unsigned index = 0; index < BATCH; index++)
            to[index] = (struct sockaddr_in){
                .sin_family = AF_INET, .sin_port = htons(320),
                .sin_addr.s_addr = htonl(ntohl(first.s_addr) + (sent + index) % clients)};
        if (sendmmsg(sender, headers, BATCH, 0) != BATCH) err(1, "sendmmsg");
    }
    printf("%.3f\n", (processor() - before) / TOTAL * 1e6);
    return 0;
}
