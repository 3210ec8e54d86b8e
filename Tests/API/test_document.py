# SPDX-License-Identifier: Apache-2.0
"""Whether the API is what its own document says, asked of the running demonstration by schemathesis."""

import collections
import json
import os
import pathlib
import subprocess
import sys
import unittest
import urllib.request

import jsonschema_rs

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/Processes"))

from demonstration import PASSWORD, House  # noqa: E402
from hooks import LABEL, OWNER  # noqa: E402

REPORTS = ROOT / ".build-api/reports"

# The commands that only look, which every viewer may give.
LOOKS = {
    "status", "why", "satellites", "sky", "sources", "clock", "holdover", "clients", "ntp", "ptp", "alarms", "log",
    "log-follow", "history", "stream", "watch", "network-show", "receiver-show", "services", "version", "help"}

# What even an admin is not granted here, and why.
UNREACHED = {
    "GET /api/v1/events": "it never ends, and has a test of its own",
    "GET /api/v1/support-bundles/{name}": "no chance hits on a bundle's name",
    "GET /api/v1/certificate": "TLS is off", "PUT /api/v1/certificate": "TLS is off",
    "POST /api/v1/certificate": "TLS is off", "DELETE /api/v1/certificate": "TLS is off",
    "POST /api/v1/certificate/own": "TLS is off",
    "POST /api/v1/restore": "no chance hits on a backup", "POST /api/v1/restore/check": "no chance hits on a backup",
    "POST /api/v1/setup": "there are users already", "POST /api/v1/channels/{name}/test": "there is no channel",
    "POST /api/v1/config/confirm": "a trial must come first: a test of its own has one",
    "POST /api/v1/config/rollback": "a trial must come first: a test of its own has one",
}


def ask(house, method, path, body=None, **headers):
    """Status code and JSON; for what must succeed."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", **headers}
    request = urllib.request.Request(house.url + path, data=data, method=method, headers=headers)
    with urllib.request.urlopen(request, timeout=60) as reply:
        return reply, json.loads(reply.read() or "null")


def first_admin(house):
    """The head of a request of the first admin, who has logged in."""
    house.wait_for(lambda: house.get("/health/live")[0] == 200, 60, "answering")
    wish = {"token": house.token_file.read_text().strip(), "name": OWNER, "password": PASSWORD}
    reply, session = ask(house, "POST", "/api/v1/setup", wish)
    return {"Cookie": reply.headers["Set-Cookie"].split(";")[0], "X-CSRF-Token": session["csrf"]}


def bearer(house, admin, label, role):
    _, token = ask(house, "POST", "/api/v1/tokens", {"label": label, "role": role}, **admin)
    return {"Authorization": "Bearer " + token["secret"]}


def locked(house):
    return house.get("/health/ready")[0] == 200


def check(document, name, value):
    """Raises where it is not as the document's schema of this name says."""
    jsonschema_rs.validator_for({"$ref": "#/components/schemas/" + name, **document}).validate(value)


class Examination:
    """What schemathesis has found, and what it was answered how often."""

    def __init__(self, house, name, document, headers, phases, *more):
        REPORTS.mkdir(parents=True, exist_ok=True)
        report, heard = REPORTS / f"{name}.txt", pathlib.Path(house.folder.name, name + "-heard")
        here = pathlib.Path(__file__).parent
        command = [
            sys.executable, "-m", "schemathesis.cli", "--config-file", str(here / "schemathesis.toml"), "run", document,
            "--url", house.url, "--no-color", "--phases", phases, *more]
        command += [part for key, value in headers.items() for part in ("-H", f"{key}: {value}")]
        environment = {
            **os.environ, "SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(here), "GNOMON_SETTINGS": house.settings,
            "GNOMON_HEARD": str(heard)}
        with open(report, "w") as out:
            self.code = subprocess.run(
                command, stdout=out, stderr=out, env=environment, cwd=house.folder.name).returncode
        self.report = report.read_text()
        self.answers = collections.Counter(heard.read_text().splitlines() if heard.exists() else [])
        by_status = collections.Counter()
        for line, count in self.answers.items():
            by_status[line.split()[0]] += count
        print(f"{name}: {self.answers.total()} requests, answered {dict(sorted(by_status.items()))}")

    def answered(self, status):
        """What was answered so, as "GET /health/live"."""
        return {line.split(" ", 1)[1] for line in self.answers if line.startswith(status)}


