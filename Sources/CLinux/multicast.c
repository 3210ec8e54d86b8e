/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

static const uint8_t mapped_prefix[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

static int join_at(int fd, const clinux_endpoint *group, int index, int leaves) {
    if (!memcmp(group->octets, mapped_prefix, 12)) {
        struct ip_mreqn v4 = {.imr_ifindex = index};
        memcpy(&v4.imr_multiaddr, group->octets + 12, 4);
        return setsockopt(fd, IPPROTO_IP, leaves ? IP_DROP_MEMBERSHIP : IP_ADD_MEMBERSHIP, &v4, sizeof v4);
    }
    struct ipv6_mreq v6 = {.ipv6mr_interface = (unsigned)index};
    memcpy(&v6.ipv6mr_multiaddr, group->octets, 16);
    return setsockopt(fd, IPPROTO_IPV6, leaves ? IPV6_LEAVE_GROUP : IPV6_JOIN_GROUP, &v6, sizeof v6);
}

static int can_join(const struct ifaddrs *one) {
    return one->ifa_flags & IFF_UP && one->ifa_flags & IFF_MULTICAST && !(one->ifa_flags & IFF_LOOPBACK);
}

int clinux_udp_join(int fd, const clinux_endpoint *group, int leaves) {
    struct ifaddrs *all;
    if (getifaddrs(&all)) return -errno;
    int joined = 0, fault = ENODEV;
    for (struct ifaddrs *one = all; one; one = one->ifa_next) {
        if (!can_join(one)) continue;
        /* An interface with several addresses is there several times. */
        if (!join_at(fd, group, (int)if_nametoindex(one->ifa_name), leaves) || errno == EADDRINUSE) joined++;
        else fault = errno;
    }
    freeifaddrs(all);
    return joined ? joined : -fault;
}

int clinux_udp_broadcast(int fd, const clinux_endpoint *to, const uint8_t *octets, size_t count) {
    static const clinux_endpoint from_anywhere;
    int on = 1, off = 0;
    /* Only for this one: a request in the name of a broadcast address must not be answered to a whole network. */
    if (setsockopt(fd, SOL_SOCKET, SO_BROADCAST, &on, sizeof on)) return -errno;
    int result = clinux_udp_send(fd, to, &from_anywhere, octets, count);
    (void)setsockopt(fd, SOL_SOCKET, SO_BROADCAST, &off, sizeof off);
    return result;
}
