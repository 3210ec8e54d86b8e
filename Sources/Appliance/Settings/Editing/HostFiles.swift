// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc

/// The machine's own files.
public struct HostFiles: FileLayer {
    /// More than any that is kept here: octets.
    private static let longest = 32 << 20

    public init() {}

    public func read(_ path: String) throws(FileTrouble) -> [UInt8]? {
        if unsafe access(path, F_OK) != 0, errno == ENOENT { return nil }
        switch BoundedFile.read(path, atMost: Self.longest) {
        case .success(let bytes): return bytes
        case .failure(let failure): throw FileTrouble(path: path, reason: failure.reason)
        }
    }

    public func write(_ bytes: [UInt8], to path: String, modelledOn model: String?) throws(FileTrouble) {
        _ = unsafe unlink(path)
        let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw Self.trouble(path) }
        if let model { Self.adopt(model, for: file) }
        let isWritten = Self.writeAll(bytes, to: file) && fsync(file) == 0
        let trouble = Self.trouble(path)
        guard close(file) == 0, isWritten else { throw isWritten ? Self.trouble(path) : trouble }
    }

    public func rename(_ path: String, to other: String) throws(FileTrouble) {
        if unsafe Glibc.rename(path, other) != 0 { throw Self.trouble(other) }
    }

    public func settle(_ folder: String) throws(FileTrouble) {
        let file = unsafe open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
        guard file >= 0 else { throw Self.trouble(folder) }
        defer { _ = close(file) }
        if fsync(file) != 0 { throw Self.trouble(folder) }
    }

    public func remove(_ path: String) throws(FileTrouble) {
        if unsafe unlink(path) != 0, errno != ENOENT { throw Self.trouble(path) }
    }

    public func names(in folder: String) throws(FileTrouble) -> [String] {
        if unsafe access(folder, F_OK) != 0, errno == ENOENT { return [] }
        do { return try FileManager.default.contentsOfDirectory(atPath: folder).sorted() } catch {
            throw FileTrouble(path: folder, reason: "it cannot be looked through")
        }
    }

    public func makeFolder(_ path: String) throws(FileTrouble) {
        guard path != "/", path != "." else { return }
        if unsafe mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT else { throw Self.trouble(path) }
        try makeFolder(FilePath.folder(of: path))
        if unsafe mkdir(path, 0o700) != 0, errno != EEXIST { throw Self.trouble(path) }
    }

    public func resolved(_ path: String) -> String {
        guard let real = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    // MARK: Pieces

    /// What may not be given away stays the writer's.
    private static func adopt(_ model: String, for file: CInt) {
        var about = stat()
        guard unsafe stat(model, &about) == 0 else { return }
        _ = fchown(file, about.st_uid, about.st_gid)
        _ = fchmod(file, about.st_mode & 0o777)
    }

    private static func writeAll(_ bytes: [UInt8], to file: CInt) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private static func trouble(_ path: String) -> FileTrouble {
        let reason =
            switch errno {
            case ENOENT: "there is no such folder"
            case EACCES, EPERM: "permission denied"
            case EROFS: "the file system is read-only"
            case ENOSPC, EDQUOT: "the disk is full"
            case EBUSY: "it is mounted by itself; mount its folder instead"
            case EISDIR: "it is a folder"
            case EIO: "the disk failed"
            case let number: unsafe String(cString: strerror(number)).lowercased()
            }
        return FileTrouble(path: path, reason: reason)
    }
}
