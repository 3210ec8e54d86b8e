# SPDX-License-Identifier: Apache-2.0
"""A small network of hosts in namespaces of their own: nothing of it reaches this machine's network, and nothing of it is
left once its holders have ended, however the test ended."""

import os
import shutil
import subprocess
import time
import unittest


def needs_namespaces(test):
    """Making namespaces wants root, and the tool that does it."""
    possible = (os.geteuid() == 0 and shutil.which("ip") and shutil.which("unshare")
                and subprocess.run(["unshare", "--net", "true"], capture_output=True).returncode == 0)
    return unittest.skipUnless(possible, "network namespaces need root, iproute2 and a kernel that permits them")(test)


def run(*words, check=True):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
    if check and done.returncode:
        raise AssertionError(f"{' '.join(map(str, words))}: {done.stdout}{done.stderr}")
    return done.stdout


class Namespace:
    """A network of one host, held by a process that sleeps."""

    def __init__(self):
        self.holder = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])
        own, deadline = os.readlink("/proc/self/ns/net"), time.monotonic() + 60
        while os.readlink(f"/proc/{self.holder.pid}/ns/net") == own:
            assert time.monotonic() < deadline, "no network namespace"
            time.sleep(0.01)
        self.run("ip", "link", "set", "lo", "up")

    def words(self, *words):
        """A command line that runs in here."""
        return ["nsenter", "--target", str(self.holder.pid), "--net", *map(str, words)]

    def run(self, *words, check=True):
        return run(*self.words(*words), check=check)

    def close(self):
        self.holder.kill()
        self.holder.wait()


class Host(Namespace):
    """A host with an interface `eth0` that has 10.77.LINK.NUMBER and fd77:LINK::NUMBER."""

    def __init__(self, number, link=0):
        super().__init__()
        self.number, self.v4, self.v6 = number, f"10.77.{link}.{number}", f"fd77:{link}::{number}"

    def settle(self):
        settle(self, "eth0", f"02:77:00:00:00:{self.number:02x}", self.v4, self.v6)
        self.run("ip", "route", "add", "224.0.0.0/4", "dev", "eth0")

    @property
    def identity(self):
        """The clock identity that follows from the interface's address, as linuxptp prints it."""
        return f"027700.fffe.0000{self.number:02x}"


def cable(one, name, other, other_name):
    """A cable between two namespaces."""
    run("ip", "link", "add", name, "netns", one.holder.pid, "type", "veth",
        "peer", "name", other_name, "netns", other.holder.pid)


def settle(host, name, mac, v4, v6):
    """Gives an interface its addresses, usable at once, and switches it on."""
    host.run("ip", "link", "set", name, "address", mac)
    host.run("ip", "address", "add", f"{v4}/24", "dev", name)
    host.run("ip", "address", "add", f"{v6}/64", "dev", name, "nodad")
    host.run("ip", "link", "set", name, "up")


class Network:
    """A switch that floods everything, as one without PTP does, and hosts at it."""

    def __init__(self, hosts):
        self.switch = Namespace()
        # No snooping: nobody here asks who listens to which group. And what 802.1D keeps to one link passes, as at the
        # peer-to-peer group 01-80-C2-00-00-0E, which a bridge may be told to forward.
        self.switch.run("ip", "link", "add", "bridge", "type", "bridge", "mcast_snooping", "0")
        self.switch.run("ip", "link", "set", "bridge", "up")
        self.switch.run("sh", "-c", "echo 16384 > /sys/class/net/bridge/bridge/group_fwd_mask", check=False)
        self.hosts = [Host(number + 1) for number in range(hosts)]
        for host in self.hosts:
            plug = f"port{host.number}"
            cable(host, "eth0", self.switch, plug)
            self.switch.run("ip", "link", "set", plug, "master", "bridge")
            self.switch.run("ip", "link", "set", plug, "up")
            host.settle()

    def unplug(self, host):
        self.switch.run("ip", "link", "set", f"port{host.number}", "down")

    def plug_in(self, host):
        self.switch.run("ip", "link", "set", f"port{host.number}", "up")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for host in self.hosts:
            host.close()
        self.switch.close()


class Star:
    """A server with a cable of its own to each of its clients: its interface `ethN` leads to client N, from 0."""

    def __init__(self, clients):
        self.server = Namespace()
        self.clients = [Host(2, link) for link in range(clients)]
        for link, client in enumerate(self.clients):
            cable(self.server, f"eth{link}", client, "eth0")
            settle(self.server, f"eth{link}", f"02:77:00:00:{link:02x}:01", f"10.77.{link}.1", f"fd77:{link}::1")
            client.settle()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for host in (self.server, *self.clients):
            host.close()
