# SPDX-License-Identifier: Apache-2.0
"""A server that is measured."""

import ctypes
import os
import pathlib
import socket


class Measured:
    """It has a process and its log, `logged`, and a temporary `folder` of its own; both end with it."""

    @property
    def pid(self):
        return self.logged.process.pid

    @property
    def processor_seconds(self):
        """Of all its threads, in and out of the kernel."""
        tasks = pathlib.Path(f"/proc/{self.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) * 1e-9

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.logged.end(shown=failure[0])
        self.folder.cleanup()


def widen(pid):
    """Gives a process's sockets as much room as ours take: ptp4l serves all its clients in one go, while their requests
    fill its socket, and the transmit stamps that it waits for have their room there too; chronyd has what the kernel gives
    to everybody."""
    SYS_pidfd_getfd, room, SO_RCVBUFFORCE = 438, 32 << 20, 33
    process = os.pidfd_open(pid)
    for entry in pathlib.Path(f"/proc/{pid}/fd").iterdir():
        if os.readlink(entry).startswith("socket:"):
            number = ctypes.CDLL(None).syscall(SYS_pidfd_getfd, process, int(entry.name), 0)
            with socket.socket(fileno=number) as theirs:
                theirs.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, room)
    os.close(process)
