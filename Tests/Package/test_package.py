# SPDX-License-Identifier: Apache-2.0
"""The Debian package: what is in it, what its unit may do, how it comes and goes, and what its program says of itself
to a user without rights.

PACKAGE is the .deb. Nothing is installed on this machine: the
package goes into a root of its own, beside stand-ins for the programs that its scripts call.
"""

import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/Processes"))

from processes import end, free_port  # noqa: E402

PACKAGE = os.environ["PACKAGE"]
# Nobody: in no group that devices are given to.
NOBODY = 65534
# As root where this machine's user is not.
AS_ROOT = [] if os.getuid() == 0 else ["sudo"]


def run(*command, **more):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True, check=True, **more).stdout


class Unpacked(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="gnomon-package-")
        cls.root = pathlib.Path(cls.folder.name)
        cls.root.chmod(0o755)
        run("dpkg-deb", "-x", PACKAGE, cls.root)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()


class Contents(Unpacked):
    def test_files_belong_to_root_and_are_where_the_system_looks(self):
        lines = [line.split() for line in run("dpkg-deb", "-c", PACKAGE).splitlines()]
        self.assertEqual({line[1] for line in lines}, {"root/root"})
        modes = {line[5]: line[0] for line in lines}
        self.assertEqual(modes["./usr/bin/gnomon"], "-rwxr-xr-x")
        shell = self.root / "usr/bin/gnomon-console"
        self.assertEqual(os.readlink(shell), "gnomon")
        for path in ("./usr/lib/systemd/system/gnomon.service", "./usr/lib/systemd/system/gnomon-wait-sync.service",
                     "./usr/lib/modules-load.d/gnomon.conf", "./usr/lib/udev/rules.d/60-gnomon.rules",
                     "./etc/gnomon/gnomon.yaml", "./usr/share/doc/gnomon/copyright",
                     "./usr/share/gnomon/monitoring/gnomon-dashboard.json",
                     "./usr/share/gnomon/monitoring/gnomon-rules.yml",
                     "./usr/share/gnomon/monitoring/gnomon-rules-test.yml",
                     "./usr/share/gnomon/monitoring/README.md"):
            self.assertEqual(modes[path], "-rw-r--r--", path)

    def test_the_libraries_that_the_program_names_are_depended_on(self):
        """Those of other packages than libc6 would be missing on a machine that has just what the package asks for."""
        needed = set(re.findall(r"NEEDED +(\S+)", run("objdump", "-p", self.root / "usr/bin/gnomon")))
        owners = {"libc6": {"libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"},
                  "libstdc++6": {"libstdc++.so.6"}, "libgcc-s1": {"libgcc_s.so.1"},
                  "libsqlite3-0": {"libsqlite3.so.0"}}
        depended = run("dpkg-deb", "-f", PACKAGE, "Depends")
        for package, libraries in owners.items():
            if needed & libraries:
                self.assertIn(package, depended)
        self.assertEqual(needed - set().union(*owners.values()), set())

    def test_its_settings_are_kept_at_an_upgrade_and_right(self):
        self.assertEqual(run("dpkg-deb", "-I", PACKAGE, "conffiles"), "/etc/gnomon/gnomon.yaml\n")
        examples = list((self.root / "usr/share/doc/gnomon").glob("*/gnomon.yaml"))
        self.assertEqual(len(examples), 2)
        for settings in [self.root / "etc/gnomon/gnomon.yaml", *examples]:
            run(self.root / "usr/bin/gnomon", "check", settings)
            # What stands there as a choice must be right too, once its mark is taken away.
            text = settings.read_text()
            panel = re.sub(r"(?m)^# (panel:.*|  (chip|lockLamp|alarmLamp|alarmRelay|button|activeLow):.*)$", r"\1", text)
            chosen = re.sub(r"(?m)^  # (constellations|batteryClock):", r"  \1:", panel)
            self.assertGreater(len(re.findall(r"(?m)^ *(panel|constellations|batteryClock):", chosen)), 2)
            with tempfile.NamedTemporaryFile("w", suffix=".yaml") as other:
                other.write(chosen)
                other.flush()
                run(self.root / "usr/bin/gnomon", "check", other.name)


