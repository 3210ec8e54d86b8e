// SPDX-License-Identifier: Apache-2.0

import Appliance
import FoundationEssentials
import Testing

@testable import Operations

@Suite struct `As on the first day` {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path() + "/gnomon-reset-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func put(_ names: [String], in folder: String) throws {
        for name in names {
            let path = "\(folder)/\(name)"
            let parent = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            try Data("x".utf8).write(to: URL(filePath: path))
        }
    }

    private func there(_ folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { name in
            var isFolder = false
            return FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder) && !isFolder
        }.sorted()
    }

    private func settings(in folder: String) throws -> Settings {
        let text = """
            journal: {database: \(folder)/records.sqlite}
            management: {users: \(folder)/users.json, tls: {certificate: \(folder)/tls.pem, key: /etc/ssl/private/other.key}}
            receiver: {memoryFile: \(folder)/receivers}
            """
        return try Settings(reading: Array(text.utf8), file: "t", board: .linux)
    }

    private static let all = [
        "gnomon.yaml", "gnomon.yaml.versions/1.yaml", "records.sqlite", "records.sqlite-wal",
        "records.sqlite.damaged-1",
        "users.json", "users.json.setup-token", "tls.pem", "receivers", "support/a.tar.gz", "backups/old.backup",
        "other",
        "images/gnomon_0.1.0_amd64.deb",
    ]

    @Test(arguments: [true, false])
    func `what was kept is gone, and what is somebody else's stays`(backupsToo: Bool) throws {
        try withFolder { folder in
            try put(Self.all, in: folder)
            let file = folder + "/gnomon.yaml"
            let wish = FactoryReset(
                of: [try settings(in: folder)], file: file, bundles: folder + "/support",
                backups: backupsToo ? folder + "/backups" : nil)
            #expect(!wish.files.contains { $0.hasPrefix("/etc/ssl") })
            let mark = FactoryReset.mark(for: file)
            try wish.leave(at: mark)
            #expect(FactoryReset.fulfil(at: mark) != nil)
            let stays = ["gnomon.yaml", "images/gnomon_0.1.0_amd64.deb", "other"]
            #expect(try there(folder) == ((backupsToo ? [] : ["backups/old.backup"]) + stays).sorted())
            let text = String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
            #expect(text.hasPrefix("#"))
            #expect(
                try Settings(reading: Array(text.utf8), file: file, board: .simulated)
                    == Settings(defaultsFor: .simulated))
            // Once.
            #expect(FactoryReset.fulfil(at: mark) == nil)
        }
    }

    @Test func `a start in the middle of it begins again`() throws {
        try withFolder { folder in
            try put(Self.all, in: folder)
            let wish = FactoryReset(of: [try settings(in: folder)], file: nil, bundles: nil, backups: nil)
            try wish.leave(at: folder + "/mark")
            try FileManager.default.removeItem(atPath: folder + "/users.json")
            #expect(FactoryReset.fulfil(at: folder + "/mark")?.contains(folder + "/tls.pem") == false)
            #expect(try !there(folder).contains("records.sqlite-wal"))
        }
    }

    @Test func `a wish that anybody could have written is none`() throws {
        try withFolder { folder in
            try put(["users.json"], in: folder)
            let (mark, wish) = (
                folder + "/mark",
                try FactoryReset(
                    of: [settings(in: folder)], file: nil, bundles: nil, backups: nil)
            )
            try wish.leave(at: mark)
            try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: mark)
            #expect(FactoryReset.fulfil(at: mark) == nil)
            try wish.leave(at: mark)
            try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder)
            #expect(FactoryReset.fulfil(at: mark) == nil)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
            try FileManager.default.moveItem(atPath: mark, toPath: folder + "/elsewhere")
            try FileManager.default.createSymbolicLink(atPath: mark, withDestinationPath: folder + "/elsewhere")
            #expect(FactoryReset.fulfil(at: mark) == nil)
            #expect(try there(folder).contains("users.json"))
        }
    }
}
