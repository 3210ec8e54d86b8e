# SPDX-License-Identifier: Apache-2.0
"""Two hosts on one cable, each with a processor: a server, and who asks it."""

import contextlib
import os
import pathlib

from network import Namespace, run


class Pinned(Namespace):
    """A host whose programs have one processor, and there the right of way: other work on this machine costs nobody here
    his messages. The kernel takes a twentieth of each second from those who run `REALTIME` without a rest."""

    REALTIME, FIRST = ("chrt", "--fifo", 10), ("nice", "-n", -20)

    def __init__(self, processor, way):
        self.processor, self.way = processor % os.cpu_count(), way
        super().__init__()

    def words(self, *words):
        return super().words(*self.way, "taskset", "-c", self.processor, *words)


class Pair:
    """Two hosts on one cable: `server`, and `crowd`, which holds a whole network of addresses to be its own."""

    def __init__(self, way=Pinned.REALTIME):
        self.server, self.crowd = Pinned(0, way), Pinned(1, way)
        run("ip", "link", "add", "eth0", "netns", self.server.holder.pid, "type", "veth",
            "peer", "name", "eth0", "netns", self.crowd.holder.pid)
        for host, address in ((self.server, "10.77.0.1"), (self.crowd, "10.77.0.2")):
            host.v4 = address
            host.run("ip", "address", "add", f"{address}/24", "dev", "eth0")
            host.run("ip", "link", "set", "eth0", "up")
        self.crowd.run("ip", "route", "add", "local", "10.78.0.0/16", "dev", "lo")
        self.server.run("ip", "route", "add", "10.78.0.0/16", "via", self.crowd.v4)
        self.hide()

    def hide(self):
        """What goes to the crowd is addressed to no card that there is; see tap.h."""
        self.server.run("ip", "neighbour", "replace", self.crowd.v4, "lladdr", "02:00:00:00:00:02", "dev", "eth0")

    @contextlib.contextmanager
    def open(self):
        """Meanwhile the crowd's own programs hear what they are sent."""
        self.server.run("ip", "neighbour", "del", self.crowd.v4, "dev", "eth0")
        try:
            yield
        finally:
            self.hide()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.close()
        self.crowd.close()


def processor_seconds(pid):
    """Of all its threads: its own, and the kernel's on its behalf."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return tuple(int(field) / os.sysconf("SC_CLK_TCK") for field in fields[11:13])


def overruns(host):
    """Datagrams that a host's own sockets had no room for."""
    names, values = [line.split() for line in host.run("grep", "^Udp:", "/proc/net/snmp").splitlines()]
    return int(values[names.index("RcvbufErrors")])
