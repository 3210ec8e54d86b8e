# SPDX-License-Identifier: Apache-2.0
"""linuxptp's ptp4l as a client that never touches a clock, and pmc."""

import os
import pathlib
import re
import subprocess
import tempfile
import time

from processes import Logged

# Folders with ptp4l and pmc, of one version each.
VERSIONS = [pathlib.Path(folder) for folder in os.environ["LINUXPTP"].split(":")]

COMMON = {
    "free_running": 1, "time_stamping": "software", "logging_level": 6, "verbose": 1, "use_syslog": 0,
    "summary_interval": -4, "freq_est_interval": 0, "clockClass": 255, "tx_timestamp_timeout": 100,
}

# Options by what a client of each profile is configured with; linuxptp's own examples say the same.
PROFILES = {
    "default-e2e": {},
    "default-p2p": {"delay_mechanism": "P2P"},
    "g8275.1": {
        "dataset_comparison": "G.8275.x", "domainNumber": 24, "G.8275.portDS.localPriority": 128, "priority1": 128,
        "logAnnounceInterval": -3, "logSyncInterval": -4, "logMinDelayReqInterval": -4, "network_transport": "L2",
        "ptp_dst_mac": "01:1B:19:00:00:00"},
    "g8275.2": {
        "dataset_comparison": "G.8275.x", "domainNumber": 44, "hybrid_e2e": 1, "logAnnounceInterval": 0,
        "logSyncInterval": -4, "logMinDelayReqInterval": -4},
    "802.1as": {
        "gmCapable": 0, "priority1": 248, "priority2": 248, "logSyncInterval": -3, "syncReceiptTimeout": 3,
        "neighborPropDelayThresh": 20000000, "min_neighbor_prop_delay": -20000000, "assume_two_step": 1,
        "path_trace_enabled": 1, "follow_up_info": 1, "transportSpecific": "0x1", "ptp_dst_mac": "01:80:C2:00:00:0E",
        "p2p_dst_mac": "01:80:C2:00:00:0E", "network_transport": "L2", "delay_mechanism": "P2P",
        "asCapable": "auto"},
    "enterprise": {"hybrid_e2e": 1, "logAnnounceInterval": 0, "logSyncInterval": 0, "logMinDelayReqInterval": 0},
    "power": {
        "domainNumber": 100, "network_transport": "L2", "delay_mechanism": "P2P", "logAnnounceInterval": 0,
        "logSyncInterval": 0},
    "smpte": {
        "domainNumber": 127, "logAnnounceInterval": -2, "logSyncInterval": -3, "logMinDelayReqInterval": -3},
}
TRANSPORTS = {"udp4": "UDPv4", "udp6": "UDPv6", "ethernet": "L2"}

OFFSET = re.compile(r"master offset\s+(-?\d+) s\d (?:freq|adj)\s+\S+ path delay\s+(-?\d+)")
STATE = re.compile(r"port 1[^:]*: (\w+) to (\w+) on")


class Client:
    """`ptp4l -s` in a host; `masters`: addresses to negotiate unicast with."""

    def __init__(self, host, folder, masters=(), master_interval=0, interface="eth0", **options):
        self.host, self.folder = host, folder
        self.home = tempfile.TemporaryDirectory(prefix="gnomon-ptp4l-")
        path = pathlib.Path(self.home.name)
        self.uds = path / "ptp4l"
        options = {**COMMON, "uds_address": self.uds, **options}
        if not version(folder).startswith("3."):
            options["uds_ro_address"] = path / "ptp4lro"
        text = "[global]\n" + "".join(f"{name} {value}\n" for name, value in options.items())
        section = f"[{interface}]\n"
        if masters:
            text += f"[unicast_master_table]\ntable_id 1\nlogQueryInterval {master_interval}\n"
            text += "".join(f"{transport} {address}\n" for transport, address in masters)
            section += "unicast_master_table 1\n"
        (path / "ptp4l.conf").write_text(text + section)
        self.logged = Logged(
            host.words(folder / "ptp4l", *([] if "gmCapable" in options else ["-s"]), "-m", "-f", path / "ptp4l.conf", "-i", interface), path / "log")

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.logged.end(shown=failure[0])
        self.home.cleanup()

    @property
    def said(self):
        return pathlib.Path(self.logged.log.name).read_text()

    @property
    def offsets(self):
        """Client − master, nanoseconds, and the path's delay, one pair for each Sync that was measured."""
        return [(int(offset), int(delay)) for offset, delay in OFFSET.findall(self.said)]

    @property
    def state(self):
        found = STATE.findall(self.said)
        return found[-1][1] if found else None

    def wait_for(self, wanted, what, seconds=180):
        deadline = time.monotonic() + seconds
        while not wanted():
            assert self.logged.process.poll() is None, f"ptp4l ended:\n{self.said}"
            assert time.monotonic() < deadline, f"not {what} within {seconds} s"
            time.sleep(0.1)

    def measure(self, count=10, seconds=180):
        """Waits for so many new measurements; returns them."""
        before = len(self.offsets)
        self.wait_for(lambda: len(self.offsets) >= before + count, f"{count} more offsets", seconds)
        return self.offsets[before:]

    def pmc(self, *commands):
        return pmc(self.host, self.folder, *commands, socket=self.uds)


def version(folder):
    return subprocess.run([folder / "ptp4l", "-v"], capture_output=True, text=True).stdout.strip()


def pmc(host, folder, *commands, socket=None, domain=0, options=()):
    """What pmc prints: over a UNIX socket, or else over the network. It waits for an answer for a tenth of a second, which is
    little on a busy machine: it is asked until there is one."""
    deadline = time.monotonic() + 60
    while True:
        said = pmc_once(host, folder, *commands, socket=socket, domain=domain, options=options)
        if re.search(r"RESPONSE MANAGEMENT|MANAGEMENT_ERROR_STATUS", said) or time.monotonic() > deadline:
            return said


def pmc_once(host, folder, *commands, socket, domain, options):
    with tempfile.TemporaryDirectory(prefix="gnomon-pmc-") as home:
        way = ["-u", "-s", socket] if socket else ["-4", "-i", "eth0"]
        return host.run(folder / "pmc", *way, *([] if socket else ["-s", f"{home}/none"]), "-d", domain, "-b",
                        0 if socket else 1, *options, *commands, check=False)


def values(text):
    """The fields of pmc's answers by name; of several answers, the last one's."""
    return dict(re.findall(r"^\s+(\S+)\s+(\S.*?)\s*$", text, re.MULTILINE))
