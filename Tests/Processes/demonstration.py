# SPDX-License-Identifier: Apache-2.0
"""The program, running the demonstration in a folder of its own, for the tests of what it shows over HTTP."""

import json
import os
import pathlib
import socket
import subprocess
import tempfile
import time

from processes import end, fetch, free_port

PROGRAM = os.environ["GNOMON"]
PASSWORD = "lamps over the seventh meridian"

SETTINGS = """\
# For a test.
board: {{kind: simulated, seed: 1}}
ntp: {{listen: ["127.0.0.1:{ntp}"]}}
management:
  listen: ["127.0.0.1:{http}"]
  users: {folder}/users.json
  open: [{open}]
console: {{socket: {folder}/control.sock}}
journal: {{database: {folder}/records.sqlite}}
"""


class House:
    """`open_topics`: what may be read without a login."""

    def __init__(self, open_topics="status, metrics"):
        self.open_topics = open_topics

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="gnomon-house-")
        path = pathlib.Path(self.folder.name)
        self.http, ntp = free_port(socket.SOCK_STREAM), free_port()
        self.url = f"http://127.0.0.1:{self.http}"
        self.configuration, self.control = path / "gnomon.yaml", path / "control.sock"
        self.token_file = path / "users.json.setup-token"
        self.settings = SETTINGS.format(ntp=ntp, http=self.http, folder=path, open=self.open_topics)
        self.configuration.write_text(self.settings)
        self.log = open(path / "log", "w+")
        self.process = subprocess.Popen(
            [PROGRAM, "run", "--config", str(self.configuration)], stdout=self.log, stderr=self.log)
        return self

    def __exit__(self, *failure):
        end(self.process)
        if failure[0]:
            self.log.seek(0)
            print("--- what the program logged:\n" + self.log.read()[-6000:])
        self.log.close()
        self.folder.cleanup()

    def get(self, path, **headers):
        """Status code and body; (0, "") while nobody listens."""
        return fetch(self.url + path, timeout=10, **headers)

    def status(self):
        code, body = self.get("/api/v1/status")
        return json.loads(body) if code == 200 else {}

    def wait_for(self, wanted, seconds, what):
        deadline = time.monotonic() + seconds
        while not wanted():
            if time.monotonic() > deadline:
                raise AssertionError(f"not {what} within {seconds} s: {self.status()}")
            time.sleep(0.1)

    def scene(self, name):
        subprocess.run(
            [PROGRAM, "scene", name, "--socket", str(self.control)], check=True, capture_output=True)
