# SPDX-License-Identifier: Apache-2.0
"""Archives that the kernel unpacks as its first root ("newc", Documentation/driver-api/early-userspace/buffer-format.rst).

Written here and not by cpio(1), so that device nodes and root's ownership need no root. Several archives one behind
the other are one root; a later file lies over an earlier one of its name.
"""

import os
import pathlib
import stat
import sys


class Archive:
    def __init__(self, out):
        self.out = out
        self.inode = 0
        self.folders = set()

    def entry(self, name, mode, data=b"", device=(0, 0)):
        self.inode += 1
        name = name.encode() + b"\0"
        numbers = [self.inode, mode, 0, 0, 1, 0, len(data), 0, 0, *device, len(name), 0]
        head = b"070701" + b"".join(b"%08X" % number for number in numbers) + name
        self.out.write(head + bytes(-len(head) % 4) + data + bytes(-len(data) % 4))

    def folder(self, name):
        """A folder and those above it, each once."""
        parent = os.path.dirname(name)
        if parent:
            self.folder(parent)
        if name and name not in self.folders:
            self.folders.add(name)
            self.entry(name, stat.S_IFDIR | 0o755)

    def file(self, name, data, mode=0o644):
        self.folder(os.path.dirname(name))
        self.entry(name, stat.S_IFREG | mode, data)

    def link(self, name, target):
        self.folder(os.path.dirname(name))
        self.entry(name, stat.S_IFLNK | 0o777, target.encode())

    def character_device(self, name, major, minor, mode=0o600):
        self.folder(os.path.dirname(name))
        self.entry(name, stat.S_IFCHR | mode, device=(major, minor))

    def tree(self, root):
        """Everything below a folder of this machine."""
        for path in sorted(pathlib.Path(root).rglob("*")):
            name = str(path.relative_to(root))
            if path.is_symlink():
                self.link(name, os.readlink(path))
            elif path.is_dir():
                self.folder(name)
            else:
                self.file(name, path.read_bytes(), 0o755 if os.access(path, os.X_OK) else 0o644)

    def end(self):
        self.entry("TRAILER!!!", 0)
        self.out.write(bytes(-self.out.tell() % 512))


def main():
    root, target = sys.argv[1:]
    with open(target, "wb") as out:
        archive = Archive(out)
        archive.character_device("dev/console", 5, 1)
        archive.tree(root)
        archive.end()


if __name__ == "__main__":
    main()
