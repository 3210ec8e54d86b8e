# SPDX-License-Identifier: Apache-2.0
"""Starts the real program for a test, asks it for its status, and ends it again."""

import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from processes import Logged, fetch, free_port  # noqa: E402

PROGRAM = os.environ["GNOMON"]


class Appliance:
    """`gnomon run` with a configuration of its own, on ports of its own."""

    def __init__(self, configuration, ntp_hosts=("127.0.0.1",), ntp_port=None, records=None, tls="off",
                 open_topics="status, metrics", ntp_lines=""):
        """`ntp_lines` are further keys of `ntp`. `records` is a folder for the history where it is not to be the test's own."""
        self.folder = tempfile.TemporaryDirectory(prefix="gnomon-test-")
        path = pathlib.Path(self.folder.name)
        self.scheme = "http" if tls == "off" else "https"
        self.ntp_port = ntp_port or free_port()
        self.http_port = free_port(socket.SOCK_STREAM)
        self.control = path / "control.sock"
        listen = ", ".join(
            f'"[{host}]:{self.ntp_port}"' if ":" in host else f'"{host}:{self.ntp_port}"' for host in ntp_hosts)
        self.configuration = path / "gnomon.yaml"
        self.configuration.write_text(
            configuration
            + f"ntp:\n  listen: [{listen}]\n{ntp_lines}"
            + f'management:\n  listen: ["127.0.0.1:{self.http_port}"]\n  open: [{open_topics}]\n'
            + f'  users: {path}/users.json\n  tls: {{mode: {tls}, certificate: {path}/page.crt, key: {path}/page.key}}\n'
            + f'journal:\n  database: {records or path}/records.sqlite\n'
            + f'console:\n  socket: "{self.control}"\n')
        self.certificate = path / "page.crt"
        self.logged = None

    def __enter__(self):
        self.logged = Logged([PROGRAM, "run", "--config", self.configuration], self.configuration.with_name("log"))
        return self

    def __exit__(self, *failure):
        self.logged.end(shown=failure[0])
        self.folder.cleanup()

    @property
    def process(self):
        return self.logged.process

    def get(self, path):
        """Status code and body of an HTTP GET; (0, "") while nobody listens."""
        return fetch(f"{self.scheme}://127.0.0.1:{self.http_port}{path}")

    def status(self):
        code, body = self.get("/api/v1/status")
        return json.loads(body) if code == 200 else {}

    def servers(self):
        """The other servers of NTP that it asks, as the API tells of them, by their names."""
        code, body = self.get("/api/v1/sources")
        sources = json.loads(body)["sources"] if code == 200 else []
        return {source["name"]: source for source in sources if source["kind"] == "server"}

    def wait_for(self, states, seconds=120):
        """Waits until the state is one of `states`; the status then, or an AssertionError with the last one."""
        deadline = time.monotonic() + seconds
        status = {}
        while time.monotonic() < deadline:
            assert self.process.poll() is None, f"the program ended with {self.process.returncode}"
            status = self.status()
            if status.get("state") in states:
                return status
            time.sleep(0.2)
        raise AssertionError(f"not {states} within {seconds} s; last status: {status}")

    def command(self, *words):
        """`gnomon WORDS` against the running program: exit status and output."""
        done = subprocess.run(
            [PROGRAM, *words, "--socket", str(self.control)], capture_output=True, text=True, timeout=120)
        return done.returncode, done.stdout + done.stderr


class Within(Appliance):
    """An appliance in a network of its own, at port 123 of all addresses; it is asked by its control socket."""

    def __init__(self, network, configuration, **options):
        super().__init__(configuration, ["0.0.0.0"], ntp_port=123, **options)
        self.network = network

    def __enter__(self):
        words = self.network.words(PROGRAM, "run", "--config", self.configuration)
        self.logged = Logged(words, self.configuration.with_name("log"))
        return self

    def status(self):
        code, text = self.command("status", "--json")
        return json.loads(text) if code == 0 else {}
