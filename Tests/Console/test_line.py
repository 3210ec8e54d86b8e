# SPDX-License-Identifier: Apache-2.0
"""The console on a serial line: it waits for somebody, is pulled and plugged, and forgets who had logged in."""

import unittest

from appliance import Appliance
from demonstration import PASSWORD
from terminal import Line, compare


class Serial(Appliance):
    """The demonstration with a serial line, which is there before the program is, and 9600 bits a second fast."""

    def __init__(self):
        super().__init__("# For a test.\nboard: {kind: simulated, seed: 1}\n")
        self.line = Line(self.configuration.with_name("ttyTest"))
        with self.configuration.open("a") as file:
            file.write(f"  tty: [{self.line.name}]\n  baud: 9600\n")


class SerialLine(unittest.TestCase):
    def test_it_is_set_up_logged_in_on_pulled_and_plugged(self):
        house = Serial()
        sitting = house.line.plug()
        with house:
            sitting.wait_for("Press Enter to log in.")
            sitting.type("\r").wait_for("[admin]: ", ).type("\r")
            sitting.wait_for("Password: ").type(PASSWORD + "\r").wait_for("Once more: ").type(PASSWORD + "\r")
            sitting.wait_for("[auto]: ").type("\r").wait_for("[everybody]: ").type("\r")
            sitting.wait_for("[yes] ").type("\r").wait_for_prompt()
            self.assertIn("gnomon 0.", sitting.command("version"))
            sitting.clear().type("help\r").wait_for("--More--")
            compare(self, "line-paging", sitting.text())

            house.line.pull()
            sitting = house.line.plug()
            sitting.wait_for("Press Enter to log in.")
            compare(self, "line-banner", sitting.text())
            sitting.type("\r").wait_for("login: ").type("admin\r").wait_for("Password: ").type(PASSWORD + "\r")
            sitting.wait_for_prompt().type("exit\r").wait_for("Press Enter to log in.")

    def test_a_line_that_is_the_receivers_is_refused(self):
        house = Serial()
        text = house.configuration.read_text() + f"receiver: {{device: {house.line.name}}}\n"
        house.configuration.write_text(text)
        with house:
            self.assertEqual(house.process.wait(60), 2)
            house.logged.log.seek(0)
            self.assertIn("receiver.device already", house.logged.log.read())


if __name__ == "__main__":
    unittest.main()
