# SPDX-License-Identifier: Apache-2.0
"""Disks of a test's own: small, filled, read-only, in a mount namespace in which the test runs a second time."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

INSIDE = "GNOMON_OWN_MOUNTS"
#: For the test case that is to be run inside.
inside = unittest.skipUnless(INSIDE in os.environ, "needs mounts of its own")
outside = unittest.skipIf(INSIDE in os.environ, "the scenes are run inside")


def run(*words):
    subprocess.run(words, check=True, capture_output=True)


def run_inside(test, file, case):
    """Every scene of the case at once, each with mounts of its own: they spend their time waiting."""
    own = ["unshare", "--user", "--map-root-user", "--mount"]
    if subprocess.run([*own, "true"], capture_output=True).returncode != 0:
        test.skipTest("this machine permits no mount namespace")
    here = pathlib.Path(file)
    paths = {name: os.path.abspath(os.environ[name]) for name in ("GNOMON", "RECORD_WRITER") if name in os.environ}
    scenes = {
        name: subprocess.Popen(
            [*own, sys.executable, "-m", "unittest", f"{here.stem}.{case.__name__}.{name}"], cwd=here.parent,
            env={**os.environ, **paths, INSIDE: "1"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for name in dir(case) if name.startswith("test_")}
    said = {name: scene.communicate()[0] for name, scene in scenes.items()}
    for name, scene in scenes.items():
        with test.subTest(name):
            test.assertEqual(scene.returncode, 0, said[name])
            test.assertRegex(said[name], r"(?m)^Ran 1 test")


class SmallDisk(unittest.TestCase):
    """With an empty disk of `octets` for the history."""

    octets = "1m"

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="gnomon-disk-")
        self.addCleanup(os.rmdir, self.folder)
        run("mount", "-t", "tmpfs", "-o", f"size={self.octets}", "none", self.folder)
        self.addCleanup(run, "umount", "--lazy", self.folder)
        self.path = pathlib.Path(self.folder) / "records.sqlite"
        self.hog = pathlib.Path(self.folder) / "hog"

    def fill(self):
        with open(self.hog, "ab", buffering=0) as hog:
            try:
                while True:
                    hog.write(bytes(4096))
            except OSError:
                pass
