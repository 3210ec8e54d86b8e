# SPDX-License-Identifier: Apache-2.0
"""NTP's interleaved mode over the appliance's card, beside what QEMU saw pass it: how exact transmit timestamps are.

QEMU writes down each frame with its own clock, to a microsecond; the card's clock, the truth and that one go alike but for an
offset and a rate, which are taken out here.
"""

import secrets
import socket
import statistics
import struct
import time

ERA = 2_208_988_800   # seconds from 1900 to 1970
UDP = 14 + 20 + 8     # octets before NTP's own


def stamp(raw):
    """Unix time, ns."""
    return (raw >> 32) * 1_000_000_000 - ERA * 1_000_000_000 + ((raw & 0xFFFFFFFF) * 1_000_000_000 >> 32)


class Interleaved:
    """A client that asks every now and then; `departures` are, by the receive timestamp of a reply, when that one left."""

    def __init__(self, port):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.settimeout(2)
        self.socket.connect(("127.0.0.1", port))
        self.last = 0
        self.departures = {}

    def ask(self):
        receive, transmit = secrets.token_bytes(8), secrets.token_bytes(8)
        self.socket.send(bytes([0x23]) + bytes(23) + struct.pack(">Q", self.last) + receive + transmit)
        try:
            reply = self.socket.recv(512)
        except OSError:
            return
        origin, received, transmitted = reply[24:32], *struct.unpack(">QQ", reply[32:48])
        if origin == receive:
            self.departures[self.last] = stamp(transmitted)
        self.last = received

    def ask_for(self, seconds, pace=0.25):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.ask()
            time.sleep(pace)


def seen(dump):
    """When QEMU saw replies leave, ns of its clock, by their receive timestamps (pcap, as hw's filter-dump writes it)."""
    octets, found = dump.read_bytes(), {}
    place = 24
    while place + 16 <= len(octets):
        second, fraction, kept, _ = struct.unpack("<IIII", octets[place:place + 16])
        frame = octets[place + 16:place + 16 + kept]
        place += 16 + kept
        # From the server's port, in its mode.
        if len(frame) >= UDP + 48 and frame[23] == 17 and frame[34:36] == b"\0\x7b" and frame[UDP] & 7 == 4:
            found[struct.unpack(">Q", frame[UDP + 32:UDP + 40])[0]] = second * 1_000_000_000 + fraction * 1000
    return found


def straightened(pairs):
    """What is left of (x, y) beside a straight line."""
    line = statistics.linear_regression(*zip(*pairs))
    return [y - line.intercept - line.slope * x for x, y in pairs]


def errors(departures, passed, truths):
    """How wrong each departure is, ns, but for what all have in common.

    `truths` are the laboratory's lines: between two of them the served clock's error is a straight line.
    """
    first = truths[0]["utc"]
    pairs = []
    for receive, departed in departures.items():
        for before, after in zip(truths, truths[1:]):
            if receive in passed and before["utc"] <= departed < after["utc"] < before["utc"] + 2_500_000_000:
                share = (departed - before["utc"]) / (after["utc"] - before["utc"])
                wrong = before["realtime_error_ns"] + share * (after["realtime_error_ns"] - before["realtime_error_ns"])
                pairs.append((departed - first, departed - wrong - passed[receive]))
    middle = statistics.median(y for _, y in pairs)
    return straightened([(x, y - middle) for x, y in pairs])
