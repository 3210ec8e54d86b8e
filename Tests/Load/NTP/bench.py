# SPDX-License-Identifier: Apache-2.0
"""How much an NTP server answers with one processor, at what price and how soon: ours, alone and within the whole
appliance, beside chronyd, ntpsec's ntpd and a server that does nothing else than answer by the kernel's sockets, in rounds
that take turns, on the same cable."""

import json
import os
import pathlib
import statistics
import sys
import time

import servers
from pair import Pair, Pinned, processor_seconds

GENERATOR = os.environ["NTP_GENERATOR"]
#: Of the requests, as much may stay without an answer.
BEARABLE = 0.001
#: Requests that the kernel cuts out of one: whoever asks is to cost less than who answers.
BATCH = 16
FASTEST = 1_000_000
STEPS, STEP_SECONDS = 8, 0.8
PRICE_RATE, PRICE_SECONDS = 100_000, 4
CALM_RATE, CALM_SECONDS = 10_000, 3
#: Replies are looked at in one second of eight.
LATE_SECONDS = 9
#: What a flood has left is answered by then.
REST = 0.5


def ask(pair, server, rate, seconds, batch=BATCH):
    return json.loads(pair.crowd.run(GENERATOR, pair.server.v4, rate, seconds, batch, *server.request))


def lost(result):
    return 1 - result["answered"] / result["sent"]


def asked_twice(pair, server, rate):
    """The better of two: a virtual machine stands still now and then, which no server makes up for."""
    result = ask(pair, server, rate, STEP_SECONDS)
    return result if lost(result) < BEARABLE else min(result, ask(pair, server, rate, STEP_SECONDS), key=lost)


def most(pair, server):
    """Replies a second, at the highest rate of requests of which next to none stay without an answer."""
    low, high, best = 0, FASTEST, 0
    for _ in range(STEPS):
        rate = (low + high) // 2
        result = asked_twice(pair, server, rate)
        if lost(result) < BEARABLE:
            low, best = rate, max(best, result["answered"] / result["seconds"])
        else:
            high = rate
    return best


def price(pair, server):
    """Processor seconds for a million replies, and how much of them is the kernel's, %."""
    before, split = server.processor_seconds, processor_seconds(server.pid)
    result = ask(pair, server, PRICE_RATE, PRICE_SECONDS)
    spent = (server.processor_seconds - before) / result["answered"] * 1e6
    own, kernels = (after - once for after, once in zip(processor_seconds(server.pid), split))
    return spent, 100 * kernels / (own + kernels)


def late(pair, server):
    """How much later than their transmit timestamps replies leave, µs, while more is asked than can be answered: of half
    and of 99 of 100; `None`: the server does not say."""
    if not server.is_telling: return None
    ask(pair, server, FASTEST, LATE_SECONDS)
    time.sleep(REST)
    told = server.lateness()
    return told and (told["medianNs"] / 1000, told["p99Ns"] / 1000)


def resident(pid):
    """MiB"""
    lines = pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def measure(pair, kind):
    with kind(pair) as server:
        calm = ask(pair, server, CALM_RATE, CALM_SECONDS, 1)
        lateness = late(pair, server)
        if lateness: print(LATE % (server.name, *lateness), flush=True)
        spent, in_kernel = price(pair, server)
        return {"replies/s": most(pair, server), "s per million": spent, "in kernel": in_kernel, "p50": calm["p50"],
                "p99": calm["p99"], "p99.9": calm["p999"], "MiB": resident(server.pid)}


COLUMNS = ("replies/s", "s per million", "in kernel", "p50", "p99", "p99.9", "MiB")
LATE = "%-8s at full load replies leave %.1f µs (half) and %.1f µs (99 of 100) after their transmit timestamp"
HEAD = "%-8s %10s %14s %9s %9s %9s %9s %7s" % ("server", *COLUMNS)
LINE = "%-8s %10.0f %14.3f %8.1f%% %6.1f µs %6.1f µs %6.1f µs %7.1f"


def show(name, result):
    print(LINE % (name, *(result[column] for column in COLUMNS)), flush=True)


NAMES = {"wide": "chronyd with a wide buffer", "chronyd+": "chronyd with NTS and a wide buffer"}


def compare(medians):
    for ours in ("alone", "gnomon"):
        for other in medians:
            if other in ("sockets", "stamped", "chronyd", "wide", "ntpd"):
                rate, cost = (medians[ours][column] / medians[other][column] for column in COLUMNS[:2])
                print(f"{ours} answers {rate:.2f} times as many as {NAMES.get(other, other)}, at {cost:.2f} times its price")
    for what, one, other in (
            ("with AES-CMAC alone", "keyed", "alone"), ("with NTS gnomon", "sealed", "gnomon"),
            ("with NTS gnomon", "sealed", "chronyd+")):
        if one in medians and other in medians:
            rate, cost = (medians[one][column] / medians[other][column] for column in COLUMNS[:2])
            print(f"{what} answers {rate:.2f} times as many as {other}, at {cost:.2f} times its price")


def main(rounds=5):
    kinds = [kind for kind in servers.KINDS if kind.is_here()]
    results = {kind.name: [] for kind in kinds}
    print(HEAD)
    with Pair(Pinned.FIRST) as pair:
        for _ in range(int(rounds)):
            for kind in kinds:
                results[kind.name].append(measure(pair, kind))
                show(kind.name, results[kind.name][-1])
    print("\nmedians")
    medians = {name: {column: statistics.median(one[column] for one in each) for column in COLUMNS}
               for name, each in results.items()}
    for name, result in medians.items():
        show(name, result)
    compare(medians)


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