class Closed(unittest.TestCase):
    """Nothing is open but what must be."""

    @classmethod
    def setUpClass(cls):
        cls.house = cls.enterClassContext(House(open_topics=""))
        cls.admin = first_admin(cls.house)
        cls.house.wait_for(lambda: locked(cls.house), 120, "locked")
        cls.tokens = {"nobody": {}}
        for role in ("viewer", "operator", "admin"):
            label = LABEL if role == "admin" else role
            cls.tokens[role] = bearer(cls.house, cls.admin, label, role)
        cls.document = os.path.join(cls.house.folder.name, "openapi.json")
        with open(cls.document, "w") as out:
            json.dump(ask(cls.house, "GET", "/api/v1/openapi.json", **cls.admin)[1], out)

    def examine(self, role, phases):
        found = Examination(self.house, role, self.document, self.tokens[role], phases)
        self.assertEqual(found.code, 0, found.report[-12_000:])
        return found

    def test_1_not_even_the_document_is_for_strangers(self):
        self.assertEqual(self.house.get("/api/v1/openapi.json")[0], 401)

    def test_2_nobody(self):
        found = self.examine("nobody", "coverage")
        reached = {line for line in found.answered("2") if not line.endswith("/api/v1/session")}
        self.assertEqual(reached, {"GET /health/live", "GET /health/ready"})

    def test_3_viewer(self):
        found = self.examine("viewer", "examples,coverage,fuzzing")
        changed = {line for line in found.answered("2") if not line.startswith("GET ")}
        # Everybody may log in, as the document's example does, and out; and give the commands that only look.
        looks = {"POST /api/v1/commands/" + name for name in LOOKS}
        self.assertLessEqual(changed, {"POST /api/v1/session", "DELETE /api/v1/session"} | looks)

    def test_4_operator(self):
        found = self.examine("operator", "coverage")
        self.assertIn("POST /api/v1/commands/reacquire", found.answered("2"))
        self.assertIn("POST /api/v1/commands/reboot", found.answered("403"))
        self.assertIn("GET /api/v1/config", found.answered("403"))

    def test_5_admin(self):
        found = self.examine("admin", "examples,coverage,fuzzing,stateful")
        with open(self.document) as document:
            paths = json.load(document)["paths"]
        every = {f"{method.upper()} {path}" for path, item in paths.items() for method in item}
        commands = {line for line in every if "/commands/" in line}
        wanted = {"POST /api/v1/commands/" + name for name in LOOKS - {"history", "stream", "log-follow"}}
        self.assertLessEqual(wanted, found.answered("2") & commands)
        every -= commands
        # Whether it is ready hangs on what was commanded when.
        self.assertEqual(every - found.answered("2") - {"GET /health/ready"}, set(UNREACHED))
        self.assertEqual(self.house.get("/api/v1/users", **self.tokens["admin"])[0], 200)

    def test_6_a_change_on_trial(self):
        with open(self.document) as text:
            document = json.load(text)
        for number, way in enumerate(("rollback", "confirm")):
            self.put(f"{self.house.settings}# {way} {number}\n")
            _, state = ask(self.house, "GET", "/api/v1/config", **self.tokens["admin"])
            self.assertIn("pending", state)
            check(document, "Config", state)
            _, state = ask(self.house, "POST", "/api/v1/config/" + way, **self.tokens["admin"])
            self.assertNotIn("pending", state)
            check(document, "Config", state)

    def put(self, text):
        request = urllib.request.Request(
            self.house.url + "/api/v1/config?confirm=600", data=text.encode(), method="PUT",
            headers={"Content-Type": "application/yaml", **self.tokens["admin"]})
        urllib.request.urlopen(request, timeout=60).close()


class Open(unittest.TestCase):
    """As the demonstration is: status and metrics for everyone."""

    @classmethod
    def setUpClass(cls):
        cls.house = cls.enterClassContext(House())
        cls.house.wait_for(lambda: locked(cls.house), 120, "locked")

    def test_nobody(self):
        topics = [part for topic in ("Time", "Records", "Health") for part in ("--include-tag", topic)]
        found = Examination(
            self.house, "open", self.house.url + "/api/v1/openapi.json", {}, "coverage,fuzzing", *topics)
        self.assertEqual(found.code, 0, found.report[-12_000:])
        self.assertIn("GET /api/v1/history", found.answered("2"))

    def test_events_are_what_the_document_says(self):
        _, document = ask(self.house, "GET", "/api/v1/openapi.json")
        wanted = {"status": "Status", "alarms": "Alarms"}
        with urllib.request.urlopen(self.house.url + "/api/v1/events", timeout=60) as reply:
            self.assertEqual(reply.headers["Content-Type"], "text/event-stream")
            event = None
            while wanted:
                line = reply.readline().decode().rstrip("\n")
                if line.startswith("event: "):
                    event = line[7:]
                elif line.startswith("data: ") and event in wanted:
                    check(document, wanted.pop(event), json.loads(line[6:]))


if __name__ == "__main__":
    unittest.main(verbosity=2)
