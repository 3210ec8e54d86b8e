# SPDX-License-Identifier: Apache-2.0
"""Who floods the server from forged addresses takes no polite client's time away, and none of the server's memory."""

import contextlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).parent
sys.path += [str(HERE / "Shared"), str(HERE / "Flood"), str(HERE.parent / "Grandmaster")]

from cable import SERVER, Cable
from measured import Measured
from network import needs_namespaces
from pair import Pinned
from processes import UNABLE, Logged

CLIENTS, BEFORE, SECONDS = 100, 6, 8
#: As much of what polite clients ask may stay without an answer.
BEARABLE = 0.01
#: Of the server's processor, as much is somebody else's where the flood is to be ten times what the server can answer: one
#: processor alone forges hardly twice what another one answers.
HOGGED = 0.9
#: Octets by which the whole program may be larger afterwards.
GROWTH = 4_000_000


class Server(Measured):
    def __init__(self, host):
        self.folder = tempfile.TemporaryDirectory(prefix="gnomon-flood-")
        path = pathlib.Path(self.folder.name)
        self.logged = Logged(host.words(*UNABLE, *self.words(path)), path / "log")
        self.host = host
        time.sleep(1)
        self.wait()
        # Threads that Swift's library makes have a way of their own.
        for task in pathlib.Path(f"/proc/{self.pid}/task").iterdir():
            os.setpriority(os.PRIO_PROCESS, int(task.name), -20)

    def wait(self):
        """Until it answers as it will."""

    @property
    def resident(self):
        lines = pathlib.Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) * 1024


class Gnomon(Server):
    def words(self, path):
        self.control = path / "control.sock"
        (path / "gnomon.yaml").write_text(
            "board: {kind: simulated, seed: 1}\nntp: {listen: ['0.0.0.0:123', '[::]:123']}\nmanagement: {listen: []}\n"
            f"journal: {{database: {path}/records.sqlite}}\nconsole: {{socket: {self.control}}}\n")
        return [os.environ["GNOMON"], "run", "--config", path / "gnomon.yaml"]

    def wait(self):
        self.host.run(os.environ["GNOMON"], "status", "--wait", "--socket", self.control)

    def tell(self, what):
        return json.loads(self.host.run(os.environ["GNOMON"], what, "--json", "--socket", self.control))


class Chronyd(Server):
    def words(self, path):
        (path / "chrony.conf").write_text(
            "local stratum 1\nallow\nratelimit interval -1 burst 16\n"
            f"cmdport 0\nbindcmdaddress {path}/sock\npidfile {path}/pid\n")
        return [os.environ["CHRONYD"], "-d", "-x", "-u", "root", "-f", path / "chrony.conf"]


@needs_namespaces
class Flood(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gnomon-flood-"))
        cls.flood = pathlib.Path(folder) / "flood"
        subprocess.run(["gcc", "-O2", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-o", cls.flood, HERE / "Flood" / "flood.c"],
                       check=True)

    def flooded(self, cable, server, hogged=0):
        """What became of the polite, how many forged requests there were, and how much larger the server is; while so much
        of the server's processor is `hogged`."""
        # Who asks politely is not to be held up by who floods on the same processor.
        cable.crowd.way = ("chrt", "--fifo", 20)
        words = cable.crowd.words(sys.executable, HERE / "Flood" / "polite.py", cable.server.v4, cable.server.v6, CLIENTS,
                                  BEFORE, SECONDS)
        cable.crowd.way = Pinned.REALTIME
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as polite, self.hog(cable, hogged):
            time.sleep(BEFORE - 1)
            before = server.resident
            sent = int(cable.crowd.run(self.flood, "eth0", SERVER, cable.server.v4, cable.server.v6, SECONDS + 2))
            result = json.loads(polite.communicate(timeout=60)[0])
        return result, sent, server.resident - before

    @contextlib.contextmanager
    def hog(self, cable, share):
        if share == 0:
            yield
            return
        words = ["chrt", "--fifo", "5", "taskset", "-c", str(cable.server.processor), sys.executable,
                 HERE / "Flood" / "hog.py", str(share), str(BEFORE + SECONDS + 60)]
        with subprocess.Popen(words) as hog:
            yield
            hog.kill()

    def show(self, name, result, sent, growth):
        lost = 1 - result["answered"] / result["asked"]
        print(f"{name}: of {result['asked']} polite requests {100 * lost:.2f} % lost beside {sent / (SECONDS + 2):,.0f} "
              f"forged ones a second; {growth / 1e6:+.1f} MB")
        return lost

    def test_polite_clients_lose_next_to_nothing(self):
        with Cable() as cable, Gnomon(cable.server) as server:
            result, sent, growth = self.flooded(cable, server)
            lost = self.show("gnomon", result, sent, growth)
            told, status = server.tell("clients"), server.tell("status")["ntp"]
        came = status["received"]
        counts = {count["name"]: count["count"] for count in told["refused"]}
        print(f"gnomon: of {sent} forged requests {told['overruns']} were kept out; {came} came, refused",
              {name: count for name, count in counts.items() if count}, "clients", told["distinct"])
        self.show_departures(status["transmitErrors"])
        self.assertLess(lost, BEARABLE)
        self.assertLess(growth, GROWTH)
        # It knows of all of them, whether they came to it or not.
        self.assertGreater(came + told["overruns"], 0.99 * sent)
        self.assertLessEqual(result["longest"], 48)
        self.assertGreaterEqual(told["distinct"]["hour"], CLIENTS)

    def test_neither_do_they_beside_ten_times_of_what_it_can_answer(self):
        with Cable() as cable, Gnomon(cable.server) as server:
            before = server.processor_seconds
            result, sent, growth = self.flooded(cable, server, HOGGED)
            spent = server.processor_seconds - before
            lost = self.show("gnomon, with little of a processor", result, sent, growth)
            answers = (1 - HOGGED) * server.tell("status")["ntp"]["received"] / spent
        times = sent / (SECONDS + 2) / answers
        print(f"gnomon: with {100 * (1 - HOGGED):.0f} % of a processor it can answer {answers:,.0f} requests a second: "
              f"the flood was {times:.1f} times that")
        self.assertLess(lost, BEARABLE)
        self.assertLess(growth, GROWTH)
        self.assertLessEqual(result["longest"], 48)

    def show_departures(self, errors):
        """How much later than their transmit timestamps plain replies left under that load."""
        kernel = next(one for one in errors if one["stamper"] == "kernel")
        median, p99, worst = (kernel[name] for name in ("medianNs", "p99Ns", "worstNs"))
        print(f"gnomon: replies left {median / 1e3:.1f} µs after their transmit timestamp (half of them), "
              f"{p99 / 1e3:.1f} µs (99 of 100), {worst / 1e3:.1f} µs (the worst of {kernel['samples']})")
        self.assertGreater(kernel["samples"], 0)
        self.assertTrue(0 <= median <= p99 <= worst < 500_000_000)

    @unittest.skipUnless(os.path.exists(os.environ.get("CHRONYD", "")), "no chronyd")
    def test_what_they_lose_beside_chronyd(self):
        with Cable() as cable, Chronyd(cable.server) as server:
            self.show("chronyd", *self.flooded(cable, server))


if __name__ == "__main__":
    unittest.main()
