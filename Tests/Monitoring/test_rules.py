# SPDX-License-Identifier: Apache-2.0
"""The rules are right, each alert is tried both ways, and what it says is for people."""

import pathlib
import re
import tempfile
import unittest

import yaml

from served import MONITORING, dashboard, promtool, queries, rules

RULES, TESTS = MONITORING / "gnomon-rules.yml", MONITORING / "gnomon-rules-test.yml"
#: GnomonAlarm has that of the server's alarm.
SEVERITIES = {"critical", "warning", "notice", "{{ $labels.severity }}"}


class Rules(unittest.TestCase):
    alerts = [rule for rule in rules() if "alert" in rule]

    def test_promtool_takes_them(self):
        code, said = promtool("check", "rules", RULES)
        self.assertEqual(code, 0, said)
        self.assertIn(f"{len(rules())} rules found", said)

    def test_each_does_what_its_tests_say(self):
        code, said = promtool("test", "rules", TESTS)
        self.assertEqual(code, 0, said)
        self.assertIn("SUCCESS", said)

    def test_each_fires_in_one_test_and_keeps_quiet_in_another(self):
        cases = [case for test in yaml.safe_load(TESTS.read_text())["tests"] for case in test["alert_rule_test"]]
        for alert in self.alerts:
            mine = [bool(case.get("exp_alerts")) for case in cases if case["alertname"] == alert["alert"]]
            self.assertEqual(set(mine), {True, False}, alert["alert"])

    def test_each_says_how_grave_it_is_and_what_to_do(self):
        for alert in self.alerts:
            name, notes = alert["alert"], alert["annotations"]
            self.assertIn(alert["labels"]["severity"], SEVERITIES, name)
            self.assertRegex(notes["summary"], r"\{\{ \$labels\.instance \}\}.*\.$", name)
            self.assertGreaterEqual(len(re.findall(r"[.;](?= |$)", notes["description"])), 3, name)
        self.assertEqual(len({alert["alert"] for alert in self.alerts}), len(self.alerts))


class Dashboard(unittest.TestCase):
    model = dashboard()

    def test_it_belongs_to_no_installation(self):
        self.assertNotIn("id", self.model)
        text = (MONITORING / "gnomon-dashboard.json").read_text()
        self.assertNotRegex(text, r"https?://|localhost|127\.0\.0\.1")
        variables = {variable["name"]: variable["type"] for variable in self.model["templating"]["list"]}
        self.assertEqual(variables, {"datasource": "datasource", "job": "query", "instance": "query"})
        for source in re.findall(r'"uid": "([^"]*)"', text):
            self.assertIn(source, {"gnomon", "${datasource}", "-- Grafana --"})

    def test_its_panels_have_a_place_of_their_own_and_say_what_they_show(self):
        taken = set()
        for panel in self.model["panels"]:
            place = panel["gridPos"]
            cells = {(x, y) for x in range(place["x"], place["x"] + place["w"])
                     for y in range(place["y"], place["y"] + place["h"])}
            self.assertFalse(cells & taken, panel["title"])
            self.assertLessEqual(place["x"] + place["w"], 24)
            taken |= cells
            if panel["type"] != "row":
                self.assertTrue(panel["description"].endswith("."), panel["title"])
                self.assertTrue(all(t["datasource"]["uid"] == "${datasource}" for t in panel["targets"]))
        ids = [panel["id"] for panel in self.model["panels"]]
        self.assertEqual(len(set(ids)), len(ids))

    def test_promtool_takes_every_query(self):
        made = [{"record": f"a:query{number}", "expr": query} for number, (_, query) in enumerate(queries())]
        with tempfile.TemporaryDirectory(prefix="gnomon-queries-") as folder:
            file = pathlib.Path(folder) / "queries.yml"
            file.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": made}]}))
            code, said = promtool("check", "rules", file)
        self.assertEqual(code, 0, said)
        self.assertIn(f"{len(made)} rules found", said)

    def test_every_query_is_for_the_chosen_servers(self):
        for panel in self.model["panels"]:
            for target in panel.get("targets", []):
                self.assertNotRegex(target["expr"], r"(gnomon|process)_\w+(?![\w{])(?!=)", panel["title"])
