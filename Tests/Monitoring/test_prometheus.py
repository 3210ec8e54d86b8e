# SPDX-License-Identifier: Apache-2.0
"""A real Prometheus, set up as README says, collects from the demonstration; dashboard and rules work on that."""

import json
import pathlib
import re
import shutil
import socket
import tempfile
import unittest
import urllib.parse

import yaml

from processes import Logged, fetch, free_port
from served import MONITORING, PROMETHEUS, Served, queries, wait_for

#: What has nothing to show on a demonstration that is well.
EMPTY = {"Leap second", "Followers", "Temperature", "annotation"}


class Prometheus:
    def __init__(self, served):
        self.home = tempfile.TemporaryDirectory(prefix="gnomon-prometheus-")
        folder = pathlib.Path(self.home.name)
        self.port = free_port(socket.SOCK_STREAM)
        (folder / "prometheus.yml").write_text(yaml.safe_dump(self.configuration(served)))
        shutil.copy(MONITORING / "gnomon-rules.yml", folder)
        self.logged = Logged(
            [PROMETHEUS / "prometheus", f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data",
             f"--web.listen-address=127.0.0.1:{self.port}", "--log.level=warn"], folder / "log")

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.logged.end(shown=failure[0])
        self.home.cleanup()

    @staticmethod
    def configuration(served):
        """README's own, for this server; it looks more often than one would."""
        text = (MONITORING / "README.md").read_text()
        configuration = yaml.safe_load(re.search(r"```yaml\n(.*?)```", text, re.DOTALL)[1])
        job = configuration["scrape_configs"][0]
        job["authorization"]["credentials_file"] = str(served.token_file)
        job["tls_config"]["ca_file"] = str(served.certificate)
        job["static_configs"][0]["targets"] = [served.target]
        configuration["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
        return configuration

    def ask(self, path, **query):
        code, text = fetch(f"http://127.0.0.1:{self.port}/api/v1/{path}?{urllib.parse.urlencode(query)}", timeout=30)
        return json.loads(text)["data"] if code == 200 else {}

    def query(self, query):
        return self.ask("query", query=query).get("result", [])

    def targets(self):
        return self.ask("targets").get("activeTargets", [])


class Collected(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.served = cls.enterClassContext(Served())
        cls.prometheus = cls.enterClassContext(Prometheus(cls.served))

    def test_1_it_collects_with_the_token_over_tls(self):
        wait_for(lambda: [(t["health"], t["lastError"]) for t in self.prometheus.targets()] == [("up", "")], "up")
        wait_for(lambda: self.prometheus.query("gnomon_uptime_seconds"), "stored")

    def test_2_every_panel_shows_something(self):
        def asked():
            self.served.request_time()
            self.served.request_time(b"\x23 short")
            return not self.missing()
        try:
            wait_for(asked, "shown")
        except AssertionError:
            self.fail(f"nothing to show: {self.missing()}")

    def missing(self):
        # What the receiver says wrongly is a line of its panel, and there is none. A PTP port without an interface refuses
        # and misses nothing, claims nothing and has no clients: its state is shown, and its messages. Of the other server,
        # which is silent, nothing is measured.
        none = ("watch_worst_pair", "watch_offset", "peer_offset", "peer_followed",
                "messages_refused", "ptp_refused", "stamps_missed", "ptp_clock_class", "ptp_clients", "ptp_granted")
        asked = [(title, query) for title, query in queries() if not any(name in query for name in none)]
        return {title for title, query in asked if not self.prometheus.query(query)} - EMPTY

    def test_3_the_server_s_alarm_becomes_an_alert(self):
        self.served.scene("antenna-off")
        wait_for(lambda: {"GnomonAlarm", "GnomonHoldover"} <= self.alerts(), "alerting")
        wait_for(lambda: self.prometheus.query('gnomon_state{gnomon_state="holdover"} == 1'), "in holdover")

    def alerts(self):
        return {alert["labels"]["alertname"] for alert in self.prometheus.ask("alerts").get("alerts", [])}
