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
    possible = os.geteuid() == 0 and shutil.which("ip") and shutil.which("unshare")
    return unittest.skipUnless(possible, "network namespaces need root and iproute2")(test)


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
    """A host with one interface, `eth0`, at the switch; number N has 10.77.0.N and fd77::N."""

    def __init__(self, number, switch):
        super().__init__()
        self.number, self.switch = number, switch
        self.v4, self.v6 = f"10.77.0.{number}", f"fd77::{number}"
        self.plug = f"port{number}"
        run("ip", "link", "add", "eth0", "netns", self.holder.pid, "type", "veth",
            "peer", "name", self.plug, "netns", switch.holder.pid)
        switch.run("ip", "link", "set", self.plug, "master", "bridge")
        switch.run("ip", "link", "set", self.plug, "up")
        # One address of IPv6, and usable at once.
        self.run("sysctl", "-qw", "net.ipv6.conf.eth0.accept_dad=0", check=False)
        self.run("ip", "link", "set", "eth0", "address", f"02:77:00:00:00:{number:02x}")
        self.run("ip", "address", "add", f"{self.v4}/24", "dev", "eth0")
        self.run("ip", "address", "add", f"{self.v6}/64", "dev", "eth0", "nodad")
        self.run("ip", "link", "set", "eth0", "up")
        self.run("ip", "route", "add", "224.0.0.0/4", "dev", "eth0")

    @property
    def identity(self):
        """The clock identity that follows from the interface's address, as linuxptp prints it."""
        return f"027700.fffe.0000{self.number:02x}"

    def unplug(self):
        self.switch.run("ip", "link", "set", self.plug, "down")

    def plug_in(self):
        self.switch.run("ip", "link", "set", self.plug, "up")


class Network:
    """A switch that floods everything, as one without PTP does, and hosts at it."""

    def __init__(self, hosts):
        self.switch = Namespace()
        # No snooping: nobody here asks who listens to which group. And what 802.1D keeps to one link passes, as at the
        # peer-to-peer group 01-80-C2-00-00-0E, which a bridge may be told to forward.
        self.switch.run("ip", "link", "add", "bridge", "type", "bridge", "mcast_snooping", "0")
        self.switch.run("ip", "link", "set", "bridge", "up")
        self.switch.run("sh", "-c", "echo 16384 > /sys/class/net/bridge/bridge/group_fwd_mask", check=False)
        self.hosts = [Host(number + 1, self.switch) for number in range(hosts)]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for host in self.hosts:
            host.close()
        self.switch.close()
