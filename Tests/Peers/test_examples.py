# SPDX-License-Identifier: Apache-2.0
"""The configurations of board/common/examples stand for themselves."""

import subprocess
import unittest

from topology import EXAMPLES, PROGRAM


class Examples(unittest.TestCase):
    def test_every_configuration_is_right_as_it_stands(self):
        files = sorted(EXAMPLES.glob("*/gnomon.yaml"))
        self.assertEqual(len(files), 4)
        for file in files:
            done = subprocess.run([PROGRAM, "check", str(file)], capture_output=True, text=True, timeout=60)
            self.assertEqual(done.returncode, 0, f"{file}: {done.stdout}{done.stderr}")


if __name__ == "__main__":
    unittest.main()
