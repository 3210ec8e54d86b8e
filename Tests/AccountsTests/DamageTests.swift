// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Testing

@testable import Accounts

@Suite struct `A damaged file of accounts` {
    @Test(arguments: ["", "{", "{\"version\":1,\"users\":[],\"tokens\":[]}", "\u{FEFF}", "garbage"])
    func `is refused with path and reason, and left as it is`(text: String) async throws {
        try await withPath { path in
            try Data(text.utf8).write(to: URL(filePath: path))
            let fault = #expect(throws: AccountFileFault.self) { _ = try AccountBook(path: path, limits: quick) }
            guard case .damaged(path, let place, let reason) = fault else {
                Issue.record("\(String(describing: fault))")
                return
            }
            #expect(!place.isEmpty && !reason.isEmpty)
            #expect(fault?.description == "\(path): \(place): \(reason)")
            #expect(try Data(contentsOf: URL(filePath: path)) == Data(text.utf8))
            #expect(try FileManager.default.contentsOfDirectory(atPath: String(path.dropLast(14))) == ["accounts.json"])
        }
    }

    @Test func `names the entry that is wrong`() async throws {
        try await withBook { _, path in
            let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
            let range = try #require(text.firstRange(of: "\"admin\""))
            try Data(text.replacing(range, with: "\"boss\"").utf8).write(to: URL(filePath: path))
            let fault = #expect(throws: AccountFileFault.self) { _ = try AccountBook(path: path, limits: quick) }
            #expect(fault?.description.contains("users[0].role: ") == true, "\(String(describing: fault))")
        }
    }

    @Test func `says where its text breaks off`() async throws {
        try await withBook { _, path in
            let data = try Data(contentsOf: URL(filePath: path))
            try data.prefix(60).write(to: URL(filePath: path))
            let fault = #expect(throws: AccountFileFault.self) { _ = try AccountBook(path: path, limits: quick) }
            #expect(fault?.description == "\(path): line 7, column 18: the text ends here")
        }
    }
}
