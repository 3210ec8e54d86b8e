# SPDX-License-Identifier: Apache-2.0
"""What every test has to do that starts a program."""

import socket
import subprocess


def free_port(kind=socket.SOCK_DGRAM, host="127.0.0.1"):
    """A port that nobody holds at this moment."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, kind) as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def end(process, patience=10):
    """Asks the program to end, and ends it where it does not."""
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
