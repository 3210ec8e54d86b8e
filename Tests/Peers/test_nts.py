# SPDX-License-Identifier: Apache-2.0
"""Network Time Security as chronyd finds it, and key establishment as nobody should do it. No client sets a clock here."""

import os
import pathlib
import re
import socket
import ssl
import struct
import subprocess
import tempfile
import time
import unittest

from appliance import Appliance
from processes import UNABLE, Logged, free_port

HOST = "127.0.0.78"
CHRONYD = os.environ["CHRONYD"]
CHRONYC = str(pathlib.Path(CHRONYD).parent.parent / "bin" / "chronyc")
PATIENCE = 120


def certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "10",
         "-keyout", folder / "nts.key", "-out", folder / "nts.crt", "-subj", "/CN=gnomon",
         "-addext", f"subjectAltName=IP:{HOST}"], check=True, capture_output=True)


def record(kind, body=b"", critical=True):
    return struct.pack(">HH", kind | (0x8000 if critical else 0), len(body)) + body


#: Eight cookies are to last for as long as a busy machine takes to start the server anew; who asks each second is out of
#: them after eight.
SELDOM = "minpoll 2 maxpoll 2"
NTPV4 = record(1, b"\0\0")
SIV = record(4, b"\0\x0f")
END = record(0)


class Chronyd:
    """A client that takes no time without NTS."""

    def __init__(self, folder, name, port, options="", lines=""):
        self.folder = folder / name
        (self.folder / "dump").mkdir(parents=True, mode=0o700)
        self.folder.chmod(0o700)
        configuration = self.folder / "conf"
        configuration.write_text(
            f"server {HOST} nts ntsport {port} minpoll 0 maxpoll 0 iburst {options}\n"
            f"ntstrustedcerts {folder}/nts.crt\nnosystemcert\nauthselectmode require\nntsdumpdir {self.folder}/dump\n"
            f"pidfile {self.folder}/pid\ncmdport 0\nport 0\nbindcmdaddress {self.folder}/sock\n{lines}")
        self.logged = Logged([*UNABLE, CHRONYD, "-x", "-d", "-u", "root", "-f", configuration], self.folder / "log")

    def end(self):
        self.logged.end(shown=False)

    def ask(self, words):
        return subprocess.run(
            [CHRONYC, "-h", str(self.folder / "sock"), "-n", words], capture_output=True, text=True, timeout=60).stdout

    def authentication(self):
        """`chronyc authdata`: mode, key, type, key's length, last, attempts, NAKs, cookies, cookie's length."""
        for line in self.ask("authdata").splitlines():
            words = line.split()
            if words and words[0] == HOST:
                names = ("mode", "key", "type", "bits", "last", "attempts", "naks", "cookies", "length")
                return dict(zip(names, words[1:]))
        return {}

    def data(self):
        return dict(re.findall(r"^(\S[^:]*?)\s*: (.*)$", self.ask("ntpdata"), re.MULTILINE))

    def received(self):
        return int(self.data().get("Total valid RX", 0))

    def wait_for(self, wanted, what):
        deadline = time.monotonic() + PATIENCE
        while not wanted():
            if time.monotonic() > deadline:
                raise AssertionError(f"not {what}: {self.authentication()} {self.data()}")
            time.sleep(0.3)

    def wait_for_replies(self, more):
        """So many valid replies more than now."""
        wanted = self.received() + more
        self.wait_for(lambda: self.received() >= wanted, f"{more} replies")

    def wait_for_all_cookies(self):
        """What authdata tells once there are eight: each request takes one, until its reply brings another."""
        found = {}
        self.wait_for(lambda: found.update(self.authentication()) or found.get("cookies") == "8", "eight cookies")
        return found

    def is_near(self):
        """Whether the last offset is small: on a busy machine one of them may be wide."""
        return abs(float(self.data().get("Offset", "inf").split()[0])) < 1e-3


