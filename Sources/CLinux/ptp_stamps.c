/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinuxPTP.h"
#include "ptp_slots.h"

#include <errno.h>
#include <linux/net_tstamp.h>
#include <poll.h>
#include <time.h>

/* Stamps of sending that are read at once. */
#define STAMP_BATCH 32


static int read_errors(int fd, struct mmsghdr *headers, struct control *controls, int count) {
    for (int i = 0; i < count; i++)
        headers[i].msg_hdr =
            (struct msghdr){.msg_control = controls[i].bytes, .msg_controllen = sizeof controls[i].bytes};
    int taken = recvmmsg(fd, headers, (unsigned)count, MSG_ERRQUEUE | MSG_DONTWAIT, NULL);
    if (taken < 0) return errno == EAGAIN || errno == EINTR ? 0 : -errno;
    return taken;
}

int clinux_ptp_sent_stamps(int fd, int stamps, clinux_ptp_sent *sent, int room, int *taken) {
    struct mmsghdr headers[STAMP_BATCH];
    struct control controls[STAMP_BATCH];
    *taken = read_errors(fd, headers, controls, room < STAMP_BATCH ? room : STAMP_BATCH);
    int count = 0;
    for (int i = 0; i < *taken; i++) {
        clinux_ptp_control told;
        clinux_ptp_read_control(headers[i].msg_hdr.msg_control, headers[i].msg_hdr.msg_controllen, &told);
        int64_t stamp = stamps == CLINUX_STAMP_HARDWARE ? told.hardware_ns : told.software_ns;
        if (told.has_key && stamp != INT64_MIN) sent[count++] = (clinux_ptp_sent){stamp, told.key};
    }
    return *taken < 0 ? *taken : count;
}

int clinux_stamps_begin(int fd, int by_card, int always) {
    int common = SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;
    if (by_card)
        common |= SOF_TIMESTAMPING_RX_HARDWARE | SOF_TIMESTAMPING_RAW_HARDWARE | SOF_TIMESTAMPING_OPT_PKTINFO |
                  SOF_TIMESTAMPING_OPT_TX_SWHW;
    int keyed = common | SOF_TIMESTAMPING_OPT_ID | SOF_TIMESTAMPING_OPT_TSONLY;
    if (always) keyed |= SOF_TIMESTAMPING_TX_SOFTWARE | (by_card ? SOF_TIMESTAMPING_TX_HARDWARE : 0);
    /* The key begins anew when it is switched on. */
    if (setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPING, &common, sizeof common)) return -errno;
    return setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPING, &keyed, sizeof keyed) ? -errno : 0;
}

int clinux_stamps_sent(int fd, clinux_sent *sent, int room, int *taken) {
    struct mmsghdr headers[STAMP_BATCH];
    struct control controls[STAMP_BATCH];
    *taken = read_errors(fd, headers, controls, room < STAMP_BATCH ? room : STAMP_BATCH);
    int count = 0;
    for (int i = 0; i < *taken; i++) {
        clinux_ptp_control told;
        clinux_ptp_read_control(headers[i].msg_hdr.msg_control, headers[i].msg_hdr.msg_controllen, &told);
        if (told.has_key) sent[count++] = (clinux_sent){told.software_ns, told.hardware_ns, told.key};
    }
    return *taken < 0 ? *taken : count;
}

int clinux_ptp_wait(int first, int second, int third, int64_t timeout_ns) {
    /* A waiting error queue is told by POLLERR, which needs no asking. */
    struct pollfd waits[3] = {{first, POLLIN, 0}, {second, POLLIN, 0}, {third, POLLIN, 0}};
    struct timespec timeout = {timeout_ns / 1000000000, timeout_ns % 1000000000};
    int ready = ppoll(waits, 3, timeout_ns < 0 ? NULL : &timeout, NULL);
    return ready >= 0 ? ready : errno == EINTR ? 0 : -errno;
}
