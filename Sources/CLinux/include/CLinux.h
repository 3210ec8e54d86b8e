/* SPDX-License-Identifier: Apache-2.0 */
/* The C that Swift cannot import by itself. Each function says why it is here; each ends when Swift's Glibc module
 * exports what it wraps. Nothing here decides anything: results are the system call's, a failure is -errno.
 * _GNU_SOURCE is defined in the .c files only: in this header it would change what Glibc's own module means. */
#ifndef CLINUX_H
#define CLINUX_H

#include <stddef.h>
#include <stdint.h>

#include "CLinuxClocks.h"
#include "CLinuxPTP.h"

/* ---- datagram.c: struct mmsghdr and recvmmsg need _GNU_SOURCE, CMSG_* are macros ---- */

/* An address as IPv6 writes it; IPv4 in its mapped form. */
typedef struct {
    uint8_t octets[16];
    uint32_t scope;
    uint16_t port;
} clinux_endpoint;

typedef struct {
    clinux_endpoint source;
    int64_t realtime_ns; /* the kernel's stamp, CLOCK_REALTIME since 1970; INT64_MIN where there is none */
    int64_t card_ns;     /* the network card's, by its own clock; INT64_MIN where there is none */
    uint32_t card;       /* that card's interface, by its number; 0: not known */
    uint32_t frame;      /* octets of the frame without its check sequence; 0: not known */
    int32_t count;
    int32_t truncated;
    clinux_endpoint asked; /* where the socket listens at several addresses: which one, without its port; else zero */
} clinux_arrival;

/* Joins a multicast group at every interface that is up and can, or leaves it there. Returns at how many addresses of
 * theirs, or an error where it could not at any. */
int clinux_udp_join(int fd, const clinux_endpoint *group, int leaves);

/* Opens, binds and prepares a UDP socket: kernel receive stamps, the receive buffer's size, a receive timeout, and
 * SO_REUSEPORT where the address is to be shared with further sockets. Returns the descriptor. */
int clinux_udp_open(const clinux_endpoint *local, int is_v6, int is_shared, int receive_buffer, int64_t timeout_ns);
/* What it was bound to, with the port that the kernel chose. */
int clinux_udp_local(int fd, clinux_endpoint *local);
/* How many datagrams the kernel threw away at this socket since it was opened, modulo 2^32; negative: an error number. */
int64_t clinux_udp_drops(int fd);
/* Octets that wait in the kernel at this socket, by its own reckoning, and how many may. */
int clinux_udp_fill(int fd, uint32_t *taken, uint32_t *room);
/* From now on the kernel drops what comes to the socket, but for these networks (the first 64 bits of an IPv6 address;
 * 32 ones and an IPv4 one), at most CLINUX_SIEVE_MOST of them, and of the others a share of 2^32 by chance. A share of
 * UINT32_MAX ends it. The secret makes it impossible to foresee which others are mistaken for known ones. */
enum { CLINUX_SIEVE_MOST = 2048 };
int clinux_udp_sieve(int fd, const uint64_t *networks, int count, uint32_t share, uint64_t secret);

/* The buffers, headers and addresses of one batch, in one allocation; mmsghdr is opaque to Swift. */
typedef struct clinux_batch clinux_batch;
clinux_batch *clinux_batch_create(int capacity, int buffer_size, int replies_from_asked_address);
void clinux_batch_destroy(clinux_batch *batch);
/* Waits for the first datagram (at most the socket's timeout) and takes those that are there. Returns how many. */
int clinux_batch_receive(clinux_batch *batch, int fd, clinux_arrival *arrivals);
uint8_t *clinux_batch_buffer(clinux_batch *batch, int index);
void clinux_batch_set_reply(clinux_batch *batch, int index, int count);
/* To be told when the reply leaves (clinux_stamps_sent); once a reply, before it is sent. Linux 4.7. */
void clinux_batch_want_stamp(clinux_batch *batch, int index);
/* Looks which local addresses there are now: with a single one besides loopback, replies over IPv4 need not name it. */
int clinux_batch_look_at_addresses(clinux_batch *batch, int fd);
/* Sends the marked replies of first ..< last. Returns how many were taken. *is_out_of_step is set where one was not of
 * which the stamp was wanted: whether the kernel has counted it is not known. */
