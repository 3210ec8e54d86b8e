// SPDX-License-Identifier: Apache-2.0

import Foundation
import LinuxBoard
import Logging
import NTP
import Testing

@testable import Appliance

@Suite struct `The master keys of cookies` {
    private let path = NSTemporaryDirectory() + "gnomon-cookies-\(UUID().uuidString)"
    private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    private static let noon: Int64 = 1_800_000_000

    @Test func `are made at first, kept for a day, and the last three of them for three`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        var file = CookieKeyFile(path: path)
        var seen: [CookieKeys.Key] = []
        for day in Int64(0)..<5 {
            let look = file.look(at: Self.noon + day * 86_400, log: log)
            let made = try #require(look)
            seen.insert(try #require(made.newest), at: 0)
            #expect(made.keys == Array(seen.prefix(3)))
            let later = file.look(at: Self.noon + day * 86_400 + 86_399, log: log)
            #expect(later == nil)
        }
        #expect(Set(seen).count == 5)
        #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.id == $1.id &+ 1 })
    }

    @Test func `outlive a restart, in a file for nobody else`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        var file = CookieKeyFile(path: path)
        _ = file.look(at: Self.noon, log: log)
        let look = file.look(at: Self.noon + 90_000, log: log)
        let made = try #require(look)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        var next = CookieKeyFile(path: path)
        let found = [next.look(at: Self.noon + 90_001, log: log), next.look(at: Self.noon + 90_002, log: log)]
        #expect(found == [made, nil])
    }

    @Test func `made by a clock that was ahead are replaced`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        var file = CookieKeyFile(path: path)
        let early = file.look(at: Self.noon + 1_000_000, log: log)
        let wrong = try #require(early)
        let late = file.look(at: Self.noon, log: log)
        let right = try #require(late)
        #expect(right.keys.count == 2 && right.keys[1] == wrong.keys[0] && right.keys[0].made == Self.noon)
    }

    @Test(arguments: [
        "", "gnomon-cookie-keys 1\n", "gnomon-cookie-keys 2\n1 2 \(String(repeating: "00", count: 32))\n",
        "gnomon-cookie-keys 1\n1 2 \(String(repeating: "00", count: 31))\n",
        "gnomon-cookie-keys 1\n1 2 \(String(repeating: "0g", count: 32))\n",
        "gnomon-cookie-keys 1\n1 2 \(String(repeating: "00", count: 32))",
        "gnomon-cookie-keys 1\n" + String(repeating: "1 2 \(String(repeating: "00", count: 32))\n", count: 2),
    ])
    func `are not read from what was not written so`(text: String) throws {
        #expect(CookieKeyFile.keys(from: text) == nil)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(text.utf8).write(to: URL(filePath: path))
        var file = CookieKeyFile(path: path)
        let found = file.look(at: Self.noon, log: log)
        #expect(found?.keys.count == 1)
    }

    @Test func `are not taken from a file that everybody may read`() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let text = "gnomon-cookie-keys 1\n1 \(Self.noon) \(String(repeating: "00", count: 32))\n"
        try Data(text.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        var file = CookieKeyFile(path: path)
        let look = file.look(at: Self.noon, log: log)
        let keys = try #require(look)
        #expect(keys.keys.count == 1 && CookieKeyFile.text(of: keys) != text)
    }

    @Test func `are in no description`() throws {
        var file = CookieKeyFile(path: nil)
        let look = file.look(at: Self.noon, log: log)
        let keys = try #require(look)
        let digits = try #require(CookieKeyFile.text(of: keys).split(separator: "\n").last?.split(separator: " ").last)
        var shown = "\(keys)"
        dump(keys, to: &shown)
        let octets = stride(from: 0, to: digits.count, by: 2).compactMap { place in
            let start = digits.index(digits.startIndex, offsetBy: place)
            return UInt8(digits[start..<digits.index(start, offsetBy: 2)], radix: 16)
        }
        #expect(octets.count == 32 && !shown.contains("\(octets[0]), \(octets[1])") && !shown.contains(digits))
    }
}
