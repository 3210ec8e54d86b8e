# SPDX-License-Identifier: Apache-2.0
"""Symmetric keys and the interleaved mode, as chronyd and ntpdig find them. None of them ever sets a clock here."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest

from appliance import Appliance, Within
from processes import UNABLE, Logged

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Grandmaster"))
from network import Network, needs_namespaces  # noqa: E402

HOST = "127.0.0.79"
DEMONSTRATION = "board: {kind: simulated, seed: 1}\n"
CHRONYD = os.environ["CHRONYD"]
CHRONYC = str(pathlib.Path(CHRONYD).parent.parent / "bin" / "chronyc")

#: Number, algorithm, secret as chrony's key file has it; ASCII of more than 20 characters would be hexadecimal to ntpd.
KEYS = [
    (1, "MD5", "a-sundial-of-old"),
    (2, "SHA1", "HEX:933F62BE1D604E68A81B557F18CFA200483F5B70"),
    (3, "SHA256", "over-eighty-bits"),
    (4, "SHA512", "HEX:00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF"),
    (5, "AES128", "HEX:7EA62AE64D190114D46D5A082F948EC1"),
    (6, "AES256", "HEX:7EA62AE64D190114D46D5A082F948EC137A8B0D3F1E2C3D4A5B697887960514A"),
]
#: What a client believes the third key to be that has it wrong.
FORGED = "under-eighty-years"


def key_file(path, keys):
    path.write_text("".join(f"{number} {algorithm} {secret}\n" for number, algorithm, secret in keys))
    path.chmod(0o600)


class Chronyd:
    """A client with an address of its own; `options` are those of its one server."""

    host = HOST

    def __init__(self, folder, name, number, options, keys):
        self.folder = folder / name
        self.folder.mkdir(mode=0o700)
        key_file(self.folder / "keys", keys)
        configuration = self.folder / "conf"
        configuration.write_text(
            f"server {self.host} port 123 minpoll 0 maxpoll 0 iburst {options}\nbindacqaddress 127.0.3.{number}\n"
            f"keyfile {self.folder}/keys\npidfile {self.folder}/pid\ncmdport 0\nport 0\n"
            f"bindcmdaddress {self.folder}/sock\n")
        self.logged = Logged([*UNABLE, CHRONYD, "-x", "-d", "-u", "root", "-f", configuration], self.folder / "log")

    def end(self):
        self.logged.end(shown=False)

    def data(self):
        """`chronyc ntpdata`: its names and values; empty before there is a source."""
        done = subprocess.run(
            [CHRONYC, "-h", str(self.folder / "sock"), "-n", "ntpdata"], capture_output=True, text=True, timeout=60)
        return dict(re.findall(r"^(\S[^:]*?)\s*: (.*)$", done.stdout, re.MULTILINE))

    def wait_for(self, seconds=60, **wanted):
        """The data once these values are there (`_` for a blank); at last what they are then."""
        deadline = time.monotonic() + seconds
        while True:
            data = self.data()
            if all(data.get(name.replace("_", " ")) == value for name, value in wanted.items()):
                return data
            if time.monotonic() > deadline:
                return data
            time.sleep(0.3)

    def nearest(self, limit, seconds=60):
        """The offset, once it is within the limit, or else at last: on a busy machine one of them may be wide."""
        deadline = time.monotonic() + seconds
        while True:
            offset = abs(float(self.data().get("Offset", "inf").split()[0]))
            if offset < limit or time.monotonic() > deadline:
                return offset
            time.sleep(0.3)


@unittest.skipUnless(os.geteuid() == 0, "chronyd's command socket needs its own user")
class Keys(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gnomon-keys-")))
        cls.keys = cls.folder / "keys"
        key_file(cls.keys, KEYS)
        cls.appliance = cls.enterClassContext(
            Appliance(DEMONSTRATION, [HOST], ntp_port=123, ntp_lines=f"  keys: {cls.keys}\n"))
        cls.appliance.wait_for({"locked"}, 90)

    def chronyd(self, name, number, options, keys=KEYS):
        client = Chronyd(self.folder, name, number, options, keys)
        self.addCleanup(client.end)
        return client

    def counts(self):
        ntp = self.appliance.status()["ntp"]
        return ({entry["name"]: entry["count"] for entry in ntp["authenticated"]}, ntp["interleaved"],
                {entry["name"]: entry["count"] for entry in ntp["dropped"]})

    def test_each_algorithm_authenticates_in_the_interleaved_mode(self):
        clients = {algorithm: self.chronyd(algorithm, number, f"key {number} xleave")
                   for number, algorithm, _ in KEYS}
        for algorithm, client in clients.items():
            with self.subTest(algorithm):
                data = client.wait_for(Interleaved="Yes", Authenticated="Yes")
                self.assertEqual((data.get("Interleaved"), data.get("Authenticated")), ("Yes", "Yes"), data)
                self.assertLess(client.nearest(1e-3), 1e-3)
        authenticated, interleaved, _ = self.counts()
        self.assertGreaterEqual(interleaved, len(KEYS))
        ntp = self.appliance.status()["ntp"]
        self.assertGreaterEqual(ntp["departures"], interleaved)
        self.assertLess(ntp["unstamped"], ntp["answered"] / 2)
        for algorithm in clients:
            self.assertGreater(authenticated[algorithm], 0, algorithm)

    def test_who_has_neither_gets_the_plain_reply(self):
        data = self.chronyd("plain", 20, "").wait_for(Total_valid_RX="6")
        self.assertEqual((data["Interleaved"], data["Authenticated"]), ("No", "No"), data)
        self.assertGreater(int(data["Total valid RX"]), 3)

    def test_interleaved_without_a_key(self):
        data = self.chronyd("xleave", 21, "xleave").wait_for(Interleaved="Yes")
        self.assertEqual((data["Interleaved"], data["Authenticated"]), ("Yes", "No"), data)

    def test_a_wrong_key_gets_no_answer_until_the_file_has_it(self):
        before = self.counts()[2]["badMAC"]
        wrong = [(9, "SHA256", FORGED)]
        client = self.chronyd("wrong", 22, "key 9", wrong)
        data = client.wait_for(Total_TX="5")
        self.assertGreaterEqual(int(data["Total TX"]), 4)
        self.assertEqual((data["Total valid RX"], data["Total RX"]), ("0", "0"))
        self.assertGreater(self.counts()[2]["badMAC"], before)
        key_file(self.keys, KEYS + wrong)
        data = client.wait_for(Authenticated="Yes")
        self.assertEqual(data.get("Authenticated"), "Yes", data)

    def test_the_status_tells_the_file_and_its_weak_keys_but_no_secret(self):
        code, text = self.appliance.command("status")
        self.assertEqual(code, 0)
        self.assertRegex(text, rf"[67] keys in {self.keys}, weak: 1, 2\b")
        whole = text + self.appliance.get("/api/v1/status")[1] + self.appliance.configuration.with_name("log").read_text()
        for _, _, secret in KEYS:
            self.assertNotIn(secret.removeprefix("HEX:"), whole)

    def test_ntpdig_authenticates(self):
        for number, algorithm, secret in KEYS[:2]:
            path = self.folder / f"ntpdig-{number}"
            path.write_text(f"{number} {algorithm} {secret.removeprefix('HEX:')}\n")
            with self.subTest(algorithm):
                before = self.counts()[0][algorithm]
                done = subprocess.run(
                    ["ntpdig", "-j", "-t", "60", "-a", str(number), "-k", str(path), HOST], capture_output=True,
                    text=True, timeout=120)
                self.assertIn('"offset":', done.stdout, done.stderr)
                self.assertGreater(self.counts()[0][algorithm], before)


@needs_namespaces
@unittest.skipUnless(os.environ.get("NTPD"), "no ntpd of ntpsec")
class Ntpd(unittest.TestCase):
    """ntpsec's ntpd, which wants a clock to steer and is lent one that stands."""

    def test_follows_by_a_key_and_by_no_wrong_one(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gnomon-keys-")))
        keys = folder / "keys"
        key_file(keys, KEYS)
        network = self.enterContext(Network(2))
        server, client = network.hosts
        appliance = self.enterContext(Within(server, DEMONSTRATION, ntp_lines=f"  keys: {keys}\n"))
        appliance.wait_for({"locked"}, 300)
        for number, name, secret, is_right in [
                (3, "SHA256", KEYS[2][2], True), (5, "AES", KEYS[4][2].removeprefix("HEX:"), True),
                (3, "SHA256", FORGED, False)]:
            with self.subTest(name, right=is_right):
                self.follow(appliance, client, (number, name, secret), is_right)

    def follow(self, appliance, client, key, is_right):
        counts = self.counts(appliance)
        with tempfile.TemporaryDirectory(prefix="gnomon-ntpd-") as path:
            folder = pathlib.Path(path)
            key_file(folder / "keys", [key])
            (folder / "ntp.conf").write_text(
                f"keys {folder}/keys\ntrustedkey {key[0]}\ntos minclock 1 minsane 1\n"
                f"server 10.77.0.1 key {key[0]} iburst minpoll 3 maxpoll 3\nrestrict default\nrestrict 127.0.0.1\n")
            daemon = Logged(client.words(
                *UNABLE, "env", f"LD_PRELOAD={os.environ['STILL_CLOCK']}", os.environ["NTPD"], "-n", "-c",
                folder / "ntp.conf", "-p", folder / "pid"), folder / "log")
            try:
                self.judge(appliance, client, counts, is_right)
            finally:
                daemon.end(shown=False)

    def judge(self, appliance, client, counts, is_right):
        deadline = time.monotonic() + 120
        while True:
            peers = subprocess.run(
                client.words(os.environ["NTPQ"], "-n", "-p", "127.0.0.1"), capture_output=True, text=True,
                timeout=60).stdout
            now = self.counts(appliance)
            done = (re.search(r"^\*10\.77\.0\.1", peers, re.MULTILINE) if is_right
                    else now["badMAC"] >= counts["badMAC"] + 3)
            if done:
                break
            self.assertLess(time.monotonic(), deadline, peers)
            time.sleep(0.5)
        signed = sum(now.values()) - now["badMAC"] - sum(counts.values()) + counts["badMAC"]
        self.assertEqual(signed > 0, is_right)
        if not is_right:
            self.assertNotRegex(peers, r"(?m)^\*")

    def counts(self, appliance):
        ntp = appliance.status()["ntp"]
        return {entry["name"]: entry["count"] for entry in ntp["authenticated"] + ntp["dropped"]
                if entry["name"] == "badMAC" or entry in ntp["authenticated"]}


if __name__ == "__main__":
    unittest.main()
