# SPDX-License-Identifier: Apache-2.0
"""How many unicast clients a grandmaster serves, and at what price: ours beside ptp4l, the same clients, the same network,
the same run.

Each client has 16 Sync and 16 Delay_Resp a second, and an Announce every two seconds. "Messages" are Sync and Delay_Resp;
their Follow_Ups and Delay_Reqs come on top. The price is the server's own processor time, all its threads, in and out of
the kernel. Server and clients each have a processor, and what arrives is taken in on the receiver's, as it would be on two
machines."""

import json
import os
import pathlib
import subprocess
import sys

import servers
from network import Namespace, run

CROWD = os.environ["PTP_CROWD"]
DOMAIN = 44
STEPS = [250, 500, 750, 1000, 1500, 2000, 3000, 4000]
#: A server bears clients as long as the worst served one gets this part of what it was granted.
BORNE = 0.95
FIRST_CLIENT = "10.78.0.1"


class Pair:
    """Two hosts on one cable: `server`, and `crowd`, which holds a whole network of addresses to be its own."""

    def __init__(self):
        self.server, self.crowd = Namespace(), Namespace()
        run("ip", "link", "add", "eth0", "netns", self.server.holder.pid, "type", "veth",
            "peer", "name", "eth0", "netns", self.crowd.holder.pid)
        for host, address, processor in ((self.server, "10.77.0.1", 0), (self.crowd, "10.77.0.2", 1)):
            host.v4 = address
            host.run("ip", "address", "add", f"{address}/24", "dev", "eth0")
            host.run("ip", "link", "set", "eth0", "up")
            receive_on(host, processor)
        self.crowd.run("ip", "route", "add", "local", "10.78.0.0/16", "dev", "lo")
        self.server.run("ip", "route", "add", "10.78.0.0/16", "via", self.crowd.v4)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.close()
        self.crowd.close()


def receive_on(host, processor):
    """Without this a packet on a veth is received by the processor, and at the expense, of its sender."""
    if os.cpu_count() > processor:
        host.run("unshare", "--mount", "sh", "-c",
                 f"mount -t sysfs none /sys && echo {1 << processor:x} > /sys/class/net/eth0/queues/rx-0/rps_cpus")


def processor_seconds(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def softirq_seconds():
    """Of all processors; in ticks, as the kernel samples it."""
    return int(pathlib.Path("/proc/stat").read_text().split("\n")[0].split()[7]) / os.sysconf("SC_CLK_TCK")


def overruns(host):
    """Datagrams that a host's own sockets had no room for."""
    names, values = [line.split() for line in host.run("grep", "^Udp:", "/proc/net/snmp").splitlines()]
    return int(values[names.index("RcvbufErrors")])


def measure(pair, server, clients, seconds):
    lost_here, lost_there = overruns(pair.crowd), overruns(pair.server)
    words = ["taskset", "-c", 1, CROWD, pair.server.v4, FIRST_CLIENT, clients, DOMAIN, seconds]
    crowd = subprocess.Popen(pair.crowd.words(*words), stdout=subprocess.PIPE, text=True)
    assert crowd.stdout.readline() == "begin\n", "the crowd did not begin"
    processor, softirq = processor_seconds(server.pid), softirq_seconds()
    line = crowd.stdout.readline()
    result = json.loads(line)
    result["server"] = processor_seconds(server.pid) - processor
    result["softirq"] = softirq_seconds() - softirq
    crowd.wait()
    result["overruns"] = overruns(pair.crowd) - lost_here
    result["serverOverruns"] = overruns(pair.server) - lost_there
    result["messages"] = result["sync"] + result["delayResponse"]
    result["owed"] = result["owedSync"] + result["delayRequest"]
    return result


def price(result):
    """Processor seconds for a million messages."""
    return result["server"] / result["messages"] * 1e6 if result["messages"] else float("inf")


HEAD = "%-8s %7s %11s %8s %8s %9s %13s %9s %8s %8s"
LINE = "%-8s %7d %11.0f %7.2f%% %7.1f%% %8.1f%% %13.2f %8.1f%% %8d %8d"


def show(name, result):
    seconds = result["seconds"]
    print(LINE % (
        name, result["clients"], result["messages"] / seconds, max(0, 100 * (1 - result["messages"] / result["owed"])),
        100 * result["worst"], 100 * result["server"] / seconds, price(result), 100 * result["softirq"] / seconds,
        result["serverOverruns"], result["overruns"]), flush=True)


def climb(pair, kind, seconds):
    """Serves more and more clients until next to nothing comes of it. Returns all results by number of clients."""
    results = {}
    for clients in STEPS:
        with kind(pair.server, DOMAIN) as server:
            results[clients] = measure(pair, server, clients, seconds)
        show(kind.name, results[clients])
        if results[clients]["worst"] < BORNE / 4:
            break
    return results


def borne(results):
    return max((clients for clients, result in results.items() if result["worst"] >= BORNE), default=None)


def main(seconds=10):
    kinds = [kind for kind in (servers.Ptp4l, servers.Gnomon) if kind.is_here()]
    print(HEAD % ("server", "clients", "messages/s", "lost", "worst", "processor", "s per million", "softirq",
                  "its drops", "ours"))
    with Pair() as pair:
        climbs = {kind.name: climb(pair, kind, seconds) for kind in kinds}
    for name, results in climbs.items():
        print(f"{name} bears {borne(results) or 'fewer than ' + str(STEPS[0])} clients of {max(results)} tried")
    if len(climbs) == 2 and (both := borne(climbs["ptp4l"])) in climbs["gnomon"]:
        theirs, ours = climbs["ptp4l"][both], climbs["gnomon"][both]
        print(f"with {both} clients a processor second of gnomon carries {price(theirs) / price(ours):.1f} times as many "
              "messages as one of ptp4l")


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
