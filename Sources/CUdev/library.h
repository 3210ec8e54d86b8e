/* SPDX-License-Identifier: Apache-2.0 */
/* What is used of libudev. */
#ifndef CUDEV_LIBRARY_H
#define CUDEV_LIBRARY_H

#if !defined(CUDEV_WITHOUT) && __has_include(<libudev.h>)
#include <libudev.h> /* then a declaration below that does not agree fails to compile */
#endif

struct udev;
struct udev_device;
struct udev_enumerate;
struct udev_list_entry;
struct udev_monitor;

struct udev *udev_new(void);
struct udev *udev_unref(struct udev *);
struct udev_monitor *udev_monitor_new_from_netlink(struct udev *, const char *);
struct udev_monitor *udev_monitor_unref(struct udev_monitor *);
int udev_monitor_filter_add_match_subsystem_devtype(struct udev_monitor *, const char *, const char *);
int udev_monitor_enable_receiving(struct udev_monitor *);
int udev_monitor_get_fd(struct udev_monitor *);
struct udev_device *udev_monitor_receive_device(struct udev_monitor *);
struct udev_enumerate *udev_enumerate_new(struct udev *);
struct udev_enumerate *udev_enumerate_unref(struct udev_enumerate *);
int udev_enumerate_add_match_subsystem(struct udev_enumerate *, const char *);
int udev_enumerate_scan_devices(struct udev_enumerate *);
struct udev_list_entry *udev_enumerate_get_list_entry(struct udev_enumerate *);
struct udev_list_entry *udev_list_entry_get_next(struct udev_list_entry *);
const char *udev_list_entry_get_name(struct udev_list_entry *);
struct udev_device *udev_device_new_from_syspath(struct udev *, const char *);
struct udev_device *udev_device_unref(struct udev_device *);
struct udev_device *udev_device_get_parent(struct udev_device *);
struct udev_device *udev_device_get_parent_with_subsystem_devtype(struct udev_device *, const char *, const char *);
const char *udev_device_get_action(struct udev_device *);
const char *udev_device_get_subsystem(struct udev_device *);
const char *udev_device_get_syspath(struct udev_device *);
const char *udev_device_get_sysname(struct udev_device *);
const char *udev_device_get_devnode(struct udev_device *);
const char *udev_device_get_property_value(struct udev_device *, const char *);
const char *udev_device_get_sysattr_value(struct udev_device *, const char *);

#define CUDEV_FUNCTIONS(X)                                                                                            \
    X(new) X(unref) X(monitor_new_from_netlink) X(monitor_unref) X(monitor_filter_add_match_subsystem_devtype)        \
    X(monitor_enable_receiving) X(monitor_get_fd) X(monitor_receive_device) X(enumerate_new) X(enumerate_unref)       \
    X(enumerate_add_match_subsystem) X(enumerate_scan_devices) X(enumerate_get_list_entry) X(list_entry_get_next)     \
    X(list_entry_get_name) X(device_new_from_syspath) X(device_unref) X(device_get_parent)                            \
    X(device_get_parent_with_subsystem_devtype) X(device_get_action) X(device_get_subsystem) X(device_get_syspath)    \
    X(device_get_sysname) X(device_get_devnode) X(device_get_property_value) X(device_get_sysattr_value)

struct cudev_functions {
#define CUDEV_MEMBER(name) __typeof__(udev_##name) *name;
    CUDEV_FUNCTIONS(CUDEV_MEMBER)
#undef CUDEV_MEMBER
};

extern struct cudev_functions cudev_functions;

#endif
