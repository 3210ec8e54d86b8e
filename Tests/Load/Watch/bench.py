# SPDX-License-Identifier: Apache-2.0
"""What it costs to watch a thousand clocks: the program beside itself without any, against a responder that has them all.

Arguments: how many clocks, how often each is asked (s), and for how many such turns it is looked at."""

import json
import os
import socket
import statistics
import struct
import sys
import threading
import time

from appliance import Appliance

CLOCKS, EVERY, TURNS = (int(word) for word in sys.argv[1:4])
#: What is promised, of one core.
GOAL = 0.02
#: Seconds from 1900 to 1970 (RFC 5905, figure 4).
EPOCH = 2_208_988_800
TICKS = os.sysconf("SC_CLK_TCK")
IP_PKTINFO = 8


class Responder:
    """Answers at every address of 127/8 from where it was asked, by this machine's clock."""

    def __init__(self):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.IPPROTO_IP, IP_PKTINFO, 1)
        self.socket.bind(("0.0.0.0", 0))
        self.port, self.answered = self.socket.getsockname()[1], 0
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        head = struct.pack(">BBbbII4s", 0x24, 2, 6, -20, 0, 0, b"MANY")
        while True:
            request, told, _, asker = self.socket.recvmsg(2048, 64)
            stamp = int((time.time() + EPOCH) * 2**32) & (2**64 - 1)
            if len(request) < 48:
                continue
            # struct in_pktinfo (ip(7)): interface, the address that it leaves from, the one that was asked.
            _, asked, _ = struct.unpack("=I4s4s", told[0][2][:12])
            reply = head + struct.pack(">QQQQ", stamp, struct.unpack(">Q", request[40:48])[0], stamp, stamp)
            source = [(socket.IPPROTO_IP, IP_PKTINFO, struct.pack("=I4s4s", 0, asked, bytes(4)))]
            self.socket.sendmsg([reply], source, 0, asker)
            self.answered += 1


def ticks(pid):
    """Processor seconds of each thread, by its name and number."""
    used = {}
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/stat") as file:
            text = file.read()
        name, fields = text[text.index("(") + 1:text.rindex(")")], text[text.rindex(")") + 2:].split()
        used[name, task] = (int(fields[11]) + int(fields[12])) / TICKS
    return used


def resident(pid):
    with open(f"/proc/{pid}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS:")) / 1024


def shares(before, after, seconds):
    """Of one core: those who watch, and all."""
    spent = {key: after[key] - before.get(key, 0) for key in after}
    watching = sum(value for (name, _), value in spent.items() if name.startswith("watch"))
    return watching / seconds, sum(spent.values()) / seconds


def told(appliance):
    return json.loads(appliance.get("/api/v1/watch")[1])


def main():
    responder = Responder()
    names = ", ".join(f"'127.{1 + number // 62500}.{number // 250 % 250}.{number % 250 + 1}:{responder.port}'"
                      for number in range(CLOCKS))
    board = "board: {kind: simulated, seed: 1}\n"
    with Appliance(board) as alone, Appliance(
            board + f"watch:\n- {{group: many, everySeconds: {EVERY}, nodes: [{names}]}}\n") as watcher:
        for appliance in (alone, watcher):
            appliance.wait_for({"locked"}, 300)
        deadline = time.monotonic() + 3 * EVERY + 300
        while told(watcher)["groups"][0]["measured"] < CLOCKS:
            assert time.monotonic() < deadline, f"not all are measured: {told(watcher)['groups'][0]}"
            time.sleep(2)
        measure(alone, watcher, responder)


def measure(alone, watcher, responder):
    pids, begun, answered = [one.process.pid for one in (alone, watcher)], time.monotonic(), responder.answered
    before = [ticks(pid) for pid in pids]
    time.sleep(TURNS * EVERY)
    after, seconds = [ticks(pid) for pid in pids], time.monotonic() - begun
    (_, idle), (watching, busy) = (shares(*pair, seconds) for pair in zip(before, after))
    report = told(watcher)
    group, nodes = report["groups"][0], report["nodes"]
    delays = sorted(node["delayNs"] for node in nodes if node["delayNs"] is not None)
    doubts = sorted(node["uncertaintyNs"] for node in nodes if node["uncertaintyNs"] is not None)
    begun = time.monotonic()
    told(watcher)
    print(f"{CLOCKS} clocks, each every {EVERY} s, for {seconds:.0f} s: {responder.answered - answered} answers, "
          f"{group['measured']} measured, {group['agreement']}")
    print(f"processor     {100 * watching:.2f} % of a core to ask and judge them; the whole program "
          f"{100 * busy:.2f} %, without them {100 * idle:.2f} %: {100 * (busy - idle):.2f} % more "
          f"(goal: under {100 * GOAL:.0f} %)")
    print(f"there, back   median {statistics.median(delays) / 1e3:.0f} µs, p99 {delays[len(delays) * 99 // 100] / 1e3:.0f} µs")
    print(f"uncertainty   median {statistics.median(doubts) / 1e3:.0f} µs, p99 {doubts[len(doubts) * 99 // 100] / 1e3:.0f} µs")
    print(f"memory        {resident(pids[1]):.1f} MB, without them {resident(pids[0]):.1f} MB; "
          f"a report of all takes {1e3 * (time.monotonic() - begun):.0f} ms")
    if busy - idle >= GOAL:
        sys.exit("the goal is missed")


main()
