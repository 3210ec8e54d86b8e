# SPDX-License-Identifier: Apache-2.0
"""What passes a host's interfaces, as tshark reads it."""

import pathlib
import subprocess
import tempfile
import time

PTP = "ptp or eth.type == 0x88f7"


class Capture:
    """From entering on; asked after it has ended."""

    def __init__(self, host, interfaces=("eth0",)):
        self.folder = tempfile.TemporaryDirectory(prefix="gnomon-capture-")
        self.file = pathlib.Path(self.folder.name) / "wire.pcapng"
        self.process = subprocess.Popen(
            host.words("dumpcap", "-q", *(word for name in interfaces for word in ("-i", name)), "-w", self.file), stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True)
        # "File: …" comes once it listens.
        deadline = time.monotonic() + 60
        while "File" not in self.process.stderr.readline():
            assert self.process.poll() is None and time.monotonic() < deadline, "dumpcap did not begin"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()
        self.folder.cleanup()

    def end(self):
        """Lets what has passed reach the file, and closes it."""
        if self.process.poll() is None:
            time.sleep(1)
            self.process.terminate()
            self.process.communicate()

    def rows(self, *fields, only=PTP):
        """One tuple of texts for each packet that passes the filter."""
        words = ["tshark", "-n", "-r", self.file, "-Y", only, "-T", "fields", "-E", "separator=|"]
        for field in fields:
            words += ["-e", field]
        done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return [tuple(line.split("|")) for line in done.stdout.splitlines()]

    def complaints(self):
        """Packets of PTP that tshark calls malformed or expert-warns of, in its words."""
        return self.rows("frame.number", "_ws.col.Info", "_ws.expert.message",
                         only=f"({PTP}) and (_ws.malformed or _ws.expert.severity >= 0x00600000)")
