// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing
import TimeBase

@testable import Appliance

@Suite struct `The last time known` {
    private let file = LastKnownTime(path: NSTemporaryDirectory() + "gnomon-last-known-\(UUID().uuidString)")

    @Test func `outlives a restart`() throws {
        defer { try? FileManager.default.removeItem(atPath: file.path) }
        #expect(file.read() == nil)
        let utc = try #require(UTCInstant(iso8601: "2041-05-06T07:08:09Z"))
        let known = KnownTime(utc: utc, frequency: -12.25e-6)
        try file.write(known)
        #expect(file.read() == known)
        try file.write(KnownTime(utc: utc))
        #expect(file.read() == KnownTime(utc: utc))
        try Data("2041-05-06T07:08:09Z\n99999\n".utf8).write(to: URL(filePath: file.path))
        #expect(file.read() == KnownTime(utc: utc))
        try Data("rubbish".utf8).write(to: URL(filePath: file.path))
        #expect(file.read() == nil)
    }

    @Test func `moves the pivot up and never down`() throws {
        let built = try #require(CivilDate(year: 2026, month: 11, day: 21))
        var pivot = TimingSettings.pivot(builtOn: built)
        #expect(pivot.earliest.year == 2017)
        pivot.raise(halfACycleBefore: try #require(UTCInstant(iso8601: "2041-05-06T07:08:09Z")))
        #expect(pivot.earliest.year == 2031)
        let before = pivot
        pivot.raise(halfACycleBefore: try #require(UTCInstant(iso8601: "2020-01-01T00:00:00Z")))
        #expect(pivot == before)
    }
}
