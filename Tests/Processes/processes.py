# SPDX-License-Identifier: Apache-2.0
"""What every test has to do that starts a program."""

import pathlib
import socket
import ssl
import subprocess
import urllib.error
import urllib.request


#: Whoever runs by these words can set no clock, whatever he is configured to.
UNABLE = ("setpriv", "--bounding-set", "-sys_time", "--inh-caps", "-sys_time")


class Logged:
    """A process, and all that it says; that is shown where the test that started it fails."""

    def __init__(self, words, log):
        self.name, self.log = pathlib.Path(words[0]).name, open(log, "w+")
        self.process = subprocess.Popen([str(word) for word in words], stdout=self.log, stderr=self.log)

    def end(self, shown):
        end(self.process)
        if shown:
            self.log.seek(0)
            print(f"--- what {self.name} said:\n" + self.log.read()[-8000:])
        self.log.close()


def free_port(kind=socket.SOCK_DGRAM, host="127.0.0.1"):
    """A port that nobody holds at this moment."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, kind) as probe:
        probe.bind((host, 0))
        return probe.getsockname()[1]


def end(process, patience=60):
    """Asks the program to end, and ends it where it does not."""
    process.terminate()
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def unchecked():
    """TLS with whoever answers: a test's appliance vouches for itself."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def fetch(url, timeout=60, **headers):
    """Status code and body of an HTTP GET; (0, "") while nobody listens."""
    try:
        request = urllib.request.Request(url, headers=headers)
        with urllib.request.urlopen(request, timeout=timeout, context=unchecked()) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""
