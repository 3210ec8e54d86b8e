# SPDX-License-Identifier: Apache-2.0
"""Plays a captured receiver into a pseudo-terminal at the pace at which it once spoke."""

import os
import re
import threading
import time
import tty


def seconds_of(capture):
    """The capture cut into one block of bytes per second, by the time that its RMC sentences state."""
    blocks, current, shown = [], b"", None
    for line in capture.splitlines(keepends=True):
        found = re.match(rb"\$..RMC,(\d{6})", line)
        if found and found[1] != shown:
            if current and shown is not None:
                blocks.append(current)
            current, shown = b"", found[1]
        if shown is not None:
            current += line
    return blocks + [current]


class CapturePlayer:
    """A serial line on which `capture` is heard: each second's block begins `latency` after a second of this
    machine's clock, as a receiver's does after its pulse."""

    def __init__(self, capture, latency=0.15):
        self.blocks = seconds_of(capture)
        self.latency = latency
        self.master, slave = os.openpty()
        tty.setraw(slave)
        self.path = os.ttyname(slave)
        self._slave = slave
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._play, daemon=True)
        #: Unix second of this machine's clock at which the first block's second was marked.
        self.first_second = None

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()
        os.close(self.master)
        os.close(self._slave)

    def _play(self):
        second = int(time.time()) + 2
        self.first_second = second
        for number, block in enumerate(self.blocks):
            if self._stop.wait(max(0.0, second + number + self.latency - time.time())):
                return
            os.write(self.master, block)
        self._stop.wait()
