# SPDX-License-Identifier: Apache-2.0
"""The examples of clusters, in a network of namespaces: their own files, with addresses, hardware and patience exchanged
for a test's."""

import csv
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

from processes import UNABLE, Logged

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "Tests" / "Grandmaster"))
from network import Network  # noqa: E402

EXAMPLES = ROOT / "board" / "common" / "examples"
PROGRAM, CHRONYD = os.environ["GNOMON"], os.environ["CHRONYD"]
CHRONYC = str(pathlib.Path(CHRONYD).resolve().parents[1] / "bin" / "chronyc")
if not pathlib.Path(CHRONYC).exists():
    CHRONYC = str(pathlib.Path(CHRONYD).resolve().parents[2] / "usr" / "bin" / "chronyc")
#: What an example says of the hardware, or keeps in the machine's own folders.
LEFT_OUT = {"board", "receiver", "pulse", "clock", "management", "console", "journal", "compatibility"}


def moved(text):
    """With the test network's addresses."""
    return text.replace("192.0.2.", "10.77.0.")


def sections(text):
    """The top-level sections of a configuration, by their names."""
    found, name = {}, None
    for line in text.splitlines():
        start = re.match(r"(\w+):", line)
        name = start[1] if start else name
        if name and not line.startswith("#"):
            found[name] = found.get(name, "") + line + "\n"
    return found


class Gnomon:
    """A simulated appliance on a host, with what an example says of NTP."""

    def __init__(self, host, example, seed, holdover=8):
        """`example`: its name, or the text of a configuration."""
        self.host, self.address = host, host.v4
        self.folder = tempfile.TemporaryDirectory(prefix="gnomon-topology-")
        path = pathlib.Path(self.folder.name)
        text = example if "\n" in example else (EXAMPLES / example / "gnomon.yaml").read_text()
        kept = sections(moved(text))
        ntp = re.sub(r"waitSeconds: \d+", "waitSeconds: 5", "".join(
            text for name, text in kept.items() if name not in LEFT_OUT))
        ntp = re.sub(r"poll: \d+", "poll: 0", ntp)
        self.socket = path / "control.sock"
        configuration = path / "gnomon.yaml"
        configuration.write_text(
            f"board: {{kind: simulated, seed: {seed}}}\nclock: {{holdoverSeconds: {holdover}}}\n" + ntp
            + f'management: {{listen: ["127.0.0.1:8080"], users: {path}/users.json, tls: {{mode: "off"}}}}\n'
            + f"journal: {{database: {path}/records.sqlite}}\ncompatibility: {{chronyc: [], gpsd: []}}\n"
            + f'console: {{socket: "{self.socket}"}}\n')
        self.logged = Logged(host.words(*UNABLE, PROGRAM, "run", "--config", configuration), path / "log")

    def command(self, *words):
        done = subprocess.run(
            [PROGRAM, *words, "--socket", str(self.socket)], capture_output=True, text=True, timeout=60)
        return done.returncode, done.stdout + done.stderr

    def status(self):
        code, text = self.command("status", "--json")
        return json.loads(text) if code == 0 else {}

    def play(self, scene):
        code, text = self.command("scene", scene)
        assert code == 0, text

    def close(self, shown):
        self.logged.end(shown)
        self.folder.cleanup()


class Chrony:
    """chronyd on a host, as an example has it; it steers a clock of its own making and never this machine's."""

    def __init__(self, host, example):
        """`example`: its name, or the text of a configuration."""
        self.host, self.address = host, host.v4
        self.folder = tempfile.TemporaryDirectory(prefix="gnomon-chrony-")
        path = pathlib.Path(self.folder.name)
        self.socket = path / "chronyd.sock"
        text = example if "\n" in example else (EXAMPLES / example / "chrony.conf").read_text()
        lines = [self.line(line) for line in moved(text).splitlines()]
        # Whoever asks the namespaces' clients, from the network's last host, asks often.
        lines += [f"bindcmdaddress {self.socket}", "cmdport 0", f"pidfile {path}/chronyd.pid", "allow 10.77.0.0/24"]
        (path / "chrony.conf").write_text("\n".join(lines) + "\n")
        self.logged = Logged(
            host.words(*UNABLE, CHRONYD, "-x", "-u", "root", "-d", "-f", path / "chrony.conf"), path / "log")

    def line(self, line):
        if re.match(r"(driftfile|makestep|rtcsync)\b", line) or line == f"peer {self.address} minpoll 4 maxpoll 6":
            return ""
        return re.sub(r"minpoll \d+ maxpoll \d+", "minpoll -1 maxpoll 0", line)

    def ask(self, *words):
        done = subprocess.run(
            [CHRONYC, "-c", "-n", "-h", str(self.socket), *words], capture_output=True, text=True, timeout=60)
        return list(csv.reader(done.stdout.splitlines()))

    def tracking(self):
        """Reference id, address, stratum, leap status."""
        rows = self.ask("tracking")
        return (rows[0][0], rows[0][1], int(rows[0][2]), rows[0][13]) if rows else ("", "", 0, "")

    def sources(self):
        """Address → state: `*` followed, `+` combined, `-` not combined, `?` not usable, `x` false."""
        return {row[2]: row[1] for row in self.ask("sources")}

    def close(self, shown):
        self.logged.end(shown)
        self.folder.cleanup()


