# SPDX-License-Identifier: Apache-2.0
"""The demonstration as a grandmaster in a host of a test's network, asked over its control socket: that is a file, and so
in reach from outside."""

import json
import os
import pathlib
import subprocess
import tempfile
import time

from processes import Logged

PROGRAM = os.environ["GNOMON"]


class Grandmaster:
    """`ports`: the text of `ptp.ports`, a list of mappings in one line each; `whole`: of all but where it can be asked."""

    def __init__(self, host, ports, seed=1, more="", whole=None):
        self.host = host
        self.folder = tempfile.TemporaryDirectory(prefix="gnomon-ptp-")
        path = pathlib.Path(self.folder.name)
        self.control, self.uds = path / "control.sock", path / "ptp.sock"
        lines = "".join(f"    - {port}\n" for port in ports)
        rest = whole or (f"board: {{kind: simulated, seed: {seed}}}\n"
                         f"ptp:\n  management: {{socket: {self.uds}}}\n  ports:\n{lines}{more}")
        (path / "gnomon.yaml").write_text(
            "ntp: {listen: []}\nmanagement: {listen: []}\n"
            f"journal: {{database: {path}/records.sqlite}}\nconsole: {{socket: {self.control}}}\n{rest}")
        self.logged = Logged(host.words(PROGRAM, "run", "--config", path / "gnomon.yaml"), path / "log")

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.logged.end(shown=failure[0])
        self.folder.cleanup()

    @property
    def said(self):
        return pathlib.Path(self.logged.log.name).read_text()

    @property
    def process(self):
        return self.logged.process

    def kill(self):
        """As a power cut: no word of farewell."""
        self.process.kill()
        self.process.wait()

    def command(self, *words):
        """`gnomon WORDS`: exit status and output."""
        done = subprocess.run(
            [PROGRAM, *words, "--socket", str(self.control)], capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def report(self, *words):
        """What `gnomon WORDS --json` tells; empty while nobody answers."""
        code, said = self.command(*words, "--json")
        return json.loads(said) if code == 0 else {}

    @property
    def port(self):
        """The first port."""
        return (self.report("ptp").get("ports") or [{}])[0]

    def wait_for(self, wanted, what, seconds=120):
        """What is wanted, once it is there."""
        deadline = time.monotonic() + seconds
        while not (found := wanted()):
            assert self.process.poll() is None, f"the program ended with {self.process.returncode}"
            assert time.monotonic() < deadline, f"not {what} within {seconds} s: {self.command('status')[1]}"
            time.sleep(0.2)
        return found

    def wait_until_locked(self):
        self.wait_for(lambda: self.report("status").get("state") == "locked", "locked")

    def scene(self, name):
        code, said = self.command("scene", name)
        assert code == 0, said
