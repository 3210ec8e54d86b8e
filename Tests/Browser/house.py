# SPDX-License-Identifier: Apache-2.0
"""A demonstration of its own for a browser's tests, and a Chromium to look at it."""

import json
import os
import pathlib
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/Processes"))

from processes import end, fetch, free_port  # noqa: E402
import socket  # noqa: E402

PROGRAM = os.environ["GNOMON"]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PICTURES = ROOT / ".build-browser/pictures"
PASSWORD = "lamps over the seventh meridian"

SETTINGS = """\
# The browser's tests.
board: {{kind: simulated, seed: 1}}
ntp: {{listen: ["127.0.0.1:{ntp}"]}}
management:
  listen: ["127.0.0.1:{http}"]
  users: {folder}/users.json
  open: [status, metrics]
{management}console: {{socket: {folder}/control.sock}}
journal: {{database: {folder}/records.sqlite}}
"""


class House:
    """The program, running the demonstration in a folder of its own.

    `management` and `more` are added to its configuration: lines of that section, and sections.
    """

    def __init__(self, management="", more="", scheme="http"):
        self.management, self.more, self.scheme = management, more, scheme

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="gnomon-browser-")
        path = pathlib.Path(self.folder.name)
        self.http, ntp = free_port(socket.SOCK_STREAM), free_port()
        self.url = f"{self.scheme}://127.0.0.1:{self.http}"
        self.configuration, self.control = path / "gnomon.yaml", path / "control.sock"
        self.token_file = path / "users.json.setup-token"
        self.configuration.write_text(
            SETTINGS.format(ntp=ntp, http=self.http, folder=path, management=self.management.format(folder=path))
            + self.more)
        self.log = open(path / "log", "w+")
        self.process = subprocess.Popen(
            [PROGRAM, "run", "--config", str(self.configuration)], stdout=self.log, stderr=self.log)
        return self

    def __exit__(self, *failure):
        end(self.process)
        if failure[0]:
            self.log.seek(0)
            print("--- what the program logged:\n" + self.log.read()[-6000:])
        self.log.close()
        self.folder.cleanup()

    def get(self, path, **headers):
        """Status code and body; (0, "") while nobody listens."""
        if self.scheme == "https":
            return fetch_unchecked(self.url + path, headers)
        return fetch(self.url + path, timeout=10, **headers)

    def status(self):
        code, body = self.get("/api/v1/status")
        return json.loads(body) if code == 200 else {}

    def wait_for(self, wanted, seconds, what):
        deadline = time.monotonic() + seconds
        while not wanted():
            if time.monotonic() > deadline:
                raise AssertionError(f"not {what} within {seconds} s: {self.status()}")
            time.sleep(0.1)

    def scene(self, name):
        subprocess.run(
            [PROGRAM, "scene", name, "--socket", str(self.control)], check=True, capture_output=True)


def fetch_unchecked(url, headers):
    """As processes.fetch, of a server whose certificate nobody has vouched for."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10, context=trusting) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


class Browser:
    """Headless Chromium. What a page complains of is kept in `complaints`."""

    def __enter__(self):
        self.playwright = sync_playwright().start()
        self.chromium = self.playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        self.complaints = []
        return self

    def __exit__(self, *failure):
        self.chromium.close()
        self.playwright.stop()

    def context(self, **options):
        context = self.chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        context.set_default_timeout(8000)
        return context

    def watch(self, page):
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: line.type == "error" and self.complaints.append(line.text))
        return page


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(PICTURES / f"{name}.png"), full_page=True)


def set_up(house, page):
    """The first start: ada is made the administrator, and logged in."""
    page.goto(house.url + "/setup")
    page.fill("#token", house.token_file.read_text().strip())
    page.fill("#name", "ada")
    page.fill("#password", PASSWORD)
    page.fill("#repeated", PASSWORD)
    page.click("form button")
    page.wait_for_selector("text=Log out")
