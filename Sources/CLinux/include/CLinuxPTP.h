/* SPDX-License-Identifier: Apache-2.0 */
/* What PTP's sockets need: ptp_interface.c, ptp_socket.c, ptp_control.c, ptp_receive.c, ptp_send.c, ptp_stamps.c,
 * ptp_hardware.c, ptp_local.c, ptp_inquiry.c. Here because struct mmsghdr, CMSG_*, sockaddr_ll, ifreq and the numbers of SO_TIMESTAMPING do not import into Swift. A failure
 * is -errno. Times are nanoseconds. */
#ifndef CLINUX_PTP_H
#define CLINUX_PTP_H

#include <stddef.h>
#include <stdint.h>

/* ---- ptp_interface.c: struct ifreq, getifaddrs ---- */

enum { CLINUX_LINK_UP = 1, CLINUX_LINK_RUNNING = 2, CLINUX_LINK_LOOPBACK = 4 };

typedef struct {
    uint32_t index;
    uint32_t flags; /* CLINUX_LINK_... */
    uint64_t mac;   /* the first octet most significant; 0 where it has none of six octets */
} clinux_interface;

int clinux_interface_find(const char *name, clinux_interface *found);
/* The same by a socket that is open, in whose network it is looked for. */
int clinux_interface_look(int fd, const char *name, clinux_interface *found);
/* Its addresses as IPv6 writes them, 16 octets each; returns how many there are, at most room of them told. */
int clinux_interface_addresses(const char *name, uint8_t *octets, int room);

/* ---- ptp_socket.c: options, groups and filters of PTP's sockets ---- */

enum { CLINUX_PTP_UDP4 = 0, CLINUX_PTP_UDP6 = 1, CLINUX_PTP_ETHERNET = 2 };
enum { CLINUX_STAMP_SOFTWARE = 0, CLINUX_STAMP_HARDWARE = 1 };

typedef struct {
    uint32_t index;
    int32_t transport;  /* CLINUX_PTP_... */
    int32_t is_limited; /* UDP: only what is sent to `local` is heard, no group */
    uint8_t local[16];
    uint16_t port;
    uint8_t multicast_hops, unicast_hops;
    uint8_t dscp;          /* 0...63 */
    int8_t priority;       /* SO_PRIORITY; negative: what follows from dscp */
    uint8_t is_event;      /* whether stamps of sending and arrival are wanted */
    uint8_t stamps;        /* CLINUX_STAMP_... */
    int32_t virtual_clock; /* the PHC number of a virtual clock on the card that stamps are told in; negative: none */
    int32_t receive_buffer, send_buffer;
} clinux_ptp_options;

/* Opens a socket bound to the interface. */
int clinux_ptp_open(const char *interface, const clinux_ptp_options *options);
/* Joins a group, as IPv6 writes it, or a MAC address in the first six octets. */
int clinux_ptp_join(int fd, const clinux_ptp_options *options, const uint8_t group[16]);
/* Asks for stamps, and makes the keys of what is sent from now on begin with 0. */
int clinux_ptp_begin_keys(int fd, int stamps, int virtual_clock);

/* ---- ptp_control.c: what the kernel tells beside a message ---- */

typedef struct {
    int64_t software_ns; /* CLOCK_REALTIME since 1970; INT64_MIN: none */
    int64_t hardware_ns; /* the card's clock; INT64_MIN: none */
    uint32_t card;       /* the interface that has that card, by its number; 0: not told */
    uint32_t frame;      /* octets of the frame that came without its check sequence; 0: not told */
    uint8_t asked[16];   /* the address it was sent to, as IPv6 writes it */
    uint8_t source[16];  /* the address an answer leaves from */
    int32_t has_asked, has_source;
    int32_t has_key; /* it is a stamp of sending */
    uint32_t key;
} clinux_ptp_control;

void clinux_ptp_read_control(const void *control, size_t length, clinux_ptp_control *told);

/* ---- ptp_receive.c: messages in, many to a call ---- */

typedef struct {
    int64_t stamp_ns; /* of the kind that was asked for; INT64_MIN: none */
    uint8_t source[16], asked[16];
    uint32_t scope;
    int32_t count;
    uint8_t is_truncated, is_group, has_asked;
} clinux_ptp_arrival;

typedef struct clinux_ptp_inbox clinux_ptp_inbox;
clinux_ptp_inbox *clinux_ptp_inbox_create(int capacity, int room, int transport, int stamps);
void clinux_ptp_inbox_destroy(clinux_ptp_inbox *inbox);
/* Takes what is there, without waiting, into the places from first up to last. Returns how many. */
int clinux_ptp_receive(clinux_ptp_inbox *inbox, int fd, int first, int last, clinux_ptp_arrival *arrivals);
const uint8_t *clinux_ptp_inbox_message(const clinux_ptp_inbox *inbox, int index);

/* ---- ptp_send.c: messages out, many to a call ---- */

