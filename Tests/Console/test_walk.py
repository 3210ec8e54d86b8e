# SPDX-License-Identifier: Apache-2.0
"""A walk through the console by `gnomon console`: from the first start on, one step after the other."""

import re
import unittest

import pexpect

from appliance import PROGRAM
from demonstration import PASSWORD, House
from terminal import by_socket, compare


class Walk(unittest.TestCase):
    """The steps are carried out in the order of their numbers."""

    @classmethod
    def setUpClass(cls):
        cls.house = House().__enter__()
        cls.addClassCleanup(lambda: cls.house.__exit__(None))
        cls.house.wait_for(lambda: (cls.house.control.with_name("console.sock")).exists(), 120, "a console")
        cls.house.wait_for(lambda: cls.house.status().get("state") == "locked", 300, "locked")

    def sit(self, program=PROGRAM, **how):
        sitting = by_socket(program, self.house.control, **how)
        self.addCleanup(sitting.child.close)
        return sitting

    def logged_in(self, name="admin", password=PASSWORD, **how):
        sitting = self.sit(**how)
        while True:
            sitting.wait_for("login: ").type(name + "\r").wait_for("Password: ").type(password + "\r")
            # Whoever was locked out may come again after a while.
            if sitting.wait_for("Logged in as |Too many failures", regex=True).child.after.startswith(b"Logged"):
                return sitting.wait_for_prompt()

    def journal(self):
        code, said = self.house.command("log", "--lines", "1000")
        self.assertEqual(code, 0, said)
        return said

    def test_1_the_first_start_asks_a_few_questions(self):
        sitting = self.sit(rows=40).wait_for("Administrator's name [admin]: ").type("\r")
        sitting.wait_for("Password: ").type("short\r").wait_for("Password: ")
        sitting.type(PASSWORD + "\r").wait_for("Once more: ").type(PASSWORD + "\r")
        sitting.wait_for("Receiver [auto]: ").type("\r").wait_for("NTP is served to [everybody]: ")
        sitting.type("10.1.2.3/8\r").wait_for("[everybody]: ").type("\r").wait_for("Is that right? [yes] ")
        compare(self, "wizard", sitting.text())
        sitting.type("\r").wait_for("The appliance is set up.").wait_for_prompt()
        self.assertNotIn(PASSWORD.encode(), sitting.heard)
        sitting.type("exit\r").wait_for_end()

    def test_2_wrong_passwords_lead_nowhere_and_at_last_to_a_lock(self):
        sitting = self.sit()
        for _ in range(3):
            sitting.wait_for("login: ").type("admin\r").wait_for("Password: ").type("wrong\r").wait_for("is wrong.")
        sitting.wait_for_end()
        compare(self, "refused", sitting.text())
        for _ in range(100):
            sitting = self.sit().wait_for("login: ").type("admin\r").wait_for("Password: ").type("x\r")
            if sitting.wait_for("is wrong\\.|Too many failures", regex=True).child.after.startswith(b"Too"):
                break
        else:
            self.fail("nobody was locked out:\n" + sitting.text())
        code, said = self.house.command("users", "unlock", "admin")
        self.assertEqual(code, 0, said)

    def test_3_a_login_leads_to_a_prompt_and_is_in_the_journal_once(self):
        before = self.journal().count("logged in")
        sitting = self.logged_in()
        self.assertIn("gnomon 0.", sitting.command("version"))
        compare(self, "login", re.sub(r"(?s)\S+ login: .*?(?=Logged in)", "", sitting.text()))
        self.house.wait_for(lambda: self.journal().count("logged in") > before, 60, "taken down")
        self.assertEqual(self.journal().count("logged in"), before + 1)

    def test_4_the_question_mark_and_the_tabulator_tell_what_may_follow(self):
        sitting = self.logged_in(rows=30).clear()
        sitting.type("clients ?").wait_for("clients ").wait_for("<enter>").wait_for_prompt().wait_for("clients")
        compare(self, "question-mark", sitting.text())
        sitting.type("\x15")
        self.assertIn("gnomon 0.", sitting.clear().command("vers\t"))
        sitting.clear().type("alarms ack \t").wait_for("alarms ack ").type("\x15")

    def test_5_long_answers_stop_at_each_page(self):
        for name, term in [("paging", "vt100"), ("paging-dumb", "dumb")]:
            with self.subTest(name):
                sitting = self.logged_in(term=term)
                sitting.clear().type("help\r").wait_for("--More--")
                compare(self, name, sitting.text())
                sitting.type(" ").wait_for("--More--").type("q").wait_for_prompt()
                if term == "dumb":
                    self.assertNotIn(b"\x1b", sitting.heard)

    def test_6_a_small_terminal_and_one_that_grows(self):
        sitting = self.logged_in(columns=40, rows=10)
        sitting.clear().type("help config\r").wait_for("--More--")
        compare(self, "small", sitting.text())
        sitting.type("q").wait_for_prompt()
        # The size goes another way than the keys: the prompt is drawn anew once it has come.
        sitting.clear().resize(80, 24).wait_for_prompt()
        sitting.type("help config commit\r").wait_for("example").wait_for_prompt()
        compare(self, "grown", sitting.text())

    def test_7_ascii_where_there_is_no_more(self):
        sitting = self.logged_in(language="C")
        sitting.command("status")
        self.assertTrue(sitting.heard.isascii(), sitting.heard)

    def test_8_lines_come_back_and_filters_choose(self):
        sitting = self.logged_in()
        self.assertIn("gnomon 0.", sitting.command("version"))
        self.assertIn('"version"', sitting.clear().command("version | json"))
        self.assertIn("gnomon 0.", sitting.clear().command("\x1b[A\x1b[A"))
        self.assertIn("1 line", sitting.command("version | count"))

    def test_9_what_lasts_ends_with_control_c(self):
        sitting = self.logged_in()
        sitting.type("log follow\r").wait_for("\r\n")
        # What happened before it follows is not shown: something happens until it does.
        for _ in range(60):
            self.assertEqual(self.house.command("reacquire")[0], 0)
            if sitting.child.expect_exact([b"reacquire", pexpect.TIMEOUT], timeout=1) == 0:
                break
        else:
            self.fail("nothing is shown:\n" + sitting.text())
        sitting.type("\x03").wait_for_prompt()
        self.assertIn("gnomon 0.", sitting.command("version"))

    def test_a_login_shell_carries_one_command_out_and_asks_for_a_login_before(self):
        shell = self.house.control.with_name("gnomon-console")
        shell.symlink_to(PROGRAM)
        sitting = self.logged_in(program=shell, words=("-c", "version"))
        sitting.wait_for("gnomon 0.").wait_for_end()
        self.assertEqual(self.logged_in(program=shell, words=()).command("version").count("gnomon 0."), 1)

    def test_b_the_command_line_asks_on_a_terminal_for_what_it_needs(self):
        sitting = self.sit(words=("users", "add", "eve", "viewer")).wait_for("Password (at least 12 characters): ")
        sitting.type("a hundred lamps\r").wait_for("Once more: ").type("a hundred lamps\r").wait_for_end()
        self.assertNotIn(b"lamps", sitting.heard)
        sitting = self.sit(words=("users", "remove", "eve")).wait_for("[y/N] ").type("n\r").wait_for("Nothing was done.")
        sitting.wait_for_end()
        self.assertEqual(self.house.command("users", "remove", "eve")[0], 2)
        self.assertEqual(self.house.command("users", "remove", "eve", "--yes")[0], 0)

    def test_c_data_cannot_command_a_terminal(self):
        sitting = self.sit(words=("alarms", "ack", "a\x1b]0;owned\x07b"))
        sitting.wait_for_end()
        self.assertNotIn(b"\x1b", sitting.heard)


if __name__ == "__main__":
    unittest.main()
