# SPDX-License-Identifier: Apache-2.0
"""The golden messages, put into frames, and those read by Wireshark's dissectors."""

import pathlib
import struct
import subprocess
import tempfile
import xml.etree.ElementTree

GOLDEN = pathlib.Path(__file__).parent.parent / "PTPTests" / "Golden"


class Message:
    """One of the octet files that the tests of the wire share: hexadecimal digits, `#` comments, and lines
    `#= FIELD VALUE[,VALUE...]` that say what a dissector must see."""

    def __init__(self, path):
        lines = path.read_text().splitlines()
        self.name = path.stem
        self.octets = bytes.fromhex("".join(line.split("#")[0] for line in lines))
        pairs = [line[2:].split(maxsplit=1) for line in lines if line.startswith("#=")]
        self.expected = {field: value.split(",") for field, value in pairs}

    @property
    def is_event(self):
        return self.octets[0] & 0xF < 8

    @property
    def is_ethernet_only(self):
        return self.octets[0] >> 4 != 0


def messages():
    return [Message(path) for path in sorted(GOLDEN.glob("*.hex"))]


def ethernet(kind, payload):
    frame = bytes.fromhex("011b19000000 001b21a1b2c3") + struct.pack("!H", kind) + payload
    return frame.ljust(60, b"\0")


def over_ethernet(message):
    return ethernet(0x88F7, message.octets)


def over_udp(message):
    port = 319 if message.is_event else 320
    udp = struct.pack("!HHHH", port, port, 8 + len(message.octets), 0) + message.octets
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(udp), 0, 0, 1, 17, 0) + bytes([192, 0, 2, 1, 224, 0, 1, 129])
    total = sum(struct.unpack("!10H", head))
    total = (total & 0xFFFF) + (total >> 16)
    return ethernet(0x0800, head[:10] + struct.pack("!H", ~total & 0xFFFF) + head[12:] + udp)


def dissected(frames):
    """What tshark sees: for each frame, a dictionary of field names to the lists of what they show."""
    with tempfile.NamedTemporaryFile(suffix=".pcap") as file:
        file.write(struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1))
        for number, frame in enumerate(frames):
            file.write(struct.pack("<IIII", 1_700_000_000 + number, 0, len(frame), len(frame)) + frame)
        file.flush()
        text = subprocess.run(
            ["tshark", "-n", "-r", file.name, "-T", "pdml"], check=True, capture_output=True, text=True).stdout
    return [fields(packet) for packet in xml.etree.ElementTree.fromstring(text).iter("packet")]


def fields(packet):
    seen = {}
    for element in packet.iter():
        if element.get("name"):
            seen.setdefault(element.get("name"), []).append(element.get("show", ""))
    return seen
