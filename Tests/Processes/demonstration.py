# SPDX-License-Identifier: Apache-2.0
"""The demonstration, for the tests of what it shows over HTTP: an appliance that waits for its first admin."""

import time

from appliance import Appliance
from processes import fetch

PASSWORD = "lamps over the seventh meridian"


class House(Appliance):
    """`more`: sections of its configuration; `open_topics`: what may be read without a login."""

    def __init__(self, more="", open_topics="status, metrics", tls="off"):
        super().__init__(f"# For a test.\nboard: {{kind: simulated, seed: 1}}\n{more}", open_topics=open_topics, tls=tls)
        self.url = f"{self.scheme}://127.0.0.1:{self.http_port}"
        self.token_file = self.configuration.parent / "users.json.setup-token"
        self.settings = self.configuration.read_text()

    def get(self, path, **headers):
        """Status code and body; (0, "") while nobody listens."""
        return fetch(self.url + path, **headers)

    def wait_for(self, wanted, seconds, what):
        """Waits until something holds; says what it was where it does not come."""
        deadline = time.monotonic() + seconds
        while not wanted():
            assert self.process.poll() is None, f"the program ended with {self.process.returncode}"
            if time.monotonic() > deadline:
                raise AssertionError(f"not {what} within {seconds} s: {self.status()}")
            time.sleep(0.1)

    def scene(self, name):
        code, said = self.command("scene", name)
        assert code == 0, said
