# SPDX-License-Identifier: Apache-2.0
"""A server that is measured."""


class Measured:
    """It has a process and its log, `logged`, and a temporary `folder` of its own; both end with it."""

    @property
    def pid(self):
        return self.logged.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.logged.end(shown=failure[0])
        self.folder.cleanup()
