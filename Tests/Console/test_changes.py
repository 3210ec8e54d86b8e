# SPDX-License-Identifier: Apache-2.0
"""What is changed by the console: settings on trial, users, and the file that support asks for."""

import pathlib
import re
import tarfile
import unittest

from appliance import PROGRAM
from demonstration import PASSWORD, House
from terminal import by_socket, compare


class Changes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.house = House().__enter__()
        cls.addClassCleanup(lambda: cls.house.__exit__(None))
        cls.house.wait_for(lambda: (cls.house.control.with_name("console.sock")).exists(), 120, "a console")
        sitting = by_socket(PROGRAM, cls.house.control).wait_for("[admin]: ").type("\r")
        sitting.wait_for("Password: ").type(PASSWORD + "\r").wait_for("Once more: ").type(PASSWORD + "\r")
        sitting.wait_for("[auto]: ").type("\r").wait_for("[everybody]: ").type("\r").wait_for("[yes] ").type("\r")
        cls.sitting = sitting.wait_for_prompt()
        cls.addClassCleanup(sitting.child.close)

    def journal(self):
        code, said = self.house.command("log", "--lines", "200")
        self.assertEqual(code, 0, said)
        return said

    def test_a_commit_that_nobody_confirms_is_rolled_back(self):
        before = self.house.configuration.read_text()
        self.sitting.command("config set console.idleMinutes 20")
        self.assertIn("console.idleMinutes", self.sitting.command("config diff"))
        self.sitting.command("config commit confirm 5")
        self.assertIn("(trial)", self.sitting.child.after.decode())
        self.sitting.command("config rollback")
        self.assertNotIn("(trial)", self.sitting.child.after.decode())
        self.assertEqual(before, self.house.configuration.read_text())

    def test_a_commit_that_is_confirmed_stays(self):
        self.sitting.command("config set compatibility.ntpq false")
        self.sitting.command("config commit confirm 5")
        self.sitting.command("config commit")
        self.assertIn("ntpq: false", self.house.configuration.read_text())

    def test_a_new_user_is_asked_for_a_password_twice_and_the_command_is_taken_down_once(self):
        self.sitting.type("users add eve viewer\r").wait_for("Password (at least 12 characters): ")
        self.sitting.type("a hundred lamps\r").wait_for("Once more: ").type("a hundred lamps\r").wait_for_prompt()
        self.assertIn("eve", self.sitting.command("users"))
        self.assertNotIn(b"hundred lamps", self.sitting.heard)
        self.house.wait_for(lambda: "users add eve viewer" in self.journal(), 60, "taken down")
        self.assertEqual(self.journal().count("users add eve viewer"), 1)

    def test_what_is_dangerous_is_asked_first(self):
        self.sitting.type("users remove nobody\r").wait_for("(yes/no) ").type("no\r").wait_for_prompt()

    def test_the_support_bundle_is_one_file_without_secrets(self):
        said = self.sitting.command("support-bundle | no-more")
        path = re.search(r"/\S+\.tar\.\w+", re.sub(r"\s*\r\n\s*", "", said))
        self.assertTrue(path, said)
        self.assertTrue(pathlib.Path(path[0]).exists(), said)
        with tarfile.open(path[0]) as bundle:
            names = bundle.getnames()
            for name in names:
                member = bundle.extractfile(name)
                self.assertNotIn(PASSWORD.encode(), member.read() if member else b"")
        self.assertGreater(len(names), 3)


if __name__ == "__main__":
    unittest.main()
