# SPDX-License-Identifier: Apache-2.0
"""The shim of libgpiod does the same with a library of either generation: here with libraries that play a chip.

They are compiled against the real headers, in GPIOD_1 and GPIOD_2, so that they cannot differ from what they play.
"""

import os
import pathlib
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
SHIM = HERE.parents[1] / "Sources" / "CGPIOD"

PROGRAM = """
#include "CGPIOD.h"
#include <stdio.h>
int main(void) {
    cgpiod_line *line;
    cgpiod_event event;
    cgpiod_place place = {"/fake/chip", 3, 0}, elsewhere = {"/fake/other", 3, 0}, beyond = {"/fake/chip", 4, 0};
    cgpiod_input_settings both = {CGPIOD_RISING | CGPIOD_FALLING, CGPIOD_BIAS_UP, CGPIOD_REALTIME};
    cgpiod_input_settings none = {0, CGPIOD_BIAS_AS_IS, CGPIOD_MONOTONIC};
    printf("available %d\\n", cgpiod_available());
    printf("elsewhere %d beyond %d\\n", cgpiod_open_input(&elsewhere, &both, &line),
        cgpiod_open_output(&beyond, 1, &line));
    if (cgpiod_open_input(&place, &both, &line)) return 1;
    printf("descriptor %d\\n", cgpiod_descriptor(line) >= 0);
    for (int i = 0; i < 2; i++) {
        int result = cgpiod_take(line, &event);
        printf("edge %d %lld %d clock %d\\n", result, (long long)event.nanoseconds, event.is_rising, event.clock);
    }
    printf("gone %d\\n", cgpiod_take(line, &event));
    cgpiod_close(line);
    if (cgpiod_open_output(&place, 1, &line)) return 2;
    printf("on %d", cgpiod_read(line));
    printf(" write %d", cgpiod_write(line, 0));
    printf(" off %d descriptor %d\\n", cgpiod_read(line), cgpiod_descriptor(line));
    cgpiod_close(line);
    if (cgpiod_open_input(&place, &none, &line)) return 3;
    printf("level %d descriptor %d\\n", cgpiod_read(line), cgpiod_descriptor(line));
    cgpiod_close(line);
    return 0;
}
"""

EXPECTED = """\
available 0
elsewhere -2 beyond -22
descriptor 1
edge 1 1000000005 1 clock {clock}
edge 1 2000000006 0 clock {clock}
gone -19
on 1 write 0 off 0 descriptor -1
level 0 descriptor -1
"""


def run(headers, library, fake, environment=None):
    flags = ["-Wall", "-Wextra", "-Werror", "-g", "-fsanitize=address,undefined", f"-I{headers}"]
    with tempfile.TemporaryDirectory() as scratch:
        main = pathlib.Path(scratch) / "main.c"
        main.write_text(PROGRAM)
        sources = [str(path) for path in sorted(SHIM.glob("*.c"))]
        shared = ["gcc", *flags, "-shared", "-fPIC", f"{HERE}/{fake}", "-o", f"{scratch}/{library}"]
        program = ["gcc", *flags, f"-I{SHIM}/include", str(main), *sources, "-o", f"{scratch}/main"]
        for command in (shared, program):
            made = subprocess.run(command, capture_output=True, text=True)
            if made.returncode != 0:
                raise AssertionError(made.stderr)
        variables = {**os.environ, "LD_LIBRARY_PATH": scratch, **(environment or {})}
        ran = subprocess.run([f"{scratch}/main"], env=variables, capture_output=True, text=True)
        if ran.returncode != 0:
            raise AssertionError(ran.stdout + ran.stderr)
        return ran.stdout


class LineTests(unittest.TestCase):
    maxDiff = None

    def test_generation_1_stamps_with_the_monotonic_clock(self):
        out = run(os.environ["GPIOD_1"], "libgpiod.so.2", "fake_gpiod1.c")
        self.assertEqual(out, EXPECTED.format(clock=0))

    def test_generation_2_stamps_with_the_system_clock(self):
        out = run(os.environ["GPIOD_2"], "libgpiod.so.3", "fake_gpiod2.c")
        self.assertEqual(out, EXPECTED.format(clock=1))

    def test_generation_2_on_an_old_kernel_is_content_with_the_monotonic_clock(self):
        out = run(os.environ["GPIOD_2"], "libgpiod.so.3", "fake_gpiod2.c", {"FAKE_OLD_KERNEL": "1"})
        self.assertEqual(out, EXPECTED.format(clock=0))


if __name__ == "__main__":
    unittest.main()
