/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinuxPTP.h"

#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static uint64_t flat(const struct sockaddr *address) {
    /* A loopback's is all zeros, which is none; other kinds of link have other lengths. */
    if (address->sa_family != ARPHRD_ETHER) return 0;
    uint64_t mac = 0;
    for (int i = 0; i < 6; i++) mac = mac << 8 | (uint8_t)address->sa_data[i];
    return mac;
}

static uint32_t flags_of(short kernel) {
    return (kernel & IFF_UP ? CLINUX_LINK_UP : 0) | (kernel & IFF_RUNNING ? CLINUX_LINK_RUNNING : 0) |
           (kernel & IFF_LOOPBACK ? CLINUX_LINK_LOOPBACK : 0);
}

int clinux_interface_look(int fd, const char *name, clinux_interface *found) {
    if (strlen(name) >= IFNAMSIZ) return -ENODEV;
    struct ifreq request = {0};
    strcpy(request.ifr_name, name);
    if (ioctl(fd, SIOCGIFINDEX, &request)) return -errno;
    found->index = (uint32_t)request.ifr_ifindex;
    if (ioctl(fd, SIOCGIFFLAGS, &request)) return -errno;
    found->flags = flags_of(request.ifr_flags);
    found->mac = ioctl(fd, SIOCGIFHWADDR, &request) ? 0 : flat(&request.ifr_hwaddr);
    return 0;
}

int clinux_interface_find(const char *name, clinux_interface *found) {
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    int result = clinux_interface_look(fd, name, found);
    close(fd);
    return result;
}

static int copy(const struct sockaddr *address, uint8_t octets[16]) {
    static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
    if (address && address->sa_family == AF_INET) {
        memcpy(octets, mapped, 12);
        memcpy(octets + 12, &((const struct sockaddr_in *)address)->sin_addr, 4);
        return 1;
    }
    if (!address || address->sa_family != AF_INET6) return 0;
    memcpy(octets, &((const struct sockaddr_in6 *)address)->sin6_addr, 16);
    return 1;
}

int clinux_interface_addresses(const char *name, uint8_t *octets, int room) {
    struct ifaddrs *all;
    if (getifaddrs(&all)) return -errno;
    int count = 0;
    uint8_t spare[16];
    for (struct ifaddrs *one = all; one; one = one->ifa_next)
        if (!strcmp(one->ifa_name, name)) count += copy(one->ifa_addr, count < room ? octets + 16 * count : spare);
    freeifaddrs(all);
    return count;
}
