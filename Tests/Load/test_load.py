# SPDX-License-Identifier: Apache-2.0
"""A thousand who keep the page busy cost neither those who only want to read it, nor anybody's time of day.

How long the page took is told, not judged: that depends on the machine, and tests do not."""

import pathlib
import time
import unittest

from appliance import Appliance
from crowd import Crowd, Listener, Questions

CONFIGURATION = "board: {kind: simulated, seed: 1}\nallow: [127.0.0.0/8]\n"
#: What a small box has to give: octets that the whole program may have in memory.
MOST_RESIDENT = 80_000_000
MOST_UNDER_SIEGE = 320_000_000
CROWD = 1000


def resident(process):
    for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("the kernel does not say how much memory it has")


class Load(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.appliance = cls.enterClassContext(Appliance(CONFIGURATION, tls="on"))
        cls.appliance.wait_for({"locked"}, 120)

    def ask_for_the_page(self):
        """How long it took, in seconds."""
        began = time.monotonic()
        code, text = self.appliance.get("/")
        self.assertEqual(code, 200)
        self.assertIn("</html>", text)
        return time.monotonic() - began

    def questions(self):
        return Questions(self.appliance.ntp_port, 10_000, 1000)

    def test_a_thousand_who_dawdle_cost_nobody_an_answer(self):
        before = self.questions().lost()
        alone = max(self.ask_for_the_page() for _ in range(10))
        beside = []
        with Crowd(self.appliance.http_port, CROWD) as crowd:
            questions = self.questions()
            while questions.is_asking or len(beside) < 10:
                crowd.go_on()
                beside.append(self.ask_for_the_page())
            lost = questions.lost()
            most = resident(self.appliance.process)
        print(f"page: at most {alone * 1e3:.0f} ms alone, {max(beside) * 1e3:.0f} ms beside {CROWD} who dawdle; "
              f"NTP: {before} and {lost} of 10,000 not answered; resident {most / 1e6:.1f} MB")
        self.assertEqual((before, lost), (0, 0))
        self.assertLess(most, MOST_UNDER_SIEGE)

    def test_memory_comes_back_when_the_crowd_has_gone(self):
        with Crowd(self.appliance.http_port, CROWD) as crowd:
            for _ in range(3):
                crowd.go_on()
        for _ in range(60):
            if resident(self.appliance.process) < MOST_RESIDENT:
                return
            time.sleep(1)
        self.fail(f"{resident(self.appliance.process) / 1e6:.1f} MB are still resident")

    def test_ten_browsers_on_live_events_have_room_in_a_small_box(self):
        listeners = [Listener(self.appliance.http_port) for _ in range(10)]
        for listener in listeners:
            self.addCleanup(listener.close)
        for _ in range(10):
            self.ask_for_the_page()
        for listener in listeners:
            listener.hear(20)
        octets = resident(self.appliance.process)
        print(f"resident with ten listeners: {octets / 1e6:.1f} MB")
        self.assertLess(octets, MOST_RESIDENT)


if __name__ == "__main__":
    unittest.main()
