# SPDX-License-Identifier: Apache-2.0
"""People who want something of an appliance, many at a time, and some of them badly."""

import multiprocessing
import selectors
import socket
import ssl
import time

from processes import unchecked

SLOW = b"GET /api/v1/status HTTP/1.1\r\nHost: x\r\nX-Slow: "
GREEDY = b"GET /static/gnomon.js HTTP/1.1\r\nHost: x\r\n\r\n" * 50


class Crowd:
    """So many connections that stay as long as they may. A third says nothing, not even TLS's greeting; a third says
    one octet of its question each second; a third asks for much and reads nothing of it. Who is hung up on comes
    again."""

    def __init__(self, port, size):
        self.port, self.tls = port, unchecked()
        self.members = [None] * size

    def __enter__(self):
        self.members = [self.newcomer(number) for number in range(len(self.members))]
        return self

    def __exit__(self, *failure):
        for member in self.members:
            member.close()

    def newcomer(self, number):
        member = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        if number % 3 == 0:
            member.setblocking(False)
            return member
        member.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        member = self.tls.wrap_socket(member, server_hostname="127.0.0.1")
        member.setblocking(False)
        member.send(SLOW if number % 3 == 1 else GREEDY)
        return member

    def go_on(self):
        for number, member in enumerate(self.members):
            if self.is_gone(member, speaks=number % 3 == 1, reads=number % 3 != 2):
                member.close()
                self.members[number] = self.newcomer(number)

    @staticmethod
    def is_gone(member, speaks, reads):
        try:
            if speaks:
                member.send(b"x")
            return reads and member.recv(4096) == b""
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            return False
        except OSError:
            return True


class Listener:
    """A browser's share in the live events: it keeps reading."""

    def __init__(self, port):
        plain = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket = unchecked().wrap_socket(plain, server_hostname="127.0.0.1")
        self.socket.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: x\r\n\r\n")
        self.heard = b""

    def hear(self, events):
        """Until so many events have been heard since it came."""
        while self.heard.count(b"event: status") < events:
            piece = self.socket.recv(65536)
            assert piece, "it was hung up on"
            self.heard += piece

    def close(self):
        self.socket.close()


class Questions:
    """NTP questions, evenly over some seconds, by a process of their own that nothing else holds up."""

    def __init__(self, port, number, each_second):
        self.told = multiprocessing.SimpleQueue()
        self.process = multiprocessing.Process(target=self.ask, args=(port, number, each_second))
        self.process.start()

    @property
    def is_asking(self):
        return self.process.is_alive() and self.told.empty()

    def lost(self):
        """How many were never answered."""
        number = self.told.get()
        self.process.join()
        return number

    def ask(self, port, number, each_second):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker, selectors.DefaultSelector() as selector:
            asker.setblocking(False)
            selector.register(asker, selectors.EVENT_READ)
            answered = set()
            for one in range(number):
                asker.sendto(b"\x23" + bytes(39) + one.to_bytes(8, "big"), ("127.0.0.1", port))
                self.collect(asker, selector, answered, 1 / each_second)
            last = time.monotonic()
            while len(answered) < number and time.monotonic() - last < 60:
                self.collect(asker, selector, answered, 0.1)
            self.told.put(number - len(answered))

    @staticmethod
    def collect(asker, selector, answered, seconds):
        """All that comes in so many seconds. The originate timestamp is what was asked with."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if selector.select(left):
                answered.add(asker.recv(1024)[24:32])
