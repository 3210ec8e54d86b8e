/* SPDX-License-Identifier: Apache-2.0 */
/* Clocks and pulses of the kernel: adjtime.c, phc.c, pps.c, ldisc.c, rtc.c. Here because _IOWR numbers and clock_adjtime
 * do not import into Swift, and struct timex differs between machines. A failure is -errno. Times are nanoseconds. */
#ifndef CLINUX_CLOCKS_H
#define CLINUX_CLOCKS_H

#include <stdint.h>

/* ---- adjtime.c: clock_adjtime (needs _GNU_SOURCE) and struct timex (adjtimex(2)) ---- */

/* Bits of modes and of status, as in <sys/timex.h>; adjtime.c asserts that they are. */
#define CLINUX_ADJ_FREQUENCY 0x0002
#define CLINUX_ADJ_MAXERROR 0x0004
#define CLINUX_ADJ_ESTERROR 0x0008
#define CLINUX_ADJ_STATUS 0x0010
#define CLINUX_ADJ_TAI 0x0080
#define CLINUX_ADJ_SETOFFSET 0x0100
#define CLINUX_ADJ_NANO 0x2000
#define CLINUX_ADJ_TICK 0x4000
#define CLINUX_STA_PLL 0x0001
#define CLINUX_STA_INS 0x0010
#define CLINUX_STA_DEL 0x0020
#define CLINUX_STA_UNSYNC 0x0040
#define CLINUX_CLOCK_REALTIME 0
#define CLINUX_CLOCK_TAI 11

typedef struct {
    uint32_t modes;
    int32_t status;
    int64_t frequency;    /* 2^-16 ppm: 65536 is 1 ppm, positive runs faster */
    int64_t max_error_us;
    int64_t est_error_us;
    int64_t tick_us;      /* length of a tick of USER_HZ, 10000 when nobody changed it */
    int64_t step_seconds; /* ADJ_SETOFFSET only, the sign of both is in the seconds */
    int64_t step_nanoseconds; /* 0 ... 999999999 */
    int32_t tai;          /* TAI - UTC in seconds */
} clinux_timex;

/* Writes what modes says and reads the rest back. modes = 0 only reads. Returns the clock's state (TIME_OK ...). */
int clinux_clock_adjust(int32_t clock, clinux_timex *adjustment);
/* CLOCK_REALTIME and CLOCK_TAI between two readings of CLOCK_MONOTONIC. */
void clinux_system_clocks(int64_t *before, int64_t *realtime, int64_t *tai, int64_t *after);

/* ---- phc.c: <linux/ptp_clock.h> ---- */

typedef struct {
    int32_t max_adjust_ppb;
    int32_t extts_channels;
    int32_t pins;
    int32_t has_cross_stamps;
} clinux_phc_caps;

/* A reading of the PHC between two of CLOCK_REALTIME. */
typedef struct {
    int64_t before;
    int64_t phc;
    int64_t after;
} clinux_phc_reading;

int clinux_phc_open(const char *path);
/* Which PHC stamps an interface's packets, as its driver says (ETHTOOL_GET_TS_INFO); -errno where none does. */
int clinux_phc_of_interface(const char *interface);
/* The clock id of an open PHC, for clock_gettime and clock_adjtime. */
int32_t clinux_phc_clock(int fd);
int clinux_phc_capabilities(int fd, clinux_phc_caps *caps);
/* Up to 25 readings each; returns how many. -EOPNOTSUPP or -ENOTTY where the driver does not offer it. */
int clinux_phc_precise(int fd, clinux_phc_reading *readings);
int clinux_phc_extended(int fd, int count, clinux_phc_reading *readings);
int clinux_phc_basic(int fd, int count, clinux_phc_reading *readings);
/* Gives a pin the function of stamping this channel's edges. */
int clinux_phc_pin_stamps(int fd, uint32_t pin, uint32_t channel);
/* Asks for stamps of edges, strictly (the request fails where the driver would do something else) or not; none: stops. */
int clinux_phc_stamps(int fd, uint32_t channel, int rising, int falling, int is_strict);
/* The next stamp without waiting: 1, 0 where none is there, -errno. */
int clinux_phc_next_stamp(int fd, int64_t *nanoseconds, uint32_t *channel);

/* ---- pps.c: <linux/pps.h>, the kernel's side of RFC 2783 ---- */

#define CLINUX_PPS_ASSERT 0x01
#define CLINUX_PPS_CLEAR 0x02

typedef struct {
    uint32_t assert_sequence;
    uint32_t clear_sequence;
    int64_t assert_ns; /* CLOCK_REALTIME */
    int64_t clear_ns;
} clinux_pps_info;

int clinux_pps_open(const char *path);
/* Which edges the device can capture. */
int clinux_pps_capabilities(int fd);
/* Which edges it captures now. */
int clinux_pps_captured(int fd);
/* Makes it capture these edges, without offsets. -EPERM without CAP_SYS_TIME. */
int clinux_pps_capture(int fd, int edges);
/* The last stamps; with a timeout above zero, after waiting for a further one. -ETIMEDOUT where none came. */
int clinux_pps_fetch(int fd, int64_t timeout_ns, clinux_pps_info *info);
/* Whether the path still leads to the device that is open as fd. */
int clinux_is_same_node(int fd, const char *path);
/* A pair of sockets that keep the bounds of what is sent, not blocking: ends[0] is read, ends[1] written. */
int clinux_pair(int ends[2]);

/* ---- ldisc.c: TIOCSETD with N_PPS of <linux/tty.h> ---- */

/* Opens a terminal and makes its DCD line a PPS device for as long as it stays open. Returns the descriptor. */
int clinux_pps_line(const char *path);

/* ---- rtc.c: <linux/rtc.h> ---- */

typedef struct {
    int32_t year, month, day, hour, minute, second; /* the year in full, month and day from 1 */
} clinux_rtc_face;

int clinux_rtc_open(const char *path);
int clinux_rtc_read(int fd, clinux_rtc_face *face);
int clinux_rtc_set(int fd, const clinux_rtc_face *face);

#endif
