# SPDX-License-Identifier: Apache-2.0
"""A demonstration that serves its metrics as an appliance does: over TLS, to nobody without a token."""

import json
import os
import pathlib
import re
import socket
import ssl
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/Processes"))

from appliance import Appliance  # noqa: E402
from processes import free_port  # noqa: E402

#: Where promtool and prometheus are.
PROMETHEUS = pathlib.Path(os.environ["PROMETHEUS"])
MONITORING = ROOT / "board/common/monitoring"

#: What a scraper says that it accepts, and what it should get for that.
OPENMETRICS = ("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
               "application/openmetrics-text; version=1.0.0; charset=utf-8")
PLAIN = ("text/plain;version=0.0.4;q=1,*/*;q=0.1", "text/plain; version=0.0.4; charset=utf-8")

#: With a channel that nobody listens to, a PTP port that has no interface, and another server that is watched, and of the
#: cluster, and does not answer: nothing leaves this machine.
CONFIGURATION = """\
board: {{kind: simulated, seed: 1}}
alarms:
  channels: {{nobody: {{kind: webhook, url: "http://127.0.0.1:{closed}/"}}}}
ptp:
  management: {{socket: null}}
  ports: [{{interface: absent0}}]
watch: [{{group: raft, nodes: ['127.0.0.9:{silent}'], everySeconds: 2}}]
"""
CLUSTER = """\
  local: {{stratum: 10, orphan: true}}
  peers: ['127.0.0.9:{silent}']
"""


class Served(Appliance):
    """The demonstration with a first user and a token for the monitoring."""

    def __init__(self):
        silent = free_port(host="127.0.0.9")
        super().__init__(
            CONFIGURATION.format(closed=free_port(socket.SOCK_STREAM), silent=silent), tls="on", open_topics="",
            ntp_lines=CLUSTER.format(silent=silent))
        self.target, self.url = f"127.0.0.1:{self.http_port}", f"https://127.0.0.1:{self.http_port}"
        self.token_file = self.configuration.with_name("gnomon.token")

    def __enter__(self):
        super().__enter__()
        try:
            self.prepare()
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def prepare(self):
        wait_for(lambda: self.process.poll() is not None or self.ask("/health/live")[0] == 200, "alive")
        self.token_file.write_text(self.make_token())
        wait_for(lambda: self.status()["state"] == "locked", "locked")

    def make_token(self):
        """As README has it: the first user makes a token that may do nothing but look."""
        setup = self.configuration.with_name("users.json.setup-token")
        wait_for(setup.exists, "waiting for its first user")
        who = {"token": setup.read_text().strip(), "name": "ana", "password": "lamps over the seventh meridian"}
        code, text, head = self.ask("/api/v1/setup", who)
        assert code == 200, text
        session = {"Cookie": head["Set-Cookie"].split(";")[0], "X-CSRF-Token": json.loads(text)["csrf"]}
        code, text, _ = self.ask("/api/v1/tokens", {"label": "prometheus", "role": "viewer"}, **session)
        assert code == 201, text
        return json.loads(text)["secret"]

    def ask(self, path, body=None, **headers):
        """Status code, body and head; (0, "", {}) while nobody listens."""
        data = None if body is None else json.dumps(body).encode()
        if body is not None:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self.url + path, data=data, headers=headers)
        try:
            trust = ssl.create_default_context(cafile=self.certificate)
            with urllib.request.urlopen(request, timeout=60, context=trust) as reply:
                return reply.status, reply.read().decode(), reply.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), error.headers
        except OSError:
            return 0, "", {}

    @property
    def bearer(self):
        return {"Authorization": "Bearer " + self.token_file.read_text()}

    def status(self):
        return json.loads(self.ask("/api/v1/status", **self.bearer)[1])

    def metrics(self, form):
        """The text in one of the two forms."""
        code, text, head = self.ask("/metrics", Accept=form[0], **self.bearer)
        assert (code, head["Content-Type"]) == (200, form[1]), (code, head)
        return text

    def request_time(self, payload=b"\x23" + 47 * b"\0"):
        """A client's NTP packet, or what is none; whether it was answered, for which a busy machine may take a while."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(60 if len(payload) >= 48 else 0.5)
            client.sendto(payload, ("127.0.0.1", self.ntp_port))
            try:
                return struct.unpack("!B", client.recv(512)[1:2])[0]
            except TimeoutError:
                return None

    def scene(self, name):
        code, said = self.command("scene", name)
        assert code == 0, said


def wait_for(wanted, what, seconds=120):
    deadline = time.monotonic() + seconds
    while not wanted():
        if time.monotonic() > deadline:
            raise AssertionError(f"not {what} within {seconds} s")
        time.sleep(0.2)


def promtool(*words, text=None):
    """Exit status and all that it said."""
    done = subprocess.run([PROMETHEUS / "promtool", *map(str, words)], input=text, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def named(text):
    """What metrics a text names: a query, a rule, a page."""
    return set(re.findall(r"(?<![\w:])((?:gnomon|process)_[a-z0-9_]+)", text))


def samples(text):
    """The names of the samples that metrics have as they are served."""
    return {re.split(r"[{ ]", line)[0] for line in text.splitlines() if line and not line.startswith("#")}


def rules():
    """All of them, in their order."""
    groups = yaml.safe_load((MONITORING / "gnomon-rules.yml").read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def dashboard():
    return json.loads((MONITORING / "gnomon-dashboard.json").read_text())


def queries():
    """Each query of the dashboard with the title of its panel, for every job and instance."""
    model = dashboard()
    found = [(panel["title"], target["expr"]) for panel in model["panels"] for target in panel.get("targets", [])]
    found += [("annotation", note["expr"]) for note in model["annotations"]["list"] if "expr" in note]
    return [(title, chosen(query)) for title, query in found]


def chosen(query):
    """As Grafana would ask it."""
    return query.replace("$job", ".+").replace("$instance", ".+").replace("$__rate_interval", "30s")
