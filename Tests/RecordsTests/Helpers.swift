// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import GRDB
import Records
import Testing

/// A folder that goes when the test does.
final class Folder {
    let path: String
    var file: String { path + "/records.sqlite" }

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/records-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Of its file, written when the test says so.
    func store(_ change: (inout RecordLimits) -> Void = { _ in }) -> RecordStore {
        var limits = RecordLimits.onlyWhenAsked
        change(&limits)
        return RecordStore(path: file, limits: limits)
    }

    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }

    func octets(_ name: String = "records.sqlite") throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path + "/" + name)))
    }

    /// Over what is there, so that the file stays the same one.
    func overwrite(from offset: Int, with octets: [UInt8]) throws {
        var all = try self.octets()
        all.replaceSubrange(offset..<min(all.count, offset + octets.count), with: octets)
        try Data(all).write(to: URL(filePath: file))
    }

    /// What another program finds in the file; the store is to be closed.
    func number(_ sql: String) throws -> Int {
        try DatabaseQueue(path: file).read { try Int.fetchOne($0, sql: sql) ?? -1 }
    }
}

/// 2026-11-21T12:00:00Z
let noon: Int64 = 1_795_262_400_000

extension RecordLimits {
    /// Written when the test says so.
    static var onlyWhenAsked: Self {
        var limits = RecordLimits()
        (limits.batchSeconds, limits.urgentSeconds, limits.batchEntries) = (3600, 3600, 1_000_000)
        (limits.retrySeconds, limits.waitingSamples) = (0.05, 10_000)
        return limits
    }
}

extension RecordStore {
    func record(_ value: Double, _ series: Series = .offset, at utcMilliseconds: Int64) {
        record(HistorySample(utcMilliseconds: utcMilliseconds, values: [series: value]))
    }

    /// One a second.
    func record(seconds: Range<Int64>, from start: Int64 = noon, _ series: Series = .offset) {
        for second in seconds { record(Double(second), series, at: start + second * 1000) }
    }

    func offsets(_ range: Range<Int64>, step: Int64) async throws -> [HistoryPoint] {
        try await history(HistoryQuery(series: [.offset], from: range.lowerBound, to: range.upperBound, step: step))
    }

    /// Polls, for what happens by and by.
    func becomes(well isWell: Bool) async throws -> Bool {
        for _ in 0..<6000 {
            if health.isWell == isWell { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}

/// xorshift64: the same numbers each time.
struct SeededNumbers {
    var state: UInt64

    mutating func next(below limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(limit))
    }
}