class Ntpd:
    """ntpsec's ntpd on a host, as an example has it; the clock that it steers is one that nothing moves."""

    def __init__(self, host, example):
        self.host, self.address = host, host.v4
        self.folder = tempfile.TemporaryDirectory(prefix="gnomon-ntpd-")
        path = pathlib.Path(self.folder.name)
        path.chmod(0o777)
        text = moved((EXAMPLES / example / "ntp.conf").read_text())
        text = re.sub(r"^driftfile .*$", f"driftfile {path}/ntp.drift", text, flags=re.MULTILINE)
        (path / "ntp.conf").write_text(re.sub(r"minpoll \d+ maxpoll \d+", "minpoll 0 maxpoll 0", text))
        self.logged = Logged(
            host.words(*UNABLE, "env", f"LD_PRELOAD={os.environ['STILL_CLOCK']}", os.environ["NTPD"], "-n",
                       "-c", path / "ntp.conf", "-p", path / "pid"), path / "log")

    def query(self, *words):
        done = subprocess.run(
            self.host.words(os.environ["NTPQ"], "-n", *words, "127.0.0.1"), capture_output=True, text=True, timeout=60)
        return done.stdout

    def tracking(self):
        """Whom it follows, and its own stratum; 16 where it has no time."""
        peer = re.search(r"^[*](\S+)", self.query("-p"), re.MULTILINE)
        stratum = re.search(r"\bstratum=(\d+)", self.query("-c", "rv 0 stratum"))
        return peer[1] if peer else "", int(stratum[1]) if stratum else 16

    def close(self, shown):
        self.logged.end(shown)
        self.folder.cleanup()


class Watch:
    """Asks all servers over and over, from a host of its own, and compares them with this machine's clock, which the
    simulated skies began from."""

    def __init__(self, host, addresses):
        self.folder = tempfile.TemporaryDirectory(prefix="gnomon-watch-")
        self.path = pathlib.Path(self.folder.name) / "watched"
        with open(self.path, "w") as out:
            self.process = subprocess.Popen(
                host.words(sys.executable, pathlib.Path(__file__).with_name("watch_servers.py"), *addresses), stdout=out)

    def lines(self):
        """Address, seconds of the monotonic clock, offset and half the delay, stratum, leap bits; newest last."""
        whole = self.path.read_text().rpartition("\n")[0]
        return [json.loads(line) for line in whole.splitlines()]

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()


class Cluster:
    """The network of an example: Gnomons at the first addresses, clients with chronyd behind them, one with ntpd where there is
    one, and who watches at the last."""

    def __init__(self, example, gnomons, clients):
        self.example = example
        self.network = Network(gnomons + clients + 2)
        *hosts, other, watcher = self.network.hosts
        self.gnomons = [Gnomon(host, example, seed + 1) for seed, host in enumerate(hosts[:gnomons])]
        self.watch = Watch(watcher, [host.v4 for host in hosts])
        self.clients = [Chrony(host, example) for host in hosts[gnomons:]]
        self.ntpd = Ntpd(other, example) if os.environ.get("NTPD") else None

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.watch.close()
        for node in filter(None, [self.ntpd, *self.clients, *self.gnomons]):
            node.close(shown=failure[0])
        self.network.__exit__()

    def restart_clients(self):
        """As after a power cut: nothing is left of what they knew."""
        for client in self.clients:
            client.close(shown=False)
        self.clients = [Chrony(client.host, self.example) for client in self.clients]

    def wait_for(self, wanted, what, seconds=180):
        deadline = time.monotonic() + seconds
        while not wanted():
            if time.monotonic() > deadline:
                followed = [(client.tracking(), client.sources()) for client in self.clients]
                raise AssertionError(
                    f"not {what} within {seconds} s: {self.told()}, {followed}, {self.ntpd and self.ntpd.tracking()}")
            time.sleep(0.5)

    def wait_for_ntpd(self, servers, stratum):
        """Until the client with ntpd follows one of those, and has that stratum."""
        if self.ntpd:
            wanted = {(server.address, stratum) for server in servers}
            self.wait_for(lambda: self.ntpd.tracking() in wanted, f"ntpd among {sorted(wanted)}")

    def told(self):
        """What was heard of each server last."""
        return {line["address"]: line for line in self.watch.lines()}

    def strata(self):
        """Of each, in their order; 0: it has no time."""
        told = self.told()
        words = [told.get(node.address, {"leap": 3}) for node in self.gnomons + self.clients]
        return [word["stratum"] if word["leap"] != 3 else 0 for word in words]

    def heard(self, since):
        """All that was said by anybody who said to have the time."""
        return [line for line in self.watch.lines() if line["at"] >= since and line["leap"] != 3]

    def worst(self, since):
        """The largest error that anybody is sure to have had, in seconds, with the line that shows it."""
        sure = [(abs(line["offset"]) - line["uncertainty"], line) for line in self.heard(since)]
        return max(sure, key=lambda pair: pair[0])

    def apart(self, since):
        """How far two of them are sure to have been from each other within a second, at the most, with their lines."""
        last, found = {}, [(0.0, None, None)]
        for line in self.heard(since):
            for other in last.values():
                if line["at"] - other["at"] < 1:
                    between = abs(line["offset"] - other["offset"]) - line["uncertainty"] - other["uncertainty"]
                    found.append((between, line, other))
            last[line["address"]] = line
        return max(found, key=lambda triple: triple[0])
