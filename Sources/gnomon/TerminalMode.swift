// SPDX-License-Identifier: Apache-2.0

import Glibc

/// How a terminal was found, so that it can be left so.
struct TerminalMode {
    private let descriptor: CInt
    private let found: termios

    /// `nil` where it is no terminal.
    init?(of descriptor: CInt) {
        var found = termios()
        guard unsafe tcgetattr(descriptor, &found) == 0 else { return nil }
        (self.descriptor, self.found) = (descriptor, found)
    }

    /// What is typed is not shown; the line's end is.
    func hideInput() {
        var changed = found
        changed.c_lflag &= ~tcflag_t(ECHO)
        set(changed)
    }

    /// Every octet as it is, both ways.
    func makeRaw() {
        var changed = found
        unsafe cfmakeraw(&changed)
        set(changed)
    }

    func restore() { set(found) }

    private func set(_ mode: termios) {
        var mode = mode
        while unsafe tcsetattr(descriptor, TCSADRAIN, &mode) != 0, errno == EINTR {}
    }
}