@unittest.skipUnless(os.geteuid() == 0, "chronyd's command socket needs its own user")
class NTS(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gnomon-nts-")))
        certificate(cls.folder)
        cls.port = free_port(socket.SOCK_STREAM)
        cls.appliance = cls.enterClassContext(
            Appliance(
                f"board: {{kind: simulated, seed: 1}}\nclock: {{stateFile: {cls.folder}/state}}\n", [HOST],
                ntp_lines=f'  nts:\n    listen: ["{HOST}:{cls.port}"]\n    certificate: {cls.folder}/nts.crt\n'
                f"    key: {cls.folder}/nts.key\n"))
        cls.appliance.wait_for({"locked"}, 90)

    def chronyd(self, name, options="", lines=""):
        client = Chronyd(self.folder, name, self.port, options, lines)
        self.addCleanup(client.end)
        return client

    def nts(self):
        return self.appliance.status()["ntp"]["nts"]

    def replies(self, name):
        return {entry["name"]: entry["count"] for entry in self.appliance.status()["ntp"]["authenticated"]}[name]

    def again(self):
        """The program ends and begins anew."""
        self.appliance.logged.end(shown=False)
        self.appliance.__enter__()
        self.appliance.wait_for({"locked"}, 90)

    def secure(self, alpn=("ntske/1",), version=ssl.TLSVersion.TLSv1_3):
        context = ssl.create_default_context(cafile=self.folder / "nts.crt")
        context.minimum_version = context.maximum_version = version
        if alpn:
            context.set_alpn_protocols(list(alpn))
        plain = socket.create_connection((HOST, self.port), timeout=PATIENCE)
        self.addCleanup(plain.close)
        return context.wrap_socket(plain, server_hostname=HOST)

    def exchange(self, message):
        """What the server says to that, record by record."""
        with self.secure() as connection:
            connection.sendall(message)
            said = b""
            while piece := connection.recv(4096):
                said += piece
        records, place = [], 0
        while place < len(said):
            kind, length = struct.unpack_from(">HH", said, place)
            records.append((kind, said[place + 4:place + 4 + length]))
            place += 4 + length
        return records

    def test_chronyd_is_authenticated_and_keeps_eight_cookies(self):
        client = self.chronyd("plain")
        client.wait_for_replies(10)
        found, data = client.wait_for_all_cookies(), client.data()
        self.assertEqual((found["mode"], found["type"], found["bits"], found["naks"], found["cookies"]),
                         ("NTS", "15", "256", "0", "8"), found)
        self.assertEqual(data["Authenticated"], "Yes")
        client.wait_for(client.is_near, "near")
        self.assertGreater(self.replies("NTS"), 9)

    def test_chronyd_is_interleaved_too(self):
        client = self.chronyd("xleave", "xleave")
        client.wait_for_replies(10)
        # After an answer that was lost or late the next one is a plain one.
        client.wait_for(
            lambda: (data := client.data()).get("Interleaved") == "Yes" and data["Authenticated"] == "Yes", "interleaved")

    def test_after_a_restart_the_old_cookies_are_good(self):
        client = self.chronyd("restart", SELDOM)
        client.wait_for_replies(4)
        self.again()
        client.wait_for_replies(8)
        found = client.wait_for_all_cookies()
        self.assertEqual((found["naks"], found["attempts"], found["cookies"]), ("0", "0", "8"), found)
        self.assertEqual(self.nts()["connections"]["accepted"], 0, "nobody had to ask for keys anew")

    def test_without_its_master_keys_it_says_so_and_the_client_asks_anew(self):
        client = self.chronyd("forgotten", SELDOM)
        client.wait_for_replies(4)
        self.appliance.logged.end(shown=False)
        (self.folder / "state.cookies").unlink()
        self.appliance.__enter__()
        self.appliance.wait_for({"locked"}, 90)
        client.wait_for_replies(8)
        self.assertGreater(self.replies("NTS NAK"), 0)
        self.assertGreater(self.nts()["connections"]["answered"], 0)

    def test_the_master_keys_are_for_nobody_else(self):
        keys = self.folder / "state.cookies"
        self.assertEqual(keys.stat().st_mode & 0o777, 0o600)
        secrets = [line.split()[2] for line in keys.read_text().splitlines()[1:]]
        shown = self.appliance.configuration.with_name("log").read_text() + str(self.appliance.status())
        for secret in secrets:
            self.assertNotIn(secret, shown)

    def test_the_records_are_those_of_the_rfc(self):
        records = self.exchange(NTPV4 + SIV + END)
        self.assertEqual([kind & 0x7FFF for kind, _ in records[:2]], [1, 4])
        self.assertEqual(len([1 for kind, _ in records if kind & 0x7FFF == 5]), 8)
        self.assertEqual(len({body for _, body in records if len(body) == 100}), 8)
        self.assertEqual(records[-1], (0x8000, b""))
        port = next(body for kind, body in records if kind & 0x7FFF == 7)
        self.assertEqual(struct.unpack(">H", port)[0], self.appliance.ntp_port)

    def test_the_newer_algorithm_needs_its_export_to_be_sure(self):
        both = record(4, b"\0\x1e\0\x0f")
        self.assertIn((0x8004, b"\0\x0f"), self.exchange(NTPV4 + both + END))
        records = self.exchange(NTPV4 + both + record(1024, critical=False) + END)
        self.assertIn((0x8004, b"\0\x1e"), records)
        self.assertIn((1024, b""), records)
        self.assertEqual(len({body for _, body in records if len(body) == 68}), 8)

    def test_wrong_records_get_an_error(self):
        for name, message, number in [
                ("no protocol", SIV + END, 1), ("no algorithm", NTPV4 + END, 1), ("twice", NTPV4 + NTPV4 + SIV + END, 1),
                ("odd", record(1, b"\0") + SIV + END, 1), ("a cookie", NTPV4 + SIV + record(5, b"1234") + END, 1),
                ("unknown and critical", NTPV4 + SIV + record(0x1234) + END, 0)]:
            with self.subTest(name):
                self.assertEqual(self.exchange(message), [(0x8002, struct.pack(">H", number)), (0x8000, b"")])
        unknown = NTPV4 + SIV + record(0x1234, critical=False) + END
        self.assertEqual(self.exchange(unknown)[0], (0x8001, b"\0\0"))
        self.assertEqual(self.exchange(record(1, b"\0\x09") + SIV + END), [(0x8001, b""), (0x8000, b"")])
        self.assertIn((0x8004, b""), self.exchange(NTPV4 + record(4, b"\0\x01") + END))

    def test_there_is_no_older_tls_and_no_other_protocol(self):
        with self.assertRaises(OSError):
            self.secure(version=ssl.TLSVersion.TLSv1_2)
        with self.assertRaises(OSError):
            self.secure(alpn=("http/1.1",))
        with self.assertRaises(OSError):
            connection = self.secure(alpn=())
            connection.sendall(NTPV4 + SIV + END)
            if not connection.recv(1):
                raise OSError("it is closed")

    def test_rubbish_and_idlers_keep_nobody_out(self):
        idlers = []
        for number in range(300):
            try:
                idler = socket.create_connection(
                    (HOST, self.port), timeout=PATIENCE, source_address=(f"127.9.0.{number % 40 + 1}", 0))
            except OSError:
                continue
            idlers.append(idler)
            self.addCleanup(idler.close)
            if number % 2:
                try:
                    idler.sendall(os.urandom(900))
                except OSError:
                    pass
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                records = self.exchange(NTPV4 + SIV + END)
                break
            except OSError:
                self.assertLess(time.monotonic(), deadline, "nobody got in any more")
                time.sleep(0.3)
        self.assertEqual(records[-1], (0x8000, b""))
        counts = self.nts()["connections"]
        self.assertGreater(counts["handshake"] + counts["abandoned"] + counts["turnedAway"], 0)


if __name__ == "__main__":
    unittest.main()
