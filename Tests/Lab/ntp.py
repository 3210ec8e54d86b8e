# SPDX-License-Identifier: Apache-2.0
"""One NTP question to the appliance from outside, over its LAN."""

import collections
import socket
import struct

Answer = collections.namedtuple("Answer", "leap stratum reference transmit")

ERA = 2_208_988_800   # seconds from 1900 to 1970


def ask(port, tries=30):
    """What the appliance answers; None where it does not. What is lost on its way through QEMU is asked again."""
    answers = (ask_once(port) for _ in range(tries))
    return next((answer for answer in answers if answer), None)


def ask_once(port, seconds=2.0):
    """`transmit` is Unix time in seconds."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(seconds)
        client.connect(("127.0.0.1", port))
        try:
            client.send(bytes([0x23]) + bytes(39) + b"gnomon-1")
            reply = client.recv(512)
        except OSError:
            return None
    if len(reply) < 48 or reply[24:32] != b"gnomon-1":
        return None
    whole, fraction = struct.unpack(">II", reply[40:48])
    return Answer(reply[0] >> 6, reply[1], reply[12:16].rstrip(b"\0"), whole - ERA + fraction / 2**32)