int clinux_batch_send(clinux_batch *batch, int fd, int first, int last, int *is_out_of_step);
/* From now on stamps of sending are given where they are wanted; their count begins with 0, each time. 0 or -errno. */
int clinux_udp_begin_stamps(int fd, int by_card);
/* No more; arrivals are stamped by the kernel as before. */
void clinux_udp_end_stamps(int fd);
/* Whether cards are asked for these stamps beside the kernel. */
void clinux_batch_stamp_by_card(clinux_batch *batch, int by_card);
/* Sends one datagram, from that local address or, where its octets are zero, from the socket's own. Does not wait. */
int clinux_udp_send(
    int fd, const clinux_endpoint *to, const clinux_endpoint *from, const uint8_t *octets, size_t count);

/* Sends one datagram to a network's broadcast address or a multicast group. */
int clinux_udp_broadcast(int fd, const clinux_endpoint *to, const uint8_t *octets, size_t count);
/* Another descriptor of the same socket. */
int clinux_duplicate(int fd);

/* ---- stream.c: TCP, without waiting ---- */

/* Opens and binds a socket that listens; returns the descriptor. An IPv6 address is never IPv4's too. */
int clinux_stream_listen(const clinux_endpoint *local, int backlog);
int clinux_stream_local(int fd, clinux_endpoint *local);
/* Takes a connection that waits; returns its descriptor, -EAGAIN where there is none. */
int clinux_stream_accept(int fd, clinux_endpoint *from);
/* Begins to connect; returns the descriptor, which can be written to once it is connected. */
int clinux_stream_connect(const clinux_endpoint *to);
/* Why there is no connection, an errno; 0: there is one, or it still comes. Told once. */
int clinux_stream_fault(int fd);
/* How many; 0: the other side has ended; -EAGAIN: nothing is there. */
int clinux_stream_receive(int fd, uint8_t *octets, size_t count);
int clinux_stream_send(int fd, const uint8_t *octets, size_t count);
/* Nothing more is sent. */
int clinux_stream_end(int fd);

enum { CLINUX_MOST_STREAMS = 256 };
typedef struct {
    int fd;
    int reads, writes; /* what is waited for */
    int is_ready;      /* it can be done, or there is a fault to be found by trying */
} clinux_stream_wish;
/* Waits for any of these, or so long; returns how many are ready. */
int clinux_stream_wait(clinux_stream_wish *wishes, int count, int milliseconds);
/* ---- client.c: recvmsg's control messages are macros ---- */

/* Opens a UDP socket to one server, at a port that the kernel draws, with stamps of what comes and, where `departures` is
 * set, of what leaves: the kernel's, and where by_card is set those of cards that give any. A descriptor or -errno. */
int clinux_client_open(const clinux_endpoint *server, int by_card, int departures);
/* Does not wait; 0 or -errno. */
int clinux_client_send(int fd, const uint8_t *octets, size_t count);
/* Takes one datagram without waiting: its octets, cut off where there is no room, and what is told of its coming. How many octets, or
 * -errno. */
int clinux_client_receive(int fd, uint8_t *octets, size_t room, clinux_ptp_control *told);
/* Waits until one of at most 32 can be read, or the time is over. How many can, or -errno. Negative ones are skipped. */
int clinux_wait_any(const int *fds, int count, int64_t timeout_ns);

/* ---- clock.c: reading two clocks close together, without Swift's overlay of timespec ---- */

int64_t clinux_monotonic_ns(void);
/* CLOCK_REALTIME between two readings of CLOCK_MONOTONIC. */
void clinux_paired_clocks(int64_t *before, int64_t *realtime, int64_t *after);

/* ---- spawn.c: closing what the child is not to inherit (closefrom_np) needs _GNU_SOURCE ---- */

/* Starts a program in a process group of its own: no input, no environment but a path, no signal ignored or held, no
 * descriptor inherited. What it writes comes by `output`, which the caller closes. argv ends with NULL and begins with
 * an absolute path. Returns its number. */
int clinux_child_start(const char *const argv[], int *output);
/* Becomes another program, with this one's number, environment and standard descriptors, and no other. Returns only
 * where that fails. */
int clinux_become(const char *path, const char *const argv[]);

/* ---- serial.c: termios2 and its ioctl numbers are in <asm/termbits.h>, which conflicts with <termios.h> ---- */

/* Raw 8N1 at any speed, no flow control, no modem lines. -ENOTTY where it is no terminal. */
int clinux_serial_raw(int fd, uint32_t baud);
/* Another speed while it is open; what waits in either direction is thrown away. */
int clinux_serial_set_speed(int fd, uint32_t baud);
/* Nobody else is to use it. Shared: it may be opened again, by those who do not ask whether they may.
   -EBUSY where somebody has it already, -ENOTTY where it is no terminal. */
