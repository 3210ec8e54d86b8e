// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// The far end of a pseudo-terminal: what a receiver's cable would be.
final class Terminal {
    private let master: Int32
    let path: String

    init() {
        var name = [CChar](repeating: 0, count: 64)
        master = unsafe clinux_pseudo_terminal(&name, name.count)
        precondition(master >= 0)
        path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    func say(_ text: String) { _ = unsafe write(master, text, text.utf8.count) }

    /// Pulls the plug.
    func hangUp() { _ = close(master) }
}

/// A path in the temporary folder that nothing else uses, removed with its owner.
final class TemporaryPath {
    let path = "/tmp/gnomon-test-\(getpid())-\(UInt64.random(in: 0 ... .max))"

    deinit { remove() }

    func remove() { _ = unsafe unlink(path) }
    func makeFIFO() { precondition(unsafe mkfifo(path, 0o600) == 0) }
    func link(to target: String) { precondition(unsafe symlink(target, path) == 0) }

    /// Opens it, writes, and closes it again; makes a file of it where there is nothing.
    func write(_ text: String) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT, 0o600)
        precondition(descriptor >= 0)
        _ = unsafe Glibc.write(descriptor, text, text.utf8.count)
        close(descriptor)
    }
}
