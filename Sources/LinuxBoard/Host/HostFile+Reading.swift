// SPDX-License-Identifier: Apache-2.0

import Glibc

extension HostFile {
    /// What tells one state of a file from another.
    public struct Mark: Hashable, Sendable, BitwiseCopyable {
        let device: UInt64
        let inode: UInt64
        let octets: Int64
        let modified: Int64
        let changed: Int64
        /// Whether somebody beside its owner and its group may read it.
        public let isOpenToOthers: Bool
    }

    /// The mark of what lies under that name now; `nil` where nothing is, or it may not be looked at.
    public static func mark(of path: String) -> Mark? {
        var about = stat()
        guard unsafe stat(path, &about) == 0 else { return nil }
        return mark(about)
    }

    /// The whole of a plain file, with its mark.
    /// - Parameter longest: octets that it may have; EFBIG is thrown for more.
    public static func read(_ path: String, longest: Int = 1 << 20) throws(HostFault) -> (octets: [UInt8], mark: Mark) {
        let raw = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard raw >= 0 else { throw HostFault(errno: errno) }
        let file = FileDescriptor(owning: raw)
        var about = stat()
        guard unsafe fstat(file.raw, &about) == 0 else { throw HostFault(errno: errno) }
        guard about.st_mode & S_IFMT == S_IFREG else { throw HostFault(errno: EINVAL) }
        guard about.st_size <= longest else { throw HostFault(errno: EFBIG) }
        var octets = [UInt8](repeating: 0, count: longest + 1)
        var count = 0
        while count <= longest {
            let taken = unsafe octets.withUnsafeMutableBytes { room in
                unsafe Glibc.read(file.raw, room.baseAddress?.advanced(by: count), room.count - count)
            }
            if taken < 0 && errno == EINTR { continue }
            guard taken >= 0 else { throw HostFault(errno: errno) }
            if taken == 0 { break }
            count += taken
        }
        guard count <= longest else { throw HostFault(errno: EFBIG) }
        return (Array(octets[..<count]), mark(about))
    }

    private static func mark(_ about: stat) -> Mark {
        Mark(
            device: UInt64(about.st_dev), inode: UInt64(about.st_ino), octets: Int64(about.st_size),
            modified: nanoseconds(about.st_mtim), changed: nanoseconds(about.st_ctim),
            isOpenToOthers: about.st_mode & 0o004 != 0)
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    }
}
