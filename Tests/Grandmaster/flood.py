# SPDX-License-Identifier: Apache-2.0
"""Sends Delay_Req messages to a grandmaster as fast as this processor can, for so many seconds; prints how many.

    flood.py ADDRESS SECONDS DOMAIN
"""

import socket
import struct
import sys
import time

address, seconds, domain = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
HEADER = struct.Struct("!BBHBBHqLQHHBb")
IDENTITY, UNICAST = 0x00F100FFFE00D000, 0x0400

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
    sender.bind(("", 319))
    sender.connect((address, 319))
    sent, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        for _ in range(100):
            message = HEADER.pack(0x01, 0x02, 44, domain, 0, UNICAST, 0, 0, IDENTITY, 1, sent & 0xFFFF, 1, 0x7F)
            try:
                sender.send(message + bytes(10))
                sent += 1
            except OSError:
                pass
print(sent)