typedef struct {
    uint8_t destination[16];
    uint8_t source[16]; /* the address to leave from, where has_source */
    uint32_t scope;
    int32_t count;
    uint16_t port;
    uint8_t has_source, wants_stamp;
    uint8_t trailer; /* zeros after the message, where there is room */
} clinux_ptp_parcel;

typedef struct clinux_ptp_outbox clinux_ptp_outbox;
clinux_ptp_outbox *clinux_ptp_outbox_create(int capacity, int room, int transport, int stamps, uint32_t index);
void clinux_ptp_outbox_destroy(clinux_ptp_outbox *outbox);
uint8_t *clinux_ptp_outbox_message(clinux_ptp_outbox *outbox, int index);
/* Where the message at index goes and how long it is; short Ethernet frames are filled up with zeros. */
void clinux_ptp_outbox_address(clinux_ptp_outbox *outbox, int index, const clinux_ptp_parcel *parcel);
/* Sends from first up to last, without waiting. Returns how many were taken. */
int clinux_ptp_send(clinux_ptp_outbox *outbox, int fd, int first, int last);

/* ---- ptp_stamps.c: stamps of sending, and waiting for whatever comes ---- */

typedef struct {
    int64_t stamp_ns;
    uint32_t key;
} clinux_ptp_sent;

/* Takes stamps of the wanted kind from the error queue, without waiting; *taken says how many entries were there.
 * Returns how many stamps. */
int clinux_ptp_sent_stamps(int fd, int stamps, clinux_ptp_sent *sent, int room, int *taken);

/* A stamp of sending, by the kernel or by the card; INT64_MIN: not that one. Where both are wanted they come one by one. */
typedef struct {
    int64_t software_ns, hardware_ns;
    uint32_t key;
} clinux_sent;

/* Asks for stamps by the kernel and, where by_card is set, by cards that give any, with which card it was (Linux 4.13);
 * makes the keys of what is sent from now on begin with 0. `always`: all that is sent is stamped, not only what says so. */
int clinux_stamps_begin(int fd, int by_card, int always);
/* As clinux_ptp_sent_stamps, of both kinds. */
int clinux_stamps_sent(int fd, clinux_sent *sent, int room, int *taken);

/* Waits until one of the descriptors (negative ones are skipped) has a message or a stamp. 0 on timeout. */
int clinux_ptp_wait(int first, int second, int third, int64_t timeout_ns);

/* ---- ptp_hardware.c: SIOCSHWTSTAMP, ETHTOOL_GET_TS_INFO ---- */

typedef struct {
    int32_t phc; /* negative: none */
    uint8_t can_software, can_hardware, can_one_step;
    uint8_t can_send; /* the card stamps what leaves */
    uint32_t filters; /* a bit for each HWTSTAMP_FILTER_... */
} clinux_ptp_ability;

int clinux_ptp_ability_of(const char *interface, clinux_ptp_ability *ability);
/* Whether one of these filters has all event messages of a transport stamped. */
int clinux_ptp_filters_suit(uint32_t filters, int transport);
/* Makes the card stamp what PTP sends and hears by this transport; what it does already is left. */
int clinux_ptp_hardware_on(const char *interface, int transport, int is_one_step);
/* Whether one of these filters has whatever NTP hears stamped. */
int clinux_card_filters_suit(uint32_t filters);
/* Makes the card stamp all that it sends and, where one of its filters passes that, all that NTP hears; what PTP has asked
 * for stays as it is. Returns the filter in force (HWTSTAMP_FILTER_...), or -errno. */
int clinux_card_on(const char *interface, uint32_t filters);

/* ---- ptp_local.c: datagrams between programs of one host (unix(7)) ---- */

typedef struct clinux_local clinux_local;
/* Binds to a path with this mode. A file that a program which is gone left there is taken away. NULL: *fault is -errno. */
clinux_local *clinux_local_open(const char *path, uint32_t mode, int *fault);
/* Closes it and takes its file away, if that is still its own. */
void clinux_local_close(clinux_local *local);
int clinux_local_descriptor(const clinux_local *local);
/* Takes the next datagram without waiting and remembers who sent it: its octets, -EAGAIN where none is there. */
int clinux_local_receive(clinux_local *local, uint8_t *octets, size_t room);
/* Sends to who was heard last, without waiting. */
int clinux_local_answer(const clinux_local *local, const uint8_t *octets, size_t count);

/* ---- ptp_inquiry.c: management asked beside whoever serves PTP on this host ---- */

/* Opens a raw socket of a transport, CLINUX_PTP_...: of one interface, or where its index is 0 of all (not over Ethernet).
 * Answers to a group are heard once it is joined (clinux_ptp_join). */
int clinux_ptp_inquiry_open(const char *interface, uint32_t index, int transport);
/* Sends from and to the port of general messages. */
int clinux_ptp_inquiry_send(
    int fd, int transport, uint32_t index, const uint8_t to[16], const uint8_t *octets, size_t count);
/* Takes the next management message without waiting: its octets, 0 for one that is passed over, -EAGAIN where there is
 * none. */
int clinux_ptp_inquiry_receive(int fd, int transport, uint8_t source[16], uint8_t *octets, size_t room);

#endif
