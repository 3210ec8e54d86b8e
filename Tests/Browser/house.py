# SPDX-License-Identifier: Apache-2.0
"""A Chromium to look at the demonstration."""

import os
import pathlib
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests/Processes"))

from demonstration import PASSWORD, House  # noqa: E402,F401

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
PICTURES = ROOT / ".build-browser/pictures"


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
        context.set_default_timeout(60_000)
        return context

    def watch(self, page):
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: line.type == "error" and self.complaints.append(line.text))
        return page


def picture(page, name):
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(PICTURES / f"{name}.png"), full_page=True)


def faults(page):
    """What axe finds amiss each time that it looks: a page that hears nothing for a moment, as on a busy machine, fades on
    purpose."""
    for _ in range(5):
        page.wait_for_selector("body:not(.lost-contact)")
        found = Axe().run(page).response["violations"]
        if not found:
            break
    return [(v["id"], v["impact"], v["nodes"][0]["html"][:120]) for v in found]


def set_up(house, page):
    """The first start: ada is made the administrator, and logged in."""
    page.goto(house.url + "/setup")
    page.fill("#token", house.token_file.read_text().strip())
    page.fill("#name", "ada")
    page.fill("#password", PASSWORD)
    page.fill("#repeated", PASSWORD)
    page.click("form button")
    page.wait_for_selector("text=Log out")
