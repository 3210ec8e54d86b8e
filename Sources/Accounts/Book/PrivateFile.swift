// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc

/// A small file that only its owner reads, and that is whole at every moment: a new one takes the old one's place.
struct PrivateFile: Sendable {
    let path: String

    /// Octets; accounts within their limits take a fraction of it.
    static let longest = 1 << 20

    /// `nil` where there is none. Only a plain file is read, and no link is followed.
    func read() throws(AccountFileFault) -> Data? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw .unreadable(path: path, reason: reason())
        }
        defer { _ = close(descriptor) }
        try check(descriptor)
        return try readAll(descriptor)
    }

    /// Returns once it will survive a loss of power.
    func write(_ data: Data) throws(AccountFileFault) {
        let temporary = path + ".new"
        // One that was left behind by a loss of power.
        _ = unsafe unlink(temporary)
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw .unwritable(path: path, reason: reason()) }
        let isWritten = writeAll(data, to: descriptor) && fchmod(descriptor, 0o600) == 0 && fsync(descriptor) == 0
        let fault = reason()
        let isClosed = close(descriptor) == 0
        guard isWritten, isClosed, unsafe rename(temporary, path) == 0 else {
            let reason = isWritten ? reason() : fault
            _ = unsafe unlink(temporary)
            throw .unwritable(path: path, reason: reason)
        }
        keepFolder()
    }

    private func check(_ descriptor: Int32) throws(AccountFileFault) {
        var about = stat()
        guard unsafe fstat(descriptor, &about) == 0 else { throw .unreadable(path: path, reason: reason()) }
        guard about.st_mode & S_IFMT == S_IFREG else { throw .unreadable(path: path, reason: "it is no plain file") }
        guard about.st_size <= Self.longest else {
            throw .damaged(path: path, place: "the file", reason: "it is longer than \(Self.longest) octets")
        }
        // Restored by hand, as likely as not. A file system that is read-only says no, and that is no reason to stop.
        if about.st_mode & 0o077 != 0 { _ = fchmod(descriptor, 0o600) }
    }

    private func readAll(_ descriptor: Int32) throws(AccountFileFault) -> Data {
        var data = Data()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while data.count <= Self.longest {
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe Glibc.read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(path: path, reason: reason()) }
            if count == 0 { break }
            data.append(contentsOf: buffer.prefix(count))
        }
        return data
    }

    private func writeAll(_ data: Data, to descriptor: Int32) -> Bool {
        var rest = Array(data)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// The new name is the folder's content. A file system that cannot do it has done what it can.
    private func keepFolder() {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = unsafe open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        _ = close(descriptor)
    }

    private func reason() -> String {
        switch errno {
        case ENOENT: "there is no such folder"
        case EACCES, EPERM: "permission denied"
        case EROFS: "the file system is read-only"
        case ENOSPC, EDQUOT: "the disk is full"
        case EISDIR: "it is a folder"
        case ELOOP: "it is a symbolic link"
        case EIO: "the disk failed"
        case let number: "error \(number)"
        }
    }
}
