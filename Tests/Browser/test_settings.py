# SPDX-License-Identifier: Apache-2.0
"""Backup, certificate and the matrix of alarms in a real browser, in front of the running demonstration over TLS."""

import pathlib
import subprocess
import tempfile
import unittest

from house import PASSWORD, Browser, House, faults, picture, set_up

PHRASE = "sesame, open yourself"
ROUTES = """\
alarms:
  channels:
    # The collector in the cellar.
    collector: {kind: syslog, address: "127.0.0.1:9"}
    desk: {kind: webhook, url: "http://127.0.0.1:9/alarms"}
  route:
    holdover: [collector] # the desk sleeps
"""


class Settings(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.files = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gnomon-browser-")))
        cls.house = cls.enterClassContext(House(ROUTES, tls="on"))
        cls.browser = cls.enterClassContext(Browser())
        cls.house.wait_for(lambda: cls.house.status().get("state"), 60, "answering")
        cls.context = cls.browser.context(accept_downloads=True, ignore_https_errors=True)
        cls.page = cls.browser.watch(cls.context.new_page())
        set_up(cls.house, cls.page)

    def setUp(self):
        self.browser.complaints.clear()
        self.page.goto(self.house.url + "/settings")

    def text(self):
        return self.house.configuration.read_text()

    def keep(self):
        self.page.click("text=Keep them")
        self.page.wait_for_selector("#pending", state="detached")

    def own(self):
        return self.page.inner_text("#certificate dd.figure")

    def test_1_the_matrix_shows_what_would_change_and_keeps_comments(self):
        row = self.page.locator("tr[data-alarm=holdover]")
        self.assertTrue(row.get_by_label("holdover to collector").is_checked())
        self.assertFalse(row.get_by_label("holdover to desk").is_checked())
        self.assertTrue(self.page.get_by_label("no-fix to desk").is_disabled())
        self.page.get_by_label("no-fix: own choice").focus()
        self.page.keyboard.press("Space")
        self.page.get_by_label("no-fix to desk").focus()
        self.page.keyboard.press("Space")
        self.page.click("#routes-check")
        self.page.wait_for_selector("#routes-verdict table")
        told = self.page.inner_text("#routes-verdict")
        self.assertIn("alarms.route.no-fix", told)
        self.assertIn("comments too", told)
        before = self.text()
        picture(self.page, "matrix")
        self.page.click("#routes-apply")
        self.page.wait_for_selector("#pending")
        self.keep()
        self.assertEqual(self.text(), before.replace(ROUTES, ROUTES + "    no-fix: [collector]\n"))
        self.assertTrue(self.page.get_by_label("no-fix: own choice").is_checked())
        self.assertEqual(self.browser.complaints, [])

    def test_2_the_matrix_is_filtered_and_follows_the_usual_way(self):
        everything = self.page.locator("tr[data-severity]:visible").count()
        self.page.select_option("#routes-severity", "critical")
        critical = self.page.locator("tr[data-severity]:visible").count()
        self.assertTrue(0 < critical < everything)
        self.assertEqual(self.page.inner_text("#routes-count"), f"{critical} alarms")
        self.page.get_by_label("all other alarms to desk").uncheck()
        self.assertFalse(self.page.get_by_label("unsynchronised to desk", exact=True).is_checked())
        self.assertTrue(self.page.get_by_label("unsynchronised to collector", exact=True).is_checked())

    def test_3_channels_say_how_they_fare_and_can_be_tested(self):
        channel = self.page.locator("#channels tr", has_text="desk")
        channel.get_by_role("button").click()
        self.page.wait_for_selector("#channels .result")

    def test_4_a_backup_is_made_and_restored_on_trial(self):
        self.page.fill("#backup-passphrase", PHRASE)
        self.page.fill("#backup-repeated", PHRASE + "!")
        self.page.click("#backup >> text=Make a backup")
        self.page.wait_for_selector("text=The two passphrases differ.")
        self.page.fill("#backup-repeated", PHRASE)
        with self.page.expect_download() as download:
            self.page.click("#backup >> text=Make a backup")
        self.assertRegex(download.value.suggested_filename, r"^gnomon-.*\d{4}-\d\d-\d\d\.backup$")
        kept = self.files / "gnomon.backup"
        download.value.save_as(kept)
        self.assertNotIn("collector", kept.read_text())
        self.page.fill("#user-name", "bob")
        self.page.fill("#user-password", PASSWORD)
        self.page.click("form[action='/api/v1/users'] button")
        self.page.wait_for_selector("#users >> text=bob")
        self.restore(kept, "something else")
        self.page.click("text=Show what would change >> nth=-1")
        self.page.wait_for_selector("text=The passphrase is wrong, or the file was altered.")
        self.page.fill("#restore-passphrase", PHRASE)
        self.page.click("#backup >> text=Show what would change")
        self.page.wait_for_selector("#restore-verdict table")
        self.assertRegex(self.page.inner_text("#restore-verdict"), "users.*2 users.*1 user")
        picture(self.page, "restoring")
        self.page.click("#backup >> text=Restore on trial")
        self.page.wait_for_selector("#pending")
        self.assertNotIn("bob", self.page.inner_text("#users"))
        self.page.click("text=Take them back now")
        self.page.wait_for_selector("#users >> text=bob")
        self.restore(kept, PHRASE)
        self.page.click("#backup >> text=Restore on trial")
        self.page.wait_for_selector("#pending")
        self.keep()
        self.assertNotIn("bob", self.page.inner_text("#users"))
        self.page.goto(self.house.url + "/events")
        self.assertRegex(self.page.inner_text("main"), "a backup of .* is on trial: certificate, settings, users")

    def restore(self, file, phrase):
        self.page.set_input_files("#restore-file", file)
        self.page.fill("#restore-passphrase", phrase)

    def test_5_a_certificate_is_refused_at_its_field_taken_and_given_up(self):
        own = self.own()
        self.assertRegex(own, "^([0-9A-F]{2}:){31}[0-9A-F]{2}$")
        chain, key = self.pair("one")
        _, other = self.pair("two")
        self.page.set_input_files("#chain-file", chain)
        self.page.fill("#key-text", other.read_text())
        self.page.click("text=Check and use it")
        self.page.wait_for_selector("#key-fault:visible")
        self.assertIn("do not belong together", self.page.inner_text("#key-fault"))
        self.assertFalse(self.page.is_visible("#chain-fault"))
        picture(self.page, "certificate-fault")
        self.page.fill("#key-text", key.read_text())
        self.page.click("text=Check and use it")
        self.page.wait_for_selector("text=a certificate that was uploaded")
        self.assertIn("clock.example", self.page.inner_text("#certificate"))
        self.page.once("dialog", lambda dialog: dialog.accept())
        self.page.click("text=Go back to the appliance’s own")
        self.page.wait_for_selector("text=made by itself")
        self.assertEqual(self.own(), own)

    def pair(self, name):
        """An authority's chain and its key, made by openssl."""
        chain, key = self.files / f"{name}.pem", self.files / f"{name}.key"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
             "30", "-subj", "/CN=clock.example", "-addext", "subjectAltName=DNS:clock.example", "-keyout", str(key),
             "-out", str(chain)], check=True, capture_output=True)
        return chain, key

    def test_6_accessible_in_light_and_dark_on_desk_and_phone(self):
        state = self.context.storage_state()
        for scheme in ("light", "dark"):
            for name, width, height in (("desktop", 1280, 900), ("phone", 390, 844)):
                context = self.browser.context(
                    storage_state=state, color_scheme=scheme, viewport={"width": width, "height": height},
                    bypass_csp=True, ignore_https_errors=True)
                page = context.new_page()
                page.goto(self.house.url + "/settings")
                page.wait_for_timeout(500)
                self.assertEqual(faults(page), [], f"{scheme}, {name}")
                width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
                self.assertLessEqual(width, 0, f"{scheme}, {name}: the page is wider than its window")
                picture(page, f"settings-{name}-{scheme}")
                context.close()

    def test_7_a_backup_is_made_and_looked_into_without_scripts(self):
        context = self.browser.context(
            storage_state=self.context.storage_state(), java_script_enabled=False, ignore_https_errors=True,
            accept_downloads=True)
        page = context.new_page()
        page.goto(self.house.url + "/settings")
        page.fill("#backup-passphrase", PHRASE)
        page.fill("#backup-repeated", PHRASE)
        with page.expect_download() as download:
            page.click("#backup >> text=Make a backup")
        kept = self.files / "plain.backup"
        download.value.save_as(kept)
        page.set_input_files("#restore-file", kept)
        page.fill("#restore-passphrase", PHRASE)
        page.click("#backup >> text=Show what would change")
        page.wait_for_selector("h1:text-is('What this backup would change')")
        self.assertIn("Everything is as it is in the backup", page.inner_text("main"))
        context.close()


if __name__ == "__main__":
    unittest.main(verbosity=2)
