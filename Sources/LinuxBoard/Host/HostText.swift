// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Small texts of the kernel's: files of /proc and /sys.
public enum HostText {
    private static let longest = 1 << 16

    /// The file's first 64 KiB as text; `nil` where it cannot be read.
    public static func read(_ path: String) -> String? {
        let raw = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard raw >= 0 else { return nil }
        let owner = FileDescriptor(owning: raw)
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 4096)
        while bytes.count < longest {
            let count = unsafe piece.withUnsafeMutableBytes { unsafe Glibc.read(owner.raw, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += piece.prefix(count)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