int clinux_serial_claim(int fd, int shared);
/* 1: it may not be opened again (except by root); 0: it may. */
int clinux_serial_is_exclusive(int fd);
/* Asks the driver to pass bytes on at once; -errno where it cannot. */
int clinux_serial_low_latency(int fd);
enum { CLINUX_SERIAL_UART = 0, CLINUX_SERIAL_USB = 1, CLINUX_SERIAL_PSEUDO = 2 };
/* One of these, by the device's number; -ENOTTY where it is no terminal. */
int clinux_serial_kind(int fd);
/* The speed in force, or -errno. */
int clinux_serial_speed(int fd);
/* pty.c: the master of a new pseudo-terminal, and its other end's path (posix_openpt and ptsname_r need _GNU_SOURCE). */
int clinux_pseudo_terminal(char *path, size_t size);

/* ---- wait.c: ppoll, eventfd and signalfd need _GNU_SOURCE or do not import ---- */

/* Opens for reading without blocking and without becoming anybody's controlling terminal. A FIFO is opened for
 * writing too, so that it never comes to an end when its writer goes. */
int clinux_open_input(const char *path);
int clinux_eventfd(void);
int clinux_eventfd_signal(int fd);
int clinux_eventfd_drain(int fd);
/* Waits until one of up to 4 descriptors can be read or has failed (negative ones are skipped). timeout_ns < 0: for
 * ever. Returns a bit for each descriptor, 0 on timeout. */
int clinux_wait_readable(const int *fds, int count, int64_t timeout_ns);
/* Blocks SIGTERM, SIGINT and SIGHUP in this thread and all it will create; returns a descriptor that tells of them. */
int clinux_signals_block(void);
/* The next signal's number, 0 where none waits. */
int clinux_signals_next(int fd);

/* ---- thread.c: pthread_setname_np needs _GNU_SOURCE; attributes with a scheduling class, in one place ---- */

typedef void (*clinux_thread_body)(void *context);
/* Starts a thread, SCHED_FIFO with this priority where fifo_priority > 0 and it is permitted, otherwise as its
 * creator. *is_fifo tells which. 0 or -errno. */
int clinux_thread_start(
    const char *name, int fifo_priority, clinux_thread_body body, void *context, uint64_t *handle, int *is_fifo);
int clinux_thread_join(uint64_t handle);
int clinux_thread_detach(uint64_t handle);

/* ---- memory.c: MCL_ONFAULT needs _GNU_SOURCE; malloc_trim is in no module map ---- */

/* Keeps in memory what is mapped now, each page once it has been touched. 0 or -errno. */
int clinux_lock_memory(void);
/* Gives what malloc keeps free back to the kernel. */
void clinux_give_memory_back(void);

/* ---- notify.c: sockaddr_un is filled by hand ---- */

/* Sends one datagram to a UNIX socket; a name that begins with @ is abstract. 0 or -errno. */
int clinux_notify(const char *path, const char *text);

/* ---- watchdog.c: the WDIOC_* numbers are macros ---- */

/* Sets the timeout; returns the one in force, or -errno. */
int clinux_watchdog_timeout(int fd, int seconds);
int clinux_watchdog_feed(int fd);
int clinux_watchdog_disarm(int fd);

/* ---- addresses.c: sockaddr's kinds are told apart by hand ---- */

typedef struct {
    char name[16];
    uint8_t octets[16]; /* as IPv6 writes it */
    uint8_t length;     /* of the network's prefix, of the address's own protocol */
} clinux_address;

/* Those of all interfaces; how many were told, or -errno. */
int clinux_addresses(clinux_address *told, int room);

/* ---- echo.c: ICMP's sockets; sockaddr's kinds ---- */

/* Opens a socket for echo requests to an address, as IPv6 writes it. A descriptor or -errno. */
int clinux_echo_open(const uint8_t address[16], uint32_t scope);
/* Sends a request; 0 or -errno. */
int clinux_echo_send(int fd, int is_v4, uint16_t sequence, int octets);
/* Waits for a reply to it until that many ms have passed; 1: there was one, 0: none, or -errno. */
int clinux_echo_receive(int fd, int is_v4, uint16_t sequence, int milliseconds);
/* Looks a name up; how many addresses were told, as IPv6 writes them, or the negative of what getaddrinfo(3) says. */
int clinux_look_up(const char *name, uint8_t *octets, int room);
const char *clinux_look_up_fault(int code);

/* ---- build.c: __DATE__ is a macro ---- */

/* The day this was compiled, as C writes it: "Nov 21 2026". */
const char *clinux_build_date(void);

#endif
