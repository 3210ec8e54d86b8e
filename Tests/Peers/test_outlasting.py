# SPDX-License-Identifier: Apache-2.0
"""Readers and terminals that go away do not take the appliance with them."""

import os
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
            time.sleep(1)
            appliance.send_signal(signal.SIGHUP)
            time.sleep(1)
            self.assertIsNone(appliance.poll(), "it ended")
            end(appliance)


if __name__ == "__main__":
    unittest.main(verbosity=2)
