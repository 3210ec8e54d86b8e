# SPDX-License-Identifier: Apache-2.0
"""Grandmasters to be measured, each in a host of the bench."""

import os
import pathlib
import tempfile
import time

from measured import Measured, widen
from processes import Logged

PTP4L = """[global]
domainNumber {domain}
unicast_listen 1
inhibit_multicast_service 1
time_stamping software
free_running 1
network_transport UDPv4
masterOnly 1
clockClass 6
tx_timestamp_timeout 10
logging_level 4
use_syslog 0
verbose 0
uds_address {folder}/ptp4l
[eth0]
"""


class Ptp4l(Measured):
    name = "ptp4l"

    def __init__(self, host, domain):
        self.folder = tempfile.TemporaryDirectory(prefix="gnomon-bench-")
        path = pathlib.Path(self.folder.name)
        (path / "ptp4l.conf").write_text(PTP4L.format(domain=domain, folder=path))
        program = pathlib.Path(os.environ["LINUXPTP"].split(":")[0]) / "ptp4l"
        self.logged = Logged(host.words(program, "-f", path / "ptp4l.conf", "-m"), path / "log")
        # It becomes master after three announce intervals of nobody else's word.
        time.sleep(8)
        widen(self.pid)

    @staticmethod
    def is_here():
        return "LINUXPTP" in os.environ


class Gnomon:
    name = "gnomon"

    def __init__(self, host, domain):
        from grandmaster import Grandmaster

        port = f"{{interface: eth0, profile: g8275.2, domain: {domain}, timestamps: software}}"
        self.master = Grandmaster(host, [port])
        self.master.wait_until_locked()

    @staticmethod
    def is_here():
        return "GNOMON" in os.environ

    @property
    def pid(self):
        return self.master.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.master.__exit__(*failure)
