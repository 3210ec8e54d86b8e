// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Files that live as long as the program: for the demonstration, which leaves nothing behind.
public final class MemoryFiles: FileLayer {
    private let files: Mutex<[String: [UInt8]]>

    /// - Parameter files: what is there, by path.
    public init(_ files: [String: [UInt8]] = [:]) { self.files = Mutex(files) }

    /// What is there now, by path.
    public var all: [String: [UInt8]] { files.withLock { $0 } }

    public func read(_ path: String) -> [UInt8]? { files.withLock { $0[path] } }

    public func write(_ bytes: [UInt8], to path: String, modelledOn model: String?) {
        files.withLock { $0[path] = bytes }
    }

    public func rename(_ path: String, to other: String) throws(FileTrouble) {
        let isThere = files.withLock { files in
            guard let bytes = files.removeValue(forKey: path) else { return false }
            files[other] = bytes
            return true
        }
        if !isThere { throw FileTrouble(path: path, reason: "there is no such file") }
    }

    public func settle(_ folder: String) {}
    public func remove(_ path: String) { files.withLock { $0[path] = nil } }

    public func names(in folder: String) -> [String] {
        all.keys.filter { FilePath.folder(of: $0) == folder }.map { String($0.dropFirst(folder.utf8.count + 1)) }
            .sorted()
    }

    public func makeFolder(_ path: String) {}
    public func resolved(_ path: String) -> String { path }
}
