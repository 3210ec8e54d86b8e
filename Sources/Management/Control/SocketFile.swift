// SPDX-License-Identifier: Apache-2.0

import Appliance
import FoundationEssentials
import NIOCore
import NIOPosix

/// The file that a UNIX socket is found by: who may use it, and what becomes of one that was left behind.
enum SocketFile {
    enum Fault: Error, Hashable, CustomStringConvertible {
        case alive(String)
        case notASocket(String)
        case folderOfOthers(String)

        var description: String {
            switch self {
            case .alive(let path): "another program listens on \(path)"
            case .notASocket(let path): "\(path) is there already and is no socket"
            case .folderOfOthers(let path): "\(path) is not a folder of this user's"
            }
        }
    }

    /// Makes the folder of a file where it is missing.
    static func makeFolder(of path: String) throws {
        let folder = folder(of: path)
        if !folder.isEmpty { try makeFolder(folder) }
    }

    /// Empty for a file at the root, or in the folder that the program runs in.
    static func folder(of path: String) -> String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

    /// Makes the folder where it is missing, and takes away a socket that nobody listens on.
    static func makeRoom(at path: String) async throws {
        try makeFolder(of: path)
        guard let found = attributes(of: path) else { return }
        guard found[.type] as? FileAttributeType == .typeSocket else { throw Fault.notASocket(path) }
        guard await !isAlive(path) else { throw Fault.alive(path) }
        try FileManager.default.removeItem(atPath: path)
    }

    /// Its user and its group may command; nobody else.
    static func restrict(_ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o660], ofItemAtPath: path)
    }

    /// Everybody on this machine may speak to it.
    static func open(_ path: String) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
    }

    static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

    /// The demonstration's folder is private, and may lie where everyone can write: it must be ours.
    private static func makeFolder(_ folder: String) throws {
        let isPrivate = folder == RuntimeFolder.path
        guard let found = attributes(of: folder) else {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false,
                attributes: [.posixPermissions: isPrivate ? 0o700 : 0o755])
            return
        }
        guard isPrivate else { return }
        let isOurs =
            found[.ownerAccountID] as? Int == RuntimeFolder.user
            || found[.ownerAccountID] as? UInt == UInt(RuntimeFolder.user)
        guard isOurs, found[.type] as? FileAttributeType == .typeDirectory else { throw Fault.folderOfOthers(folder) }
    }

    /// Of the thing itself, not of what a link points to.
    private static func attributes(of path: String) -> [FileAttributeKey: Any]? {
        try? FileManager.default.attributesOfItem(atPath: path)
    }

    /// Whether someone answers there.
    private static func isAlive(_ path: String) async -> Bool {
        let connection = try? await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(unixDomainSocketPath: path).get()
        try? await connection?.close()
        return connection != nil
    }
}
