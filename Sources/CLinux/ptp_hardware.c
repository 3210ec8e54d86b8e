/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLinuxPTP.h"

#include <errno.h>
#include <linux/ethtool.h>
#include <linux/net_tstamp.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

static int ask(const char *interface, unsigned long number, void *data) {
    struct ifreq request = {.ifr_data = data};
    if (strlen(interface) >= sizeof request.ifr_name) return -ENODEV;
    strcpy(request.ifr_name, interface);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    int result = ioctl(fd, number, &request) ? -errno : 0;
    close(fd);
    return result;
}

int clinux_ptp_ability_of(const char *interface, clinux_ptp_ability *ability) {
    struct ethtool_ts_info info = {.cmd = ETHTOOL_GET_TS_INFO, .phc_index = -1};
    int fault = ask(interface, SIOCETHTOOL, &info);
    if (fault) return fault;
    const uint32_t software = SOF_TIMESTAMPING_TX_SOFTWARE | SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE;
    const uint32_t hardware =
        SOF_TIMESTAMPING_TX_HARDWARE | SOF_TIMESTAMPING_RX_HARDWARE | SOF_TIMESTAMPING_RAW_HARDWARE;
    const uint32_t sending = SOF_TIMESTAMPING_TX_HARDWARE | SOF_TIMESTAMPING_RAW_HARDWARE;
    *ability = (clinux_ptp_ability){
        .phc = info.phc_index,
        .can_software = (info.so_timestamping & software) == software,
        .can_hardware = (info.so_timestamping & hardware) == hardware && info.phc_index >= 0 && info.tx_types & 1 << HWTSTAMP_TX_ON,
        .can_send = (info.so_timestamping & sending) == sending && info.phc_index >= 0 && info.tx_types & 1 << HWTSTAMP_TX_ON,
        .can_one_step = (info.tx_types & 1 << HWTSTAMP_TX_ONESTEP_SYNC) != 0,
        .filters = info.rx_filters,
    };
    return 0;
}

/* Filters that let all event messages of a transport be stamped. The wide ones first: further ports may be on the card. */
static const int udp_filters[] = {HWTSTAMP_FILTER_PTP_V2_EVENT, HWTSTAMP_FILTER_PTP_V2_L4_EVENT, HWTSTAMP_FILTER_ALL};
static const int link_filters[] = {HWTSTAMP_FILTER_PTP_V2_EVENT, HWTSTAMP_FILTER_PTP_V2_L2_EVENT, HWTSTAMP_FILTER_ALL};

int clinux_ptp_filters_suit(uint32_t filters, int transport) {
    const int *wanted = transport == CLINUX_PTP_ETHERNET ? link_filters : udp_filters;
    return (filters & (1u << wanted[0] | 1u << wanted[1] | 1u << wanted[2])) != 0;
}

static int suits(int filter, const int filters[3]) {
    return filter == filters[0] || filter == filters[1] || filter == filters[2];
}

static int sends_as_wanted(int type, int is_one_step) {
    return type == (is_one_step ? HWTSTAMP_TX_ONESTEP_SYNC : HWTSTAMP_TX_ON);
}

static int try_filter(const char *interface, int filter, int type, const int filters[3]) {
    struct hwtstamp_config config = {.tx_type = type, .rx_filter = filter};
    int fault = ask(interface, SIOCSHWTSTAMP, &config);
    if (fault) return fault;
    /* The driver may do more than was asked, and tells. */
    return suits(config.rx_filter, filters) ? config.rx_filter : -ERANGE;
}

int clinux_ptp_hardware_on(const char *interface, int transport, int is_one_step) {
    const int *filters = transport == CLINUX_PTP_ETHERNET ? link_filters : udp_filters;
    struct hwtstamp_config current = {0};
    /* To set it anew may reset the card. */
    if (!ask(interface, SIOCGHWTSTAMP, &current) && sends_as_wanted(current.tx_type, is_one_step) &&
        suits(current.rx_filter, filters))
        return current.rx_filter;
    int type = is_one_step ? HWTSTAMP_TX_ONESTEP_SYNC : HWTSTAMP_TX_ON, result = -ERANGE;
    /* Others may need what it lets pass already. */
    if (suits(current.rx_filter, filters)) result = try_filter(interface, current.rx_filter, type, filters);
    for (int i = 0; i < 3 && (result == -ERANGE || result == -EINVAL); i++)
        result = try_filter(interface, filters[i], type, filters);
    return result;
}

int clinux_card_filters_suit(uint32_t filters) {
    return (filters & (1u << HWTSTAMP_FILTER_ALL | 1u << HWTSTAMP_FILTER_NTP_ALL)) != 0;
}

/* Never one that takes from PTP what it has asked for: NTP's own filter passes nothing else. */
static int wider(int current, uint32_t filters) {
    if (filters & 1u << HWTSTAMP_FILTER_ALL) return HWTSTAMP_FILTER_ALL;
    int is_free = current == HWTSTAMP_FILTER_NONE;
    return is_free && filters & 1u << HWTSTAMP_FILTER_NTP_ALL ? HWTSTAMP_FILTER_NTP_ALL : current;
}

int clinux_card_on(const char *interface, uint32_t filters) {
    struct hwtstamp_config current = {0};
    int is_known = !ask(interface, SIOCGHWTSTAMP, &current);
    struct hwtstamp_config config = {
        /* A card that writes the time into a Sync stamps all else, too. */
        .tx_type = current.tx_type == HWTSTAMP_TX_OFF ? HWTSTAMP_TX_ON : current.tx_type,
        .rx_filter = wider(current.rx_filter, filters),
    };
    /* To set it anew may reset the card. */
    if (is_known && config.tx_type == current.tx_type && config.rx_filter == current.rx_filter) return current.rx_filter;
    int fault = ask(interface, SIOCSHWTSTAMP, &config);
    return fault ? fault : config.rx_filter;
}
