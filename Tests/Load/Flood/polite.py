# SPDX-License-Identifier: Apache-2.0
"""polite.py V4 V6 CLIENTS BEFORE SECONDS: clients of addresses of their own, half of them of IPv6, who ask once a second
each; prints how many of the requests that were sent after the first BEFORE seconds got the time."""

import json
import os
import selectors
import socket
import sys
import time

PORT, REQUEST, IP_FREEBIND, AFTERWARDS = 123, 48, 15, 2


class Client:
    def __init__(self, number, v4, v6):
        family, own, server = ((socket.AF_INET6, f"fd78:0:0:{number:x}::1", v6) if number % 2
                               else (socket.AF_INET, f"10.78.0.{number + 1}", v4))
        self.socket = socket.socket(family, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_IP, IP_FREEBIND, 1)
        self.socket.bind((own, 0))
        self.socket.connect((server, PORT))
        self.socket.setblocking(False)
        self.waiting, self.asked, self.answered, self.longest = {}, 0, 0, 0

    def ask(self, counts):
        cookie = os.urandom(8)
        self.waiting[cookie] = counts
        self.asked += counts
        self.socket.send(bytes([4 << 3 | 3]) + bytes(REQUEST - 9) + cookie)

    def hear(self):
        reply = self.socket.recv(2048)
        self.longest = max(self.longest, len(reply))
        # The stratum of a kiss-o'-death is 0: it brings no time.
        if len(reply) >= REQUEST and reply[0] & 7 == 4 and reply[1] != 0:
            self.answered += self.waiting.pop(reply[24:32], 0)


def main(v4, v6, count, before, seconds):
    clients = [Client(number, v4, v6) for number in range(int(count))]
    begin, before, end = time.monotonic(), float(before), float(before) + float(seconds)
    with selectors.DefaultSelector() as selector:
        for client in clients:
            selector.register(client.socket, selectors.EVENT_READ, client)
        turn = 0
        while (elapsed := time.monotonic() - begin) < end + AFTERWARDS:
            due = turn / len(clients)
            if due <= elapsed and due < end:
                clients[turn % len(clients)].ask(due >= before)
                turn += 1
                continue
            for key, _ in selector.select(min(max(due - elapsed, 0), 0.1) if due < end else 0.1):
                key.data.hear()
    print(json.dumps({"asked": sum(one.asked for one in clients), "answered": sum(one.answered for one in clients),
                      "longest": max(one.longest for one in clients)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
