# SPDX-License-Identifier: Apache-2.0
"""A request with Network Time Security, as chronyd makes it once it has agreed with a server upon keys. Servers keep nothing
between requests, so that it may be asked as often as one likes."""

import os
import pathlib
import socket
import subprocess
import sys
import time

from processes import UNABLE, Logged

PATIENCE = 60
PORT, HEADERS, SHORTEST = 123, 14 + 20 + 8, 49


def certify(folder, address):
    """Leaves nts.key and nts.crt in the folder."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "10",
         "-keyout", f"{folder}/nts.key", "-out", f"{folder}/nts.crt", "-subj", "/CN=bench",
         "-addext", f"subjectAltName=IP:{address}"], check=True, capture_output=True)


def request(pair, folder):
    """In hexadecimal. The server's certificate lies in the folder."""
    own = pathlib.Path(folder) / "client"
    own.mkdir(mode=0o700)
    (own / "conf").write_text(
        f"server {pair.server.v4} nts iburst\nntstrustedcerts {folder}/nts.crt\nnosystemcert\ncmdport 0\nport 0\n"
        f"bindcmdaddress {own}/sock\npidfile {own}/pid\n")
    with pair.open():
        listener = subprocess.Popen(
            pair.crowd.words(sys.executable, __file__), stdout=subprocess.PIPE, text=True)
        client = Logged(
            pair.crowd.words(*UNABLE, os.environ["CHRONYD"], "-x", "-d", "-u", "root", "-f", own / "conf"), own / "log")
        heard, _ = listener.communicate(timeout=PATIENCE + 10)
        client.end(shown=not heard.strip())
    if not heard.strip(): raise AssertionError("no client has agreed upon keys")
    return heard.strip()


def listen(interface="eth0"):
    """The first request from here that is longer than a plain one."""
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)) as tap:
        tap.bind((interface, 0))
        tap.settimeout(1)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                frame = tap.recv(2048)
            except TimeoutError:
                continue
            is_request = frame[12:14] == b"\x08\x00" and frame[23] == socket.IPPROTO_UDP
            if is_request and int.from_bytes(frame[36:38], "big") == PORT and len(frame) >= HEADERS + SHORTEST:
                return frame[HEADERS:].hex()
    return ""


if __name__ == "__main__":
    print(listen())
