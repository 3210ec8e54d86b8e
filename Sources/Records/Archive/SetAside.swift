// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Gives a damaged file another name: somebody may want to save what is in it.
enum SetAside {
    /// More than so many are not made, since they would fill the disk.
    static let most = 10
    /// What SQLite keeps beside a file. Its write-ahead log belongs to it and no other.
    private static let companions = ["-wal", "-shm", "-journal"]

    /// - Returns: the new path.
    static func move(_ path: String) throws(FileFault) -> String {
        for number in 1...most {
            let target = "\(path).damaged-\(number)"
            if FileIdentity(target) != nil { continue }
            // The log first: without it the file is older, but with a log that is not its own a new one is damaged.
            for companion in companions { _ = unsafe rename(path + companion, target + companion) }
            guard unsafe rename(path, target) == 0 else {
                throw .unavailable("it is damaged and cannot be set aside: \(unsafe String(cString: strerror(errno)))")
            }
            return target
        }
        throw .unavailable("it is damaged, and so are \(most) earlier ones that lie beside it")
    }
}
