# SPDX-License-Identifier: Apache-2.0
"""A server and everybody else on one cable, each with a processor."""

from network import cable, settle
from pair import Pinned

SERVER, CROWD, NOBODY = "02:78:00:00:00:01", "02:78:00:00:00:02", "02:78:00:00:00:03"


class Cable:
    """`server`, and `crowd`, whose own addresses are 10.78.0.0/16 and fd78::/16. What the server says to anybody else goes
    to a card that there is not: who forges an address hears nothing."""

    def __enter__(self):
        self.server, self.crowd = Pinned(0, Pinned.FIRST), Pinned(1, Pinned.FIRST)
        cable(self.server, "eth0", self.crowd, "eth0")
        for host, mac, number in ((self.server, SERVER, 1), (self.crowd, CROWD, 2)):
            host.v4, host.v6 = f"10.77.0.{number}", f"fd77::{number}"
            settle(host, "eth0", mac, host.v4, host.v6)
        for local, own, other, version in (("10.78.0.0/16", self.crowd.v4, "10.77.0.3", "-4"),
                                           ("fd78::/16", self.crowd.v6, "fd77::3", "-6")):
            self.crowd.run("ip", version, "route", "add", "local", local, "dev", "lo")
            self.server.run("ip", version, "neighbour", "replace", own, "lladdr", CROWD, "dev", "eth0")
            self.server.run("ip", version, "neighbour", "replace", other, "lladdr", NOBODY, "dev", "eth0")
            self.server.run("ip", version, "route", "add", local, "via", own)
            self.server.run("ip", version, "route", "add", "default", "via", other)
        for version, own in (("-4", self.server.v4), ("-6", self.server.v6)):
            self.crowd.run("ip", version, "neighbour", "replace", own, "lladdr", SERVER, "dev", "eth0")
        return self

    def __exit__(self, *_):
        self.server.close()
        self.crowd.close()
