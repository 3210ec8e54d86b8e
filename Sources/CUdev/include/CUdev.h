/* SPDX-License-Identifier: Apache-2.0 */
/* Devices as udev tells of them, by libudev.
 *
 * The library is opened at run time (dlopen): its functions and their types have not changed since libudev.so.1 began
 * (2012), so they are declared here and no header is needed; where libudev.h is there, the compiler compares. A machine
 * without the library builds and runs this too. This shim ends when all that we run on has libudev.
 * Nothing here decides anything: a failure is -errno. One thread at a time. */
#ifndef CUDEV_H
#define CUDEV_H

/* 0, or -ELIBACC where the library is not installed. */
int cudev_available(void);

typedef struct cudev cudev;

/* One device. Texts are NULL where there is none, and hold until the next call on the same cudev. */
typedef struct {
    const char *action;    /* "add", "remove", "change", ...; NULL for what is found by looking */
    const char *subsystem; /* "tty" */
    const char *path;      /* in sysfs; its name for as long as it lives */
    const char *name;      /* "ttyACM0" */
    const char *node;      /* "/dev/ttyACM0" */
    const char *links;     /* "/dev/gnss0 /dev/serial/by-id/...", separated by spaces */
    const char *vendor, *product, *serial; /* of the USB device: "1546", "01a9" */
    const char *maker, *model;             /* in words */
    const char *id_path;   /* udev's name for the place it is plugged in; only where its daemon runs */
    const char *port;      /* the parent's name: "1-1.2:1.0", "fe201000.serial" */
    const char *parent;    /* the parent's path in sysfs */
    const char *label;     /* pps: "name"; ptp: "clock_name" */
    const char *type;      /* tty: the UART's kind; "0" is a port without hardware */
} cudev_info;

/* Starts to listen for changes in these subsystems ("tty pps": at most 8, separated by spaces). Those told by udev's daemon come after its rules were applied; where
 * none runs, the kernel's own are heard. */
int cudev_open(const char *subsystems, cudev **made);
void cudev_close(cudev *udev);
/* What to poll for changes. */
int cudev_descriptor(const cudev *udev);
/* Whether udev's daemon is the one that tells. */
int cudev_has_daemon(const cudev *udev);

/* Looks at all that is there; then each is taken by cudev_found: 1, or 0 after the last. */
int cudev_look(cudev *udev);
int cudev_found(cudev *udev, cudev_info *info);
/* The next change: 1, or 0 where none waits. -ENOBUFS: some were lost, look again. */
int cudev_changed(cudev *udev, cudev_info *info);

#endif
