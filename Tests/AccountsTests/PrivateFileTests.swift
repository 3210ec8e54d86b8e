// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Glibc
import Testing

@testable import Accounts

@Suite struct `The private file` {
    private static func mode(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func `is for its owner alone, and leaves nothing beside it`() async throws {
        try await withFolder { folder in
            let file = PrivateFile(path: folder + "/a.json")
            #expect(try file.read() == nil)
            for text in ["one", "", String(repeating: "long ", count: 40_000)] {
                try file.write(Data(text.utf8))
                #expect(try file.read() == Data(text.utf8))
                #expect(try Self.mode(of: file.path) == 0o600)
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["a.json"])
            }
        }
    }

    @Test func `is made private again where others could read it`() async throws {
        try await withPath { path in
            try Data("x".utf8).write(to: URL(filePath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
            _ = try PrivateFile(path: path).read()
            #expect(try Self.mode(of: path) == 0o600)
        }
    }

    @Test func `does not mind what a loss of power left`() async throws {
        try await withPath { path in
            try Data("half".utf8).write(to: URL(filePath: path + ".new"))
            try PrivateFile(path: path).write(Data("whole".utf8))
            #expect(try PrivateFile(path: path).read() == Data("whole".utf8))
            #expect(!FileManager.default.fileExists(atPath: path + ".new"))
        }
    }

    @Test func `stays as it is where it cannot be written`() async throws {
        try await withPath { path in
            try PrivateFile(path: path).write(Data("old".utf8))
            try FileManager.default.createDirectory(atPath: path + ".new", withIntermediateDirectories: false)
            #expect(throws: AccountFileFault.self) { try PrivateFile(path: path).write(Data("new".utf8)) }
            #expect(try PrivateFile(path: path).read() == Data("old".utf8))
        }
    }

    @Test func `is whole for every reader while it is written`() async throws {
        try await withPath { path in
            let file = PrivateFile(path: path)
            try file.write(Data(repeating: 0, count: 20_000))
            try await withThrowingTaskGroup { group in
                group.addTask { for octet in UInt8(1)...40 { try file.write(Data(repeating: octet, count: 20_000)) } }
                group.addTask {
                    for _ in 0..<400 {
                        let data = try #require(try file.read())
                        #expect(data.count == 20_000 && Set(data).count == 1)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `is no link, folder, pipe or monster`() async throws {
        try await withFolder { folder in
            try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: "/etc/hostname")
            #expect(unsafe mkfifo(folder + "/pipe", 0o600) == 0)
            try Data(count: PrivateFile.longest + 1).write(to: URL(filePath: folder + "/monster"))
            for (path, word) in [("/link", "link"), ("", "plain"), ("/pipe", "plain"), ("/monster", "longer")] {
                let fault = #expect(throws: AccountFileFault.self) { try PrivateFile(path: folder + path).read() }
                #expect(fault?.description.contains(word) == true, "\(String(describing: fault))")
            }
        }
    }

    @Test func `says why it cannot be written`() {
        let fault = #expect(throws: AccountFileFault.self) { try PrivateFile(path: "/nowhere/at/all").write(Data()) }
        #expect(fault?.description == "/nowhere/at/all cannot be written: there is no such folder")
    }
}
