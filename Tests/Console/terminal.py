# SPDX-License-Identifier: Apache-2.0
"""A person at a terminal: keys go in, and what stands on the screen can be looked at and compared."""

import os
import pathlib
import re
import socket

import pexpect
import pexpect.fdpexpect
import pyte

PATIENCE = int(os.environ.get("PATIENCE", 120))
"""Seconds after which something does not come any more; nothing is judged by how long it takes."""

HOST = socket.gethostname().split(".")[0]
SCREENS = pathlib.Path(__file__).with_name("Screens")


class Sitting:
    """One terminal, joined by `child` (of pexpect), which it shows as an emulator does."""

    def __init__(self, child, columns=80, rows=24):
        self.child, self.heard = child, b""
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        child.logfile_read = self

    # pexpect writes here all that comes.
    def write(self, data):
        self.heard += data
        self.stream.feed(data)

    def flush(self):
        pass

    def type(self, keys):
        self.child.send(keys.encode())
        return self

    def wait_for(self, text, regex=False):
        """Waits until the text comes; it is looked for only behind what was waited for before."""
        try:
            if regex:
                self.child.expect(text.encode(), timeout=PATIENCE)
            else:
                self.child.expect_exact(text.encode(), timeout=PATIENCE)
        except (pexpect.TIMEOUT, pexpect.EOF) as failure:
            raise AssertionError(f"{text!r} does not come; the screen:\n{self.text()}") from failure
        return self

    def wait_for_prompt(self):
        return self.wait_for(rf"{re.escape(HOST)}[!()a-z]*[#>] ", regex=True)

    def command(self, line):
        """Types a line at the prompt and waits for the next prompt; what came between them."""
        # The cursor is redrawn with the line: what is waited for is the prompt behind its end.
        self.type(line + "\r").wait_for("\r\n").wait_for_prompt()
        return self.child.before.decode()

    def wait_for_end(self):
        try:
            self.child.expect(pexpect.EOF, timeout=PATIENCE)
        except pexpect.TIMEOUT as failure:
            raise AssertionError(f"it does not end; the screen:\n{self.text()}") from failure

    def text(self):
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip() + "\n"

    def clear(self):
        self.screen.reset()
        return self

    def resize(self, columns, rows):
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)
        return self


def by_socket(program, control, columns=80, rows=24, term="vt100", words=("console",), language="C.UTF-8"):
    """`gnomon console`, or the program with other words, in a terminal of its own."""
    environment = {"PATH": os.environ["PATH"], "TERM": term, "LC_ALL": language, "GNOMON_SOCKET": str(control)}
    child = pexpect.spawn(str(program), [str(word) for word in words], dimensions=(rows, columns), env=environment)
    return Sitting(child, columns, rows)


class Line:
    """A serial line: the appliance has one end by a name, a person's terminal the other."""

    def __init__(self, name):
        self.name, self.master, self.end = pathlib.Path(name), None, None

    def plug(self, columns=80, rows=24):
        # Its other end is kept open as well: else whoever reads before the appliance is there reads the end.
        self.master, self.end = os.openpty()
        self.name.unlink(missing_ok=True)
        self.name.symlink_to(os.ttyname(self.end))
        return Sitting(pexpect.fdpexpect.fdspawn(self.master), columns, rows)

    def pull(self):
        os.close(self.master)
        os.close(self.end)
        self.name.unlink()


def masked(text):
    """Without what differs from run to run: figures, alarms, this machine's name and addresses, and how far they move
    what stands behind them."""
    text = re.sub(r"(?m)^( +alarms +\S.*\n)", "", re.sub(rf"\b{re.escape(HOST)}!?", "HOST", text))
    text = re.sub(r"(?m)^(\s*(?:addresses|page|time)\s+)\S.*(?:\n {13}\S.*)*$", r"\1...", text)
    text = re.sub(r"\d[\d.:]*", "#", text)
    return re.sub(r"(?<=\S) {2,}", "  ", text)


def compare(test, name, text):
    """Holds a screen against the one that is kept; with UPDATE_SCREENS=1 it is kept from now on."""
    path, text = SCREENS / f"{name}.txt", masked(text)
    if os.environ.get("UPDATE_SCREENS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    test.assertEqual(path.read_text(), text, f"the screen {name} is another")
