# SPDX-License-Identifier: Apache-2.0
"""The shims of libgpiod, libudev and OpenSSL compile against every header that they are meant for, and against none.

GPIOD_1 and GPIOD_2 are folders with gpiod.h of libgpiod 1.6 and 2.x, UDEV one with libudev.h, OPENSSL one with
openssl/ssl.h of OpenSSL 3.
"""

import os
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
STRICT = ["-Wall", "-Wextra", "-Werror"]

GENERATION = """
#include "CGPIOD.h"
#include <stdio.h>
int main(void) {
    cgpiod_line *line;
    cgpiod_place place = {"/dev/no-such-chip", 0, 0};
    printf("%d %s %d", cgpiod_generation(), cgpiod_library(), cgpiod_open_output(&place, 0, &line) < 0);
}
"""

FOLLOWING = """
#include "CUdev.h"
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
int main(void) {
    cudev *udev;
    if (cudev_open("tty net", &udev)) return 1;
    if (system("ip link add first type veth peer name other && ip link set first name second && ip link del second"))
        return 2;
    struct pollfd wait = {cudev_descriptor(udev), POLLIN, 0};
    cudev_info info;
    while (poll(&wait, 1, 500) > 0)
        while (cudev_changed(udev, &info) > 0) printf("%s %s\\n", info.action, info.name);
    cudev_close(udev);
}
"""


def compilers():
    return [name for name in ("gcc", "clang") if subprocess.run(["which", name], capture_output=True).returncode == 0]


def build(compiler, shim, flags, program, within=()):
    """Compiles a shim with a program on top of it; returns the program's output."""
    folder = ROOT / "Sources" / shim
    with tempfile.TemporaryDirectory() as scratch:
        main = pathlib.Path(scratch) / "main.c"
        main.write_text(program)
        out = pathlib.Path(scratch) / "main"
        sources = [str(path) for path in sorted(folder.glob("*.c"))]
        command = [compiler, *STRICT, *flags, f"-I{folder}/include", str(main), *sources, "-o", str(out)]
        made = subprocess.run(command, capture_output=True, text=True)
        if made.returncode != 0:
            raise AssertionError(made.stderr)
        return subprocess.run([*within, str(out)], capture_output=True, text=True, check=True).stdout


class GPIODTests(unittest.TestCase):
    def check(self, flags, expected):
        for compiler in compilers():
            with self.subTest(compiler):
                self.assertEqual(build(compiler, "CGPIOD", flags, GENERATION), expected)

    def test_it_compiles_against_libgpiod_1(self):
        self.check(["-I" + os.environ["GPIOD_1"]], "1 libgpiod.so.2 1")

    def test_it_compiles_against_libgpiod_2(self):
        self.check(["-I" + os.environ["GPIOD_2"]], "2 libgpiod.so.3 1")

    def test_it_compiles_without_libgpiod_and_says_so(self):
        self.check(["-DCGPIOD_WITHOUT"], "0  1")


class UdevTests(unittest.TestCase):
    program = '#include "CUdev.h"\nint main(void) { return cudev_available() > 0; }\n'

    def test_its_declarations_agree_with_libudev(self):
        for compiler in compilers():
            with self.subTest(compiler):
                build(compiler, "CUdev", ["-I" + os.environ["UDEV"]], self.program)

    def test_it_compiles_without_libudev(self):
        for compiler in compilers():
            with self.subTest(compiler):
                build(compiler, "CUdev", ["-DCUDEV_WITHOUT"], self.program)

    def test_a_declaration_that_does_not_agree_would_be_found(self):
        wrong = "struct udev; int udev_new(void);"
        with tempfile.TemporaryDirectory() as scratch:
            (pathlib.Path(scratch) / "libudev.h").write_text(wrong)
            with self.assertRaises(AssertionError):
                build(compilers()[0], "CUdev", ["-I" + scratch], self.program)

    @unittest.skipUnless(os.geteuid() == 0, "a network namespace of its own needs root")
    def test_interfaces_are_followed_where_no_daemon_tells(self):
        told = build(compilers()[0], "CUdev", [], FOLLOWING, within=["unshare", "--net"]).splitlines()
        self.assertEqual(told, ["add other", "add first", "move second", "remove second", "remove other"])


class LibcryptoTests(unittest.TestCase):
    program = '#include "CLibcrypto.h"\nint main(void) { return clibcrypto_tls_available() > 0; }\n'

    def folders(self):
        folder = pathlib.Path(os.environ["OPENSSL"])
        return [f"-I{each}" for each in (folder, *folder.glob("*-linux-*"))]

    def test_its_declarations_and_numbers_agree_with_openssl(self):
        for compiler in compilers():
            with self.subTest(compiler):
                build(compiler, "CLibcrypto", self.folders(), self.program)

    def test_it_compiles_without_openssl(self):
        for compiler in compilers():
            with self.subTest(compiler):
                build(compiler, "CLibcrypto", ["-DCLIBCRYPTO_WITHOUT"], self.program)

    def test_a_declaration_that_does_not_agree_would_be_found(self):
        headers = {"err": "", "evp": "", "pem": "", "rand": "int RAND_bytes(void *, long);", "ssl": ""}
        with tempfile.TemporaryDirectory() as scratch:
            folder = pathlib.Path(scratch) / "openssl"
            folder.mkdir()
            for name, text in headers.items():
                (folder / f"{name}.h").write_text(text)
            with self.assertRaisesRegex(AssertionError, "RAND_bytes"):
                build(compilers()[0], "CLibcrypto", ["-I" + scratch], self.program)


if __name__ == "__main__":
    unittest.main()
