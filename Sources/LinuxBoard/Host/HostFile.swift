// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Files that are written whole, most of them for this program's user alone.
public enum HostFile {
    /// Made where it is missing; one that is there must be a folder, and becomes private.
    public static func makePrivateFolder(_ path: String) throws(HostFault) {
        if unsafe mkdir(path, 0o700) == 0 { return }
        guard errno == EEXIST else { throw HostFault(errno: errno) }
        let raw = unsafe open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard raw >= 0 else { throw HostFault(errno: errno) }
        let folder = FileDescriptor(owning: raw)
        guard fchmod(folder.raw, 0o700) == 0 else { throw HostFault(errno: errno) }
    }

    /// Takes the place of what was there under the name, links included.
    public static func writePrivate(_ octets: [UInt8], to path: String) throws(HostFault) {
        try write(octets, to: path, mode: 0o600)
    }

    /// As ``writePrivate(_:to:)``, for whom `mode` lets read it.
    static func write(_ octets: [UInt8], to path: String, mode: mode_t) throws(HostFault) {
        _ = unsafe unlink(path)
        let raw = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode)
        guard raw >= 0 else { throw HostFault(errno: errno) }
        let file = FileDescriptor(owning: raw)
        var rest = octets[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file.raw, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw HostFault(errno: errno) }
            rest = rest.dropFirst(count)
        }
        guard fsync(file.raw) == 0 else { throw HostFault(errno: errno) }
    }
}