class Unit(Unpacked):
    def analyze(self, *words):
        done = subprocess.run(["systemd-analyze", *map(str, words)], capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def test_systemd_understands_all_of_it(self):
        # The targets that it names are systemd's own.
        units = self.root / "usr/lib/systemd/system"
        for target in ("network", "time-sync", "sysinit", "basic", "shutdown", "multi-user"):
            (units / f"{target}.target").write_text("[Unit]\n")
        for unit in ("gnomon", "gnomon-wait-sync"):
            status, said = self.analyze("verify", "--man=no", f"--root={self.root}", units / f"{unit}.service")
            mine = [line for line in said.splitlines() if "gnomon" in line]
            self.assertEqual((status, mine), (0, []), said)

    def read(self, unit):
        text = (self.root / f"usr/lib/systemd/system/{unit}.service").read_text()
        lines = [line for line in text.splitlines() if "=" in line and not line.startswith("#")]
        return {key: value for key, value in (line.split("=", 1) for line in lines)}

    def test_what_waits_for_the_time_waits_for_the_time_and_not_for_the_program(self):
        self.assertNotIn("time-sync.target", " ".join(self.read("gnomon").values()))
        waiting = self.read("gnomon-wait-sync")
        for key, value in (("Type", "oneshot"), ("RemainAfterExit", "yes"), ("Before", "time-sync.target"),
                           ("Wants", "time-sync.target"), ("WantedBy", "multi-user.target"),
                           ("After", "gnomon.service"), ("Requires", "gnomon.service")):
            self.assertEqual(waiting[key], value)
        program, *words = waiting["ExecStart"].split()
        patience = int(words[words.index("--timeout") + 1])
        self.assertGreater(int(waiting["TimeoutStartSec"]), patience, "it ends by itself")
        # The very words, but for the patience: with no appliance there it says so and fails.
        words[words.index("--timeout") + 1] = "0"
        done = subprocess.run([self.root / program[1:], *words, "--socket", self.root / "none"], capture_output=True)
        self.assertEqual(done.returncode, 1, done.stderr)

    def test_it_is_shut_in(self):
        """10 is no protection at all; what remains is the clock, the devices and the network, which is what it is for."""
        for unit, threshold in (("gnomon", 35), ("gnomon-wait-sync", 15)):
            path = self.root / f"usr/lib/systemd/system/{unit}.service"
            status, said = self.analyze("security", "--offline=true", f"--threshold={threshold}", path)
            self.assertEqual(status, 0, said)


# Writes down how it was called.
STAND_IN = """#!/bin/sh
echo "${0##*/} $*" >>/calls
"""


class ComingAndGoing(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="gnomon-root-"))
        for path in ("bin", "sbin", "usr/bin", "dev", "etc", "run/systemd/system", "var/lib/dpkg/updates",
                     "var/lib/dpkg/info", "var/lib/gnomon", "tmp"):
            (self.root / path).mkdir(parents=True)
        for program in ("/bin/sh", "/bin/rm"):
            for path in [program, *re.findall(r"/\S+", run("ldd", program))]:
                (self.root / path[1:]).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, self.root / path[1:])
        (self.root / "bin/stand-in").write_text(STAND_IN)
        (self.root / "bin/stand-in").chmod(0o755)
        for program in ("adduser", "deluser", "systemctl", "udevadm", "chown", "chmod", "add-shell", "remove-shell"):
            (self.root / "bin" / program).symlink_to("stand-in")
        for name in ("calls", "var/lib/dpkg/status", "var/lib/dpkg/available"):
            (self.root / name).touch()
        (self.root / "var/lib/gnomon/last-known-time").write_text("2026-11-21T00:00:00Z\n")

    def tearDown(self):
        subprocess.run([*AS_ROOT, "rm", "-rf", self.root], check=True)

    def dpkg(self, *words):
        """Returns what its scripts called."""
        (self.root / "calls").write_text("")
        run(*AS_ROOT, "dpkg", f"--root={self.root}", "--force-depends", *words)
        return (self.root / "calls").read_text().splitlines()

    def test_it_installs_upgrades_and_leaves_nothing_behind(self):
        calls = self.dpkg("-i", PACKAGE)
        self.assertIn("chown gnomon:gnomon /etc/gnomon /etc/gnomon/gnomon.yaml", calls)
        made = [line.split()[0] for line in calls]
        self.assertLess(made.index("adduser"), made.index("udevadm"), "the rules name its group")
        self.assertIn("systemctl try-restart gnomon", calls)
        begun = [line for line in calls if re.match(r"systemctl (start|enable|restart)", line)]
        self.assertEqual(begun, ["systemctl enable --quiet --now gnomon-network.path"], "the program starts when it is told to")

        settings = self.root / "etc/gnomon/gnomon.yaml"
        run(*AS_ROOT, "tee", "-a", settings, input="# mine\n")
        calls = self.dpkg("-i", PACKAGE)
        self.assertFalse([line for line in calls if "disable" in line])
        self.assertTrue(settings.read_text().endswith("# mine\n"))

        calls = self.dpkg("--remove", "gnomon")
        self.assertIn("systemctl disable --now --quiet gnomon-wait-sync gnomon-network.path gnomon", calls)
        self.assertTrue(settings.exists() and (self.root / "var/lib/gnomon/last-known-time").exists())

        calls = self.dpkg("--purge", "gnomon")
        self.assertIn("deluser --quiet --system gnomon", calls)
        left = [path for path in self.root.rglob("*gnomon*")]
        self.assertEqual(left, [])


