// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Logging
import NTP
import Testing

@testable import Appliance

@Suite final class `The file of NTP's keys` {
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("gnomon-keys-\(UUID())").path
    private let log = Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }
    private var drawer = KeyDrawer()

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private func write(_ text: String, mode: Int = 0o600) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private let good = "1 SHA256 longenough-and-longer\n7 AES128 HEX:7EA62AE64D190114D46D5A082F948EC1\n"

    @Test func `is read once, and again when it has changed`() throws {
        try write(good)
        #expect(drawer.look(path, log: log)?.keys.map(\.id) == [1, 7])
        #expect(drawer.look(path, log: log) == nil)
        #expect(drawer.facts == KeyFacts(file: path, count: 2))
        try write(good + "9 SHA512 another-secret-of-ours\n")
        #expect(drawer.look(path, log: log)?.keys.map(\.id) == [1, 7, 9])
    }

    @Test func `tells weak keys, and lines that it leaves out, without a secret`() throws {
        try write("# ours\n1 MD5 sundial-and-more\n2 SHA1\n3 SHA256 short\n")
        #expect(drawer.look(path, log: log)?.count == 2)
        let facts = try #require(drawer.facts)
        #expect(facts.weak == [1, 3])
        #expect(facts.faults == ["line 3, column 7: the key is missing"])
        #expect(facts.phrase == "2 keys in \(path), weak: 1, 3; line 3, column 7: the key is missing")
    }

    @Test func `is used though everybody may read it, which is told`() throws {
        try write(good, mode: 0o644)
        #expect(drawer.look(path, log: log)?.count == 2)
        #expect(drawer.facts?.faults == ["everybody on this machine may read it"])
        try write(good, mode: 0o640)
        #expect(drawer.look(path, log: log)?.count == 2)
        #expect(drawer.facts?.faults == [])
    }

    @Test func `leaves its keys in use while it is not there`() throws {
        try write(good)
        #expect(drawer.look(path, log: log)?.count == 2)
        try FileManager.default.removeItem(atPath: path)
        #expect(drawer.look(path, log: log) == nil)
        #expect(drawer.facts?.count == 2 && drawer.facts?.faults.count == 1)
        #expect(drawer.look(path, log: log) == nil)
        try write(good)
        #expect(drawer.look(path, log: log)?.count == 2 && drawer.facts?.faults == [])
    }

    @Test func `gives no key where it cannot be read, and none once it is not named any more`() throws {
        #expect(drawer.look(path, log: log)?.isEmpty == true)
        #expect(drawer.facts?.faults.count == 1)
        #expect(drawer.look(nil, log: log)?.isEmpty == true)
        #expect(drawer.facts == nil && drawer.look(nil, log: log) == nil)
    }
}
