# SPDX-License-Identifier: Apache-2.0
"""The appliance in QEMU: boots it, obeys and listens to its laboratory, and asks it for its status.

Nothing here leaves 127.0.0.1, and nothing touches this machine's clock: all clocks are the guest's.
"""

import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
IMAGE = ROOT / ".build-image"
sys.path[:0] = [str(ROOT / "tools/lib"), str(ROOT / "Tests/Processes")]

import cpio  # noqa: E402
from processes import end, free_port  # noqa: E402


def connect(path, seconds=60):
    """A connection to a Unix socket that QEMU is about to open."""
    deadline = time.monotonic() + seconds
    while True:
        peer = socket.socket(socket.AF_UNIX)
        try:
            peer.connect(str(path))
            return peer
        except OSError:
            peer.close()
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def read_truth(line):
    """`truth tai=… …` as a dictionary of integers (None: not measured)."""
    pairs = re.findall(r"(\w+)=(\S+)", line)
    return {name: None if value == "none" else int(value) for name, value in pairs}


class Machine:
    """One boot of the image. `settings` is the appliance's configuration, `laboratory` lies over laboratory.conf.

    `files` are texts, and `programs` this machine's files, by their paths in the guest. `joined`: the truth's card is on the
    LAN too, so that something may listen there. `dumped`: what passes the LAN's card is written to `dump`.
    """

    def __init__(self, settings=None, laboratory=None, state=None, usb=False, processors=1, shell=False, files=None,
                 programs=None, joined=False, dumped=False):
        self.folder = tempfile.TemporaryDirectory(prefix="gnomon-lab-")
        self.path = pathlib.Path(self.folder.name)
        self.settings, self.laboratory, self.files = settings, laboratory or {}, files or {}
        self.state, self.usb, self.processors, self.shell = state, usb, processors, shell
        self.programs, self.joined, self.dumped = programs or {}, joined, dumped
        self.dump = self.path / "lan.pcap"
        self.ntp_port = free_port(socket.SOCK_DGRAM)
        self.http_port = free_port(socket.SOCK_STREAM)
        self.truths = []                      # every line of truth, with "heard" (this machine's monotonic seconds)
        self.cards_truth = []                 # what the card's clock alone was worth, ten times a second, where PTP is served
        self.answers = []
        self.news = threading.Condition()

    # What QEMU is given.

    def root(self):
        """The image's root with this boot's files over it."""
        target = self.path / "initramfs"
        with open(target, "wb") as out:
            out.write((IMAGE / "initramfs").read_bytes())
            over = cpio.Archive(out)
            for name, text in self.overlay().items():
                over.file(name, text.encode())
            for name, source in self.programs.items():
                over.file(name, pathlib.Path(source).read_bytes(), 0o755)
            over.end()
        return target

    def overlay(self):
        files = dict(self.files)
        if self.settings:
            files["etc/gnomon/gnomon.yaml"] = self.settings
        if self.laboratory:
            standing = (ROOT / "board/qemu-x86_64/files/etc/laboratory.conf").read_text()
            files["etc/laboratory.conf"] = standing + "".join(f"{k} = {v}\n" for k, v in self.laboratory.items())
        return files

    def receiver(self):
        """The laboratory's end of the receiver's line, and the appliance's: a serial port or a USB adapter."""
        line = self.path / "receiver.sock"
        yield from ["-chardev", f"socket,id=speaker,path={line},server=on,wait=off"]
        yield from ["-chardev", f"socket,id=hearer,path={line}"]
        yield from ["-serial", "null" if self.usb else "chardev:hearer", "-serial", "chardev:speaker"]
        if self.usb:
            yield from ["-device", "qemu-xhci,id=usb", "-device", "usb-serial,id=receiver,chardev=hearer"]

    def console(self):
        if self.shell:
            return ["-serial", "mon:stdio"]
        return ["-serial", f"file:{self.path / 'console'}"]

    def cards(self):
        """The LAN, and the card whose clock is the truth; each behind a port of its own, as igb wants it.

        QEMU's `restrict=on` would drop the answers of forwarded UDP too; the guest has no route beyond the LAN instead.
        """
        forwarded = f"hostfwd=udp:127.0.0.1:{self.ntp_port}-:123,hostfwd=tcp:127.0.0.1:{self.http_port}-:8080"
        yield from ["-netdev", f"user,id=outside,{forwarded}", "-netdev", "hubport,id=gate,hubid=8,netdev=outside"]
        for number, (card, hub) in enumerate([("lan", 8), ("truth", 8 if self.joined else 9)], 1):
            yield from ["-netdev", f"hubport,id={card},hubid={hub}",
                        "-device", f"pcie-root-port,id=port{number},chassis={number},slot={number}",
                        "-device", f"igb,bus=port{number},netdev={card}"]
        if self.dumped:
            yield from ["-object", f"filter-dump,id=dump,netdev=lan,file={self.dump}"]

    def command_line(self):
        # A processor that this machine takes away from the guest is a late pulse.
        line = ["chrt", "--rr", "5"] if os.geteuid() == 0 else []
        line += ["qemu-system-x86_64", "-accel", "tcg", "-cpu", "max", "-machine", "q35", "-m", "768",
                "-smp", str(self.processors), "-nodefaults", "-display", "none", "-no-reboot",
                "-kernel", str(IMAGE / "kernel"), "-initrd", str(self.root()),
                "-append", "console=ttyS0,115200 quiet tsc=reliable panic=-1",
                "-rtc", f"base={self.laboratory.get('utc', '2026-11-21T12:00:00')},clock=vm",
                "-device", "i6300esb", "-action", "watchdog=reset",
                "-qmp", f"unix:{self.path / 'qmp'},server=on,wait=off"]
        line += self.console() + list(self.receiver())
        line += ["-serial", f"unix:{self.path / 'control'},server=on,wait=off"] + list(self.cards())
        if self.state:
            line += ["-drive", f"file={self.state},format=raw,if=virtio"]
        return line

    # Its life.

    def __enter__(self):
        self.log = open(self.path / "qemu.log", "w")
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command_line(), stdin=None if self.shell else subprocess.DEVNULL,
            stdout=None if self.shell else self.log, stderr=None if self.shell else self.log)
        self.control = connect(self.path / "control")
        threading.Thread(target=self.listen, daemon=True).start()
        return self

    def __exit__(self, *failure):
        end(self.process)
        self.control.close()
        self.log.close()
        self.folder.cleanup()

    def console_text(self):
        path = self.path / "console"
        return path.read_text(errors="replace") if path.exists() else ""

    def listen(self):
        """Takes lines of truth and answers to commands as they come."""
        try:
            for line in self.control.makefile("r", errors="replace"):
                with self.news:
                    if line.startswith("truth "):
                        self.truths.append(read_truth(line) | {"heard": time.monotonic()})
                    elif line.startswith("card "):
                        self.cards_truth.append(read_truth(line))
                    elif line.split(" ")[0] in ("ok", "refused"):
                        self.answers.append(line.strip())
                    self.news.notify_all()
        except OSError:
            pass

    # The laboratory.

    def command(self, text, seconds=60):
        """Asks the laboratory for something; an AssertionError if it refuses."""
        with self.news:
            told = len(self.answers)
            self.control.sendall(text.encode() + b"\n")
            came = self.news.wait_for(lambda: len(self.answers) > told, seconds)
            assert came and self.answers[-1].startswith("ok"), f"{text}: {self.answers[told:]}"

    def reboot(self):
        """Orderly; the laboratory may be gone before it has answered."""
        self.control.sendall(b"reboot\n")

    def next_truth(self, seconds=60):
        with self.news:
            told = len(self.truths)
            came = self.news.wait_for(lambda: len(self.truths) > told, seconds)
            assert came, f"no line of truth for {seconds} s; console:\n{self.console_text()[-3000:]}"
            return self.truths[-1]

    def machine_command(self, execute, **arguments):
        """A command of QEMU's own (QMP)."""
        with connect(self.path / "qmp") as peer:
            lines = peer.makefile("rw")
            lines.readline()
            for command in ({"execute": "qmp_capabilities"}, {"execute": execute, "arguments": arguments}):
                lines.write(json.dumps(command) + "\n")
                lines.flush()
                answer = json.loads(lines.readline())
                while "event" in answer:
                    answer = json.loads(lines.readline())
            assert "error" not in answer, answer
            return answer.get("return")

    # The appliance.

    def status(self):
        """What the appliance says of itself; {} while it does not answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.http_port}/api/v1/status", timeout=10) as reply:
                return json.loads(reply.read())
        except (OSError, ValueError, urllib.error.URLError):
            return {}
