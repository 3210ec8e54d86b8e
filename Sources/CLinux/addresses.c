/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <string.h>

static uint8_t prefix(const uint8_t *mask, int octets) {
    int length = 0;
    for (int i = 0; i < octets * 8 && mask[i / 8] & 0x80 >> i % 8; i++) length++;
    return (uint8_t)length;
}

static int fill(clinux_address *told, const struct ifaddrs *one) {
    if (!one->ifa_addr || !one->ifa_netmask) return 0;
    memset(told, 0, sizeof *told);
    strncpy(told->name, one->ifa_name, sizeof told->name - 1);
    if (one->ifa_addr->sa_family == AF_INET) {
        told->octets[10] = told->octets[11] = 0xFF;
        memcpy(told->octets + 12, &((const struct sockaddr_in *)one->ifa_addr)->sin_addr, 4);
        told->length = prefix((const uint8_t *)&((const struct sockaddr_in *)one->ifa_netmask)->sin_addr, 4);
        return 1;
    }
    if (one->ifa_addr->sa_family != AF_INET6) return 0;
    memcpy(told->octets, &((const struct sockaddr_in6 *)one->ifa_addr)->sin6_addr, 16);
    told->length = prefix((const uint8_t *)&((const struct sockaddr_in6 *)one->ifa_netmask)->sin6_addr, 16);
    return 1;
}

int clinux_addresses(clinux_address *told, int room) {
    struct ifaddrs *all;
    if (getifaddrs(&all)) return -errno;
    int count = 0;
    for (struct ifaddrs *one = all; one && count < room; one = one->ifa_next) count += fill(told + count, one);
    freeifaddrs(all);
    return count;
}
