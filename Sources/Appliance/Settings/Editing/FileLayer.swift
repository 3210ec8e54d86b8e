// SPDX-License-Identifier: Apache-2.0

/// What the editing of settings asks of a disk, step by step, so that a test can end it between any two.
public protocol FileLayer: Sendable {
    /// `nil` where there is no such file.
    func read(_ path: String) throws(FileTrouble) -> [UInt8]?
    /// Makes a new file, or one in the place of what is there, and returns once its content will survive a loss of power.
    /// - Parameter model: the file whose owner and permissions it gets; its owner alone may read it where there is none.
    func write(_ bytes: [UInt8], to path: String, modelledOn model: String?) throws(FileTrouble)
    /// One file takes the place of the other, at once.
    func rename(_ path: String, to other: String) throws(FileTrouble)
    /// Returns once the names in a folder will survive a loss of power.
    func settle(_ folder: String) throws(FileTrouble)
    /// A file that is not there is no trouble.
    func remove(_ path: String) throws(FileTrouble)
    /// The names of the files in a folder; none where there is no such folder.
    func names(in folder: String) throws(FileTrouble) -> [String]
    /// With all folders above it; one that is there is no trouble.
    func makeFolder(_ path: String) throws(FileTrouble)
    /// Where a path leads once every link is followed.
    func resolved(_ path: String) -> String
}

/// Why a file could not be read or written.
public struct FileTrouble: Error, Hashable, Sendable, CustomStringConvertible {
    public var path: String
    /// Stands after a colon: `the disk is full`.
    public var reason: String

    public init(path: String, reason: String) { (self.path, self.reason) = (path, reason) }

    public var description: String { "\(path): \(reason)" }
}

extension FileLayer {
    /// A new file takes the old one's place: whoever reads sees the one or the other, whatever happens. Where it throws,
    /// the old one is there still.
    public func replace(_ path: String, by bytes: [UInt8]) throws(FileTrouble) {
        let beside = path + ".new"
        do throws(FileTrouble) {
            try write(bytes, to: beside, modelledOn: path)
            try rename(beside, to: path)
        } catch {
            try? remove(beside)
            throw FileTrouble(path: path, reason: error.reason)
        }
        // The new content has its name; that the folder cannot be told to keep it undoes nothing.
        try? settle(FilePath.folder(of: path))
    }
}

enum FilePath {
    /// What stands before the last `/`.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
