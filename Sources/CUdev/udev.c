/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CUdev.h"
#include "library.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define api cudev_functions

enum { SUBSYSTEMS = 8 };

struct cudev {
    struct udev *library;
    struct udev_monitor *monitor;
    struct udev_enumerate *list;
    struct udev_list_entry *next;
    struct udev_device *shown; /* whose texts the caller may hold */
    char *names, *subsystems[SUBSYSTEMS]; /* the latter point into the former */
    int count, has_daemon;
};

static int listen_to(struct cudev *udev, const char *source) {
    udev->monitor = api.monitor_new_from_netlink(udev->library, source);
    if (!udev->monitor) return errno ? -errno : -EIO;
    for (int i = 0; i < udev->count; i++) {
        int result = api.monitor_filter_add_match_subsystem_devtype(udev->monitor, udev->subsystems[i], NULL);
        if (result < 0) return result;
    }
    int result = api.monitor_enable_receiving(udev->monitor);
    return result < 0 ? result : 0;
}

static int split(struct cudev *udev, const char *subsystems) {
    udev->names = strdup(subsystems);
    if (!udev->names) return -ENOMEM;
    char *rest = NULL;
    for (char *name = strtok_r(udev->names, " ", &rest); name; name = strtok_r(NULL, " ", &rest)) {
        if (udev->count == SUBSYSTEMS) return -E2BIG;
        udev->subsystems[udev->count++] = name;
    }
    return udev->count ? 0 : -EINVAL;
}

int cudev_open(const char *subsystems, cudev **made) {
    int result = cudev_available();
    if (result) return result;
    struct cudev *udev = calloc(1, sizeof *udev);
    if (!udev) return -ENOMEM;
    udev->library = api.new();
    result = udev->library ? split(udev, subsystems) : -ENOMEM;
    udev->has_daemon = access("/run/udev/control", F_OK) == 0;
    if (!result) result = listen_to(udev, udev->has_daemon ? "udev" : "kernel");
    if (result) {
        cudev_close(udev);
        return result;
    }
    *made = udev;
    return 0;
}

void cudev_close(cudev *udev) {
    if (udev->shown) api.device_unref(udev->shown);
    if (udev->list) api.enumerate_unref(udev->list);
    if (udev->monitor) api.monitor_unref(udev->monitor);
    if (udev->library) api.unref(udev->library);
    free(udev->names);
    free(udev);
}

int cudev_descriptor(const cudev *udev) { return api.monitor_get_fd(udev->monitor); }

int cudev_has_daemon(const cudev *udev) { return udev->has_daemon; }

int cudev_look(cudev *udev) {
    if (udev->list) api.enumerate_unref(udev->list);
    udev->next = NULL;
    udev->list = api.enumerate_new(udev->library);
    if (!udev->list) return -ENOMEM;
    for (int i = 0; i < udev->count; i++) {
        int result = api.enumerate_add_match_subsystem(udev->list, udev->subsystems[i]);
        if (result < 0) return result;
    }
    int result = api.enumerate_scan_devices(udev->list);
    if (result < 0) return result;
    udev->next = api.enumerate_get_list_entry(udev->list);
    return 0;
}

/* The device's own parent; for USB the interface that it is, and the device whose numbers name it. */
static void describe_parents(struct udev_device *device, cudev_info *info) {
    struct udev_device *parent = api.device_get_parent(device);
    if (!parent) return;
    info->parent = api.device_get_syspath(parent);
    struct udev_device *interface = api.device_get_parent_with_subsystem_devtype(device, "usb", "usb_interface");
    info->port = api.device_get_sysname(interface ? interface : parent);
    struct udev_device *usb = api.device_get_parent_with_subsystem_devtype(device, "usb", "usb_device");
    if (!usb) return;
    info->vendor = api.device_get_sysattr_value(usb, "idVendor");
    info->product = api.device_get_sysattr_value(usb, "idProduct");
    info->serial = api.device_get_sysattr_value(usb, "serial");
    info->maker = api.device_get_sysattr_value(usb, "manufacturer");
    info->model = api.device_get_sysattr_value(usb, "product");
}

static void describe(struct udev_device *device, cudev_info *info) {
    *info = (cudev_info){
        .action = api.device_get_action(device),
        .subsystem = api.device_get_subsystem(device),
        .path = api.device_get_syspath(device),
        .name = api.device_get_sysname(device),
        .node = api.device_get_devnode(device),
        .links = api.device_get_property_value(device, "DEVLINKS"),
        .id_path = api.device_get_property_value(device, "ID_PATH"),
        .type = api.device_get_sysattr_value(device, "type"),
    };
    int is_clock = info->subsystem && strcmp(info->subsystem, "ptp") == 0;
    info->label = api.device_get_sysattr_value(device, is_clock ? "clock_name" : "name");
    describe_parents(device, info);
}

static int show(cudev *udev, struct udev_device *device, cudev_info *info) {
    if (udev->shown) api.device_unref(udev->shown);
    udev->shown = device;
    describe(device, info);
    return 1;
}

int cudev_found(cudev *udev, cudev_info *info) {
    while (udev->next) {
        const char *path = api.list_entry_get_name(udev->next);
        udev->next = api.list_entry_get_next(udev->next);
        struct udev_device *device = api.device_new_from_syspath(udev->library, path);
        if (device) return show(udev, device, info); /* else it has gone meanwhile */
    }
    return 0;
}

int cudev_changed(cudev *udev, cudev_info *info) {
    struct pollfd wait = {cudev_descriptor(udev), POLLIN, 0};
    /* libudev passes over what its filter refuses and what was forged, and then has no device to give. */
    for (int tries = 0; tries < 64 && poll(&wait, 1, 0) > 0; tries++) {
        errno = 0;
        struct udev_device *device = api.monitor_receive_device(udev->monitor);
        if (device) return show(udev, device, info);
        if (errno == ENOBUFS) return -ENOBUFS;
    }
    return 0;
}