SETTINGS = """
receiver: {{device: /dev/gnss0}}
pulse: {{kind: {pulse}}}
clock: {{kind: {clock}}}
ntp: {{listen: ["127.0.0.1:{ntp}", "127.0.0.1:123"]}}
management: {{listen: ["127.0.0.1:{http}"], open: [status], users: {folder}/users.json}}
journal: {{database: {folder}/records.sqlite}}
console: {{socket: {folder}/control.sock}}
"""


class WithoutRights(Unpacked):
    """The program of the package as an ordinary user: it can set no clock, and must not need to."""

    def start(self, pulse, clock):
        settings = SETTINGS.format(
            pulse=pulse, clock=clock, ntp=free_port(), http=free_port(socket.SOCK_STREAM), folder=self.home.name)
        path = pathlib.Path(self.home.name) / "gnomon.yaml"
        path.write_text(settings)
        log = open(pathlib.Path(self.home.name) / "log", "w")
        self.addCleanup(log.close)
        os.chmod(self.home.name, 0o777)
        process = subprocess.Popen(
            [*AS_ROOT, "setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--bounding-set=-all",
             "--no-new-privs", self.root / "usr/bin/gnomon", "run", "--board", "linux", "--config", path],
            stdout=log, stderr=log)
        self.addCleanup(end, process)
        return process

    def setUp(self):
        self.home = tempfile.TemporaryDirectory(prefix="gnomon-nobody-")
        self.addCleanup(self.home.cleanup)

    def status(self):
        done = subprocess.run(
            [self.root / "usr/bin/gnomon", "status", "--socket", f"{self.home.name}/control.sock"],
            capture_output=True, text=True)
        return done.stdout

    def wait_for_status(self):
        """Until the first look at everything is over."""
        deadline = time.monotonic() + 120
        said = ""
        while not said.startswith("unsynchronised"):
            self.assertLess(time.monotonic(), deadline, said)
            time.sleep(0.5)
            said = self.status()
        return said

    def wait_for_words(self, *patterns):
        """What it has said, once all of that is there, or else at last."""
        deadline = time.monotonic() + 60
        while True:
            told = (pathlib.Path(self.home.name) / "log").read_text()
            if all(re.search(pattern, told) for pattern in patterns) or time.monotonic() > deadline:
                return told
            time.sleep(0.5)

    def test_it_names_each_right_that_it_lacks_with_its_cost_and_goes_on(self):
        process = self.start("pps, device: /dev/pps77", "system")
        said = self.wait_for_status()
        words = [rf"{name} is missing\. .*{cost}" for name, cost in (
            ("CAP_SYS_TIME", "virtual clock"), ("CAP_SYS_NICE", "real-time class"),
            ("CAP_IPC_LOCK", "locked"), ("CAP_NET_BIND_SERVICE", "below 1024"))]
        told = self.wait_for_words(*words)
        for each in words:
            self.assertRegex(told, each)
        self.assertIn("stratum 16", said)
        self.assertIsNone(process.poll(), told)

    def test_a_hardware_clock_that_is_not_there_is_waited_for(self):
        process = self.start("phc, device: /dev/ptp77", "phc, device: /dev/ptp77")
        said = self.wait_for_status()
        words = (r"The clock \(.*/dev/ptp77.*\) cannot be corrected: it is not there",
                 r"No pulse can come from .*/dev/ptp77.*: it is not there")
        told = self.wait_for_words(*words)
        for each in words:
            self.assertRegex(told, each)
        self.assertIn("stratum 16", said)
        self.assertIsNone(process.poll(), told)


if __name__ == "__main__":
    unittest.main()
