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
import threading

CHRONYD = os.environ["CHRONYD"]
BUSYBOX = os.environ["BUSYBOX"]
#: Seconds in which an answer comes on a busy machine too.
PATIENCE = 60


def run(command, seconds, until=None):
    """Output of a command that may have to be ended, or is ended once a line is as `until` has it; its output so far counts
    then."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        guard = threading.Timer(seconds, process.kill)
        guard.start()
        output = ""
        for line in process.stdout:
            output += line
            if until and re.search(until, line):
                process.kill()
        guard.cancel()
    return output


def nearest(ask, wanted, limit):
    """The answer that is within `limit` of what is wanted, or else the last one of five; None where the client refused. On a
    busy machine a client that asks once may have to wait between its stamp and its packet."""
    for _ in range(5):
        offset = ask()
        if offset is None or abs(offset - wanted) < limit:
            break
    return offset


def chronyd(host, port, seconds=PATIENCE):
    with tempfile.TemporaryDirectory() as folder:
        output = run(
            # Debian's would become a user of its package, which was only unpacked here.
            [CHRONYD, "-Q", "-u", getpass.getuser(), "-t", str(seconds), f"server {host} port {port} iburst",
             f"pidfile {folder}/chronyd.pid", "cmdport 0", f"bindcmdaddress {folder}/chronyd.sock"],
            seconds + PATIENCE)
    found = re.search(r"System clock wrong by (-?[0-9.]+) seconds", output)
    return float(found[1]) if found else None


def ntpdig(host, seconds=PATIENCE):
    """ntpdig asks port 123 and no other."""
    output = run(["ntpdig", "-j", "-t", str(seconds), host], seconds + PATIENCE)
    for line in output.splitlines():
        if line.startswith("{"):
            return float(json.loads(line)["offset"])
    return None


def busybox(host, port, seconds=PATIENCE):
    """-w: query only. A reply of an unsynchronised server is refused with a line of its own, without an offset."""
    told = r"reply from \S+: offset:([+-][0-9.]+)"
    output = run([BUSYBOX, "ntpd", "-n", "-q", "-w", "-d", "-d", "-p", f"{host}:{port}"], seconds, until=told)
    found = re.search(told, output)
    return float(found[1]) if found else None
