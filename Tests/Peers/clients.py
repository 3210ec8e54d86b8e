# SPDX-License-Identifier: Apache-2.0
"""Other people's NTP clients, asked for one measurement. None of them ever sets a clock here.

Each function returns the offset in seconds that the client found (server − this machine), or None where the client
refused the server.
"""

import getpass
import json
import os
import re
import subprocess
import tempfile

CHRONYD = os.environ["CHRONYD"]
BUSYBOX = os.environ["BUSYBOX"]


def run(command, seconds):
    """Output of a command that may have to be ended; its output so far counts then."""
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=seconds)
        return done.stdout
    except subprocess.TimeoutExpired as late:
        return (late.stdout or b"").decode()


def chronyd(host, port, seconds=10):
    with tempfile.TemporaryDirectory() as folder:
        output = run(
            # Debian's would become a user of its package, which was only unpacked here.
            [CHRONYD, "-Q", "-u", getpass.getuser(), "-t", str(seconds), f"server {host} port {port} iburst",
             f"pidfile {folder}/chronyd.pid", "cmdport 0", f"bindcmdaddress {folder}/chronyd.sock"],
            seconds + 15)
    found = re.search(r"System clock wrong by (-?[0-9.]+) seconds", output)
    return float(found[1]) if found else None


def ntpdig(host, seconds=5):
    """ntpdig asks port 123 and no other."""
    output = run(["ntpdig", "-j", "-t", str(seconds), host], seconds + 10)
    for line in output.splitlines():
        if line.startswith("{"):
            return float(json.loads(line)["offset"])
    return None


def busybox(host, port, seconds=6):
    """-w: query only. A reply of an unsynchronised server is refused with a line of its own, without an offset."""
    output = run([BUSYBOX, "ntpd", "-n", "-q", "-w", "-d", "-d", "-p", f"{host}:{port}"], seconds)
    found = re.findall(r"reply from \S+: offset:([+-][0-9.]+)", output)
    return float(found[-1]) if found else None
