# SPDX-License-Identifier: Apache-2.0
"""Readers and terminals that go away do not take the appliance with them."""

import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time
import unittest

from appliance import PROGRAM
from processes import end

SETTINGS = """\
board: {{kind: linux}}
receiver: {{device: null}}
pulse: {{kind: none}}
ntp: {{listen: []}}
management: {{listen: [], users: null}}
journal: {{database: {folder}/records.sqlite}}
console: {{socket: null}}
"""


class Outlasting(unittest.TestCase):
    def test_a_reader_and_a_terminal_that_go_away(self):
        with tempfile.TemporaryDirectory(prefix="gnomon-peer-") as folder:
            path = os.path.join(folder, "gnomon.yaml")
            with open(path, "w") as file:
                file.write(SETTINGS.format(folder=folder))
            reading, writing = os.pipe()
            os.close(reading)
            appliance = subprocess.Popen([PROGRAM, "run", "--config", path], stdout=writing, stderr=writing)
            os.close(writing)
            self.addCleanup(appliance.kill)
            self.wait_until_unmoved_by(signal.SIGHUP, appliance)
            time.sleep(1)
            appliance.send_signal(signal.SIGHUP)
            time.sleep(1)
            self.assertIsNone(appliance.poll(), "it ended")
            end(appliance)

    def wait_until_unmoved_by(self, number, process):
        """It is not while it still starts, and a busy machine starts it late."""
        deadline = time.monotonic() + 120
        while True:
            status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
            ignored = int(re.search(r"(?m)^SigIgn:\s*(\w+)", status)[1], 16)
            if ignored >> (number - 1) & 1:
                return
            self.assertIsNone(process.poll(), "it ended")
            self.assertLess(time.monotonic(), deadline, "it does not ignore the signal")
            time.sleep(0.1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
