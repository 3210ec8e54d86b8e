# SPDX-License-Identifier: Apache-2.0
"""NTP servers to be measured, each in a host of the bench at port 123. None of them may set a clock."""

import json
import os
import pathlib
import tempfile
import time

import sealed
from measured import Measured, widen
from processes import UNABLE, Logged



class Server(Measured):
    """`words`: what starts it, in a folder of its own."""

    variable = None
    #: What is asked instead of the plain request: a word for the generator, without the time of asking.
    request = ()
    #: Whether it says how late its replies leave.
    is_telling = False

    def __init__(self, pair):
        self.pair, self.host, self.folder = pair, pair.server, tempfile.TemporaryDirectory(prefix="gnomon-bench-")
        path = pathlib.Path(self.folder.name)
        self.logged = Logged(self.host.words(*UNABLE, *self.words(path)), path / "log")
        time.sleep(1)
        self.wait()

    @classmethod
    def is_here(cls):
        return os.path.exists(os.environ.get(cls.variable, ""))

    def wait(self):
        """Until it answers as it will."""

    def lateness(self):
        """How much later than their transmit timestamps replies left of late; `None`: it does not say."""


class Responder(Server):
    name, variable = "sockets", "NTP_RESPONDER"

    def words(self, path):
        return [os.environ[self.variable]]


class Stamped(Responder):
    """The same with the kernel's stamps, which cost what they cost."""
    name = "stamped"

    def words(self, path):
        return [*super().words(path), "stamped"]


class Chronyd(Server):
    name, variable = "chronyd", "CHRONYD"

    def words(self, path):
        (path / "chrony.conf").write_text(
            f"local stratum 1\nallow\ncmdport 0\nbindcmdaddress {path}/sock\npidfile {path}/pid\n" + self.more(path))
        return [os.environ[self.variable], "-d", "-x", "-u", "root", "-f", path / "chrony.conf"]

    def more(self, path):
        return ""


class WideChronyd(Chronyd):
    """With as much room for requests as ours take."""
    name = "wide"

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
    """The same, asked with a MAC of AES-CMAC-128. The request is always the same."""
    name = "keyed"
    request = ("23" + "00" * 39 + "0102030405060708" + "00000001" + "DBC2420729529C4E3E4DD2C567456C2C",)

    def words(self, path):
        (path / "keys").write_text("1 AES128 HEX:7EA62AE64D190114D46D5A082F948EC1\n")
        return [*super().words(path), path / "keys"]


class Gnomon(Server):
    name, variable = "gnomon", "GNOMON"
    is_telling = True

    def words(self, path):
        self.control = path / "control.sock"
        (path / "gnomon.yaml").write_text(
            "board: {kind: simulated, seed: 1}\nmanagement: {listen: []}\n"
            f"ntp: {{listen: [\"0.0.0.0:123\"], limit: {{mode: off}}{self.more(path)}}}\n"
            f"journal: {{database: {path}/records.sqlite}}\nconsole: {{socket: {self.control}}}\n")
        return [os.environ[self.variable], "run", "--config", path / "gnomon.yaml"]

    def wait(self):
        self.host.run(os.environ[self.variable], "status", "--wait", "--socket", self.control)

    def lateness(self):
        status = json.loads(self.host.run(os.environ[self.variable], "status", "--json", "--socket", self.control))
        return next(iter(status["ntp"]["transmitErrors"]), None)

    def more(self, path):
        return ""


class SealedChronyd(WideChronyd):
    """chronyd, asked with Network Time Security."""
    name = "chronyd+"

    def more(self, path):
        sealed.certify(path, self.host.v4)
        return f"ntsserverkey {path}/nts.key\nntsservercert {path}/nts.crt\nntsdumpdir {path}\n"

    def wait(self):
        super().wait()
        self.request = (sealed.request(self.pair, self.folder.name),)


class Sealed(Gnomon):
    """The whole appliance, asked with Network Time Security."""
    name = "sealed"

    def more(self, path):
        sealed.certify(path, self.host.v4)
        return f", nts: {{listen: [\"0.0.0.0:4460\"], certificate: {path}/nts.crt, key: {path}/nts.key}}"

    def wait(self):
        super().wait()
        self.request = (sealed.request(self.pair, self.folder.name),)


KINDS = (Responder, Stamped, Chronyd, WideChronyd, SealedChronyd, Ntpd, Alone, Keyed, Gnomon, Sealed)
