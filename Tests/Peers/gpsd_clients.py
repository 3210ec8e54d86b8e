# SPDX-License-Identifier: Apache-2.0
"""gpsd's own clients, of Debian's package gpsd-clients, asked for what an appliance says to them."""

import json
import re
import shlex
import socket
import subprocess
import time
import uuid


def gpspipe(address, *options, lines=20, seconds=60):
    """What gpspipe prints, a line each."""
    done = subprocess.run(
        ["gpspipe", *options, "-n", str(lines), "-x", str(seconds), address], capture_output=True, timeout=seconds + 30)
    return done.stdout.decode("latin-1").splitlines()


def reports(address, *options, lines=20, seconds=60):
    """The JSON objects that gpspipe prints."""
    return [json.loads(line) for line in gpspipe(address, "-w", *options, lines=lines, seconds=seconds)
            if line.startswith("{")]


def screen(command, until, seconds=120, size=(80, 40)):
    """What a full-screen program shows, read off a terminal of its own, as soon as `until` is found there."""
    server = f"gnomon-{uuid.uuid4().hex}"

    def tmux(*words):
        return subprocess.run(["tmux", "-L", server, "-f", "/dev/null", *words], capture_output=True, text=True).stdout

    tmux("new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), shlex.join(command))
    try:
        shown, deadline = "", time.monotonic() + seconds
        while time.monotonic() < deadline:
            shown = tmux("capture-pane", "-p")
            if re.search(until, shown, re.S):
                break
            time.sleep(0.2)
        return shown
    finally:
        tmux("kill-server")


class Dialogue:
    """A plain connection, for what no client would say."""

    def __init__(self, port, host="127.0.0.1"):
        self.socket = socket.create_connection((host, port), timeout=60)
        self.file = self.socket.makefile("rb")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()
        self.socket.close()

    def say(self, text):
        self.socket.sendall(text.encode())

    def hear(self, kind=None):
        """The next object, or the next one of that class; None where it was hung up."""
        while True:
            try:
                line = self.file.readline()
            except ConnectionResetError:
                return None
            if not line:
                return None
            if line.startswith(b"{"):
                heard = json.loads(line)
                if kind in (None, heard["class"]):
                    return heard
