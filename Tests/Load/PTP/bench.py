# SPDX-License-Identifier: Apache-2.0
"""How many unicast clients a grandmaster serves, and at what price: ours beside ptp4l, the same clients, the same network,
the same run.

Each client has 16 Sync and 16 Delay_Resp a second, and an Announce every two seconds. "Messages" are Sync and Delay_Resp;
their Follow_Ups and Delay_Reqs come on top. The price is the server's own processor time, all its threads, in and out of
the kernel. Server and clients each have a processor."""

import json
import os
import pathlib
import subprocess
import sys

import servers
from pair import Pair, overruns, processor_seconds

CROWD = os.environ["PTP_CROWD"]
DATAGRAMS = os.environ["PTP_DATAGRAMS"]
DOMAIN = 44
STEPS = [500, 1000, 2000, 3000, 4000]
#: A server bears clients as long as the worst served one gets this part of what it was granted.
BORNE = 0.95
FIRST_CLIENT = "10.78.0.1"


def softirq_seconds():
    """Of all processors; in ticks, as the kernel samples it."""
    return int(pathlib.Path("/proc/stat").read_text().split("\n")[0].split()[7]) / os.sysconf("SC_CLK_TCK")


def measure(pair, server, clients, seconds):
    lost = overruns(pair.server)
    words = [CROWD, pair.server.v4, FIRST_CLIENT, clients, DOMAIN, seconds]
    crowd = subprocess.Popen(pair.crowd.words(*words), stdout=subprocess.PIPE, text=True)
    assert crowd.stdout.readline() == "begin\n", "the crowd did not begin"
    (own, kernel), softirq = processor_seconds(server.pid), softirq_seconds()
    result = json.loads(crowd.stdout.readline())
    (own_after, kernel_after), result["softirq"] = processor_seconds(server.pid), softirq_seconds() - softirq
    crowd.wait()
    result["kernel"] = kernel_after - kernel
    result["server"] = own_after - own + result["kernel"]
    result["overruns"] = overruns(pair.server) - lost
    result["messages"] = result["sync"] + result["delayResponse"]
    result["owed"] = result["owedSync"] + result["delayRequest"]
    return result


def price(result):
    """Processor seconds for a million messages."""
    return result["server"] / result["messages"] * 1e6 if result["messages"] else float("inf")


COLUMNS = ("server", "clients", "messages/s", "lost", "worst", "processor", "in kernel", "s per million", "softirq",
           "its drops", "our drops")
HEAD = "%-8s %7s %11s %8s %8s %9s %9s %13s %8s %9s %9s" % COLUMNS
LINE = "%-8s %7d %11.0f %7.2f%% %7.1f%% %8.1f%% %8.0f%% %13.2f %7.1f%% %9d %9d"


def show(name, result):
    seconds, server = result["seconds"], result["server"]
    print(LINE % (
        name, result["clients"], result["messages"] / seconds, max(0, 100 * (1 - result["messages"] / result["owed"])),
        100 * result["worst"], 100 * server / seconds, 100 * result["kernel"] / max(server, 1e-9), price(result),
        100 * result["softirq"] / seconds, result["overruns"], result["drops"]), flush=True)


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


def compare(theirs, ours):
    """For each number of clients that both bear."""
    for clients in theirs:
        if clients in ours and min(theirs[clients]["worst"], ours[clients]["worst"]) >= BORNE:
            ratio = price(theirs[clients]) / price(ours[clients])
            print(f"{clients} clients: a processor second carries {ratio:.2f} times as many messages as one of ptp4l")


def limit(pair):
    """A Sync takes three datagrams with its Follow_Up and the Delay_Resp beside it, so a message takes one and a half."""
    each = float(pair.server.run(DATAGRAMS, FIRST_CLIENT, STEPS[-1]))
    print(f"sending one datagram takes the kernel {each:.2f} µs, so {1.5 * each:.2f} s per million messages are what its "
          "sockets take of any server that sends by them, before it has received or stamped anything")


def main(seconds=10):
    kinds = [kind for kind in (servers.Ptp4l, servers.Gnomon) if kind.is_here()]
    with Pair() as pair:
        limit(pair)
        print(HEAD)
        climbs = {kind.name: climb(pair, kind, seconds) for kind in kinds}
    for name, results in climbs.items():
        print(f"{name} bears {borne(results) or 'fewer than ' + str(STEPS[0])} clients of {max(results)} tried")
    if len(climbs) == 2:
        compare(climbs["ptp4l"], climbs["gnomon"])


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
