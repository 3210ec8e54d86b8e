# SPDX-License-Identifier: Apache-2.0
"""NTP servers to be measured, each in a host of the bench at port 123. None of them may set a clock."""

import os
import pathlib
import tempfile
import time

from measured import Measured, widen
from processes import UNABLE, Logged



class Server(Measured):
    """`words`: what starts it, in a folder of its own."""

    variable = None
    #: What is asked instead of the plain request: a word for the generator, without the time of asking.
    request = ()

    def __init__(self, host):
        self.host, self.folder = host, tempfile.TemporaryDirectory(prefix="gnomon-bench-")
        path = pathlib.Path(self.folder.name)
        self.logged = Logged(host.words(*UNABLE, *self.words(path)), path / "log")
        time.sleep(1)
        self.wait()

    @classmethod
    def is_here(cls):
        return os.path.exists(os.environ.get(cls.variable, ""))

    def wait(self):
        """Until it answers as it will."""


class Responder(Server):
    name, variable = "sockets", "NTP_RESPONDER"

    def words(self, path):
        return [os.environ[self.variable]]


class Chronyd(Server):
    name, variable = "chronyd", "CHRONYD"

    def words(self, path):
        (path / "chrony.conf").write_text(
            f"local stratum 1\nallow\ncmdport 0\nbindcmdaddress {path}/sock\npidfile {path}/pid\n")
        return [os.environ[self.variable], "-d", "-x", "-u", "root", "-f", path / "chrony.conf"]

    def wait(self):
        widen(self.pid)


class Ntpd(Server):
    """ntpsec's."""
    name, variable = "ntpd", "NTPD"

    def words(self, path):
        (path / "ntp.conf").write_text("disable ntp\ntos orphan 1 orphanwait 1\nrestrict default\n")
        return [os.environ[self.variable], "-n", "-c", path / "ntp.conf", "-p", path / "pid"]

    def wait(self):
        widen(self.pid)


class Alone(Server):
    """What serves NTP of ours, in a process of its own."""
    name, variable = "alone", "NTP_ALONE"

    def words(self, path):
        return [os.environ[self.variable], "0.0.0.0:123"]


class Keyed(Alone):
    """The same, asked with a MAC of AES-CMAC-128. The request is always the same; how long answers take cannot be told."""
    name = "keyed"
    request = ("23" + "00" * 39 + "0102030405060708" + "00000001" + "DBC2420729529C4E3E4DD2C567456C2C",)

    def words(self, path):
        (path / "keys").write_text("1 AES128 HEX:7EA62AE64D190114D46D5A082F948EC1\n")
        return [*super().words(path), path / "keys"]


class Gnomon(Server):
    name, variable = "gnomon", "GNOMON"

    def words(self, path):
        self.control = path / "control.sock"
        (path / "gnomon.yaml").write_text(
            "board: {kind: simulated, seed: 1}\nntp: {listen: [\"0.0.0.0:123\"], limit: {mode: off}}\nmanagement: {listen: []}\n"
            f"journal: {{database: {path}/records.sqlite}}\nconsole: {{socket: {self.control}}}\n")
        return [os.environ[self.variable], "run", "--config", path / "gnomon.yaml"]

    def wait(self):
        self.host.run(os.environ[self.variable], "status", "--wait", "--socket", self.control)


KINDS = (Responder, Chronyd, Ntpd, Alone, Keyed, Gnomon)
