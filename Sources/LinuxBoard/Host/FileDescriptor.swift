// SPDX-License-Identifier: Apache-2.0

import Glibc

/// A kernel descriptor that has one owner and is closed when its owner goes.
struct FileDescriptor: ~Copyable {
    let raw: Int32

    /// Takes over an open descriptor; traps on a negative one.
    init(owning raw: Int32) {
        precondition(raw >= 0)
        self.raw = raw
    }

    deinit { _ = close(raw) }
}
