// SPDX-License-Identifier: Apache-2.0

import Appliance
import FoundationEssentials
import Hummingbird
import NIOCore
import Operations
import Records
import TimeBase

extension Route {
    /// What was measured, and how steady the clock was by it.
    static func history(_ records: RecordStore) -> [Route] {
        [
            Route(.get, "/api/v1/history", .topic(.status), .history) { visit in
                let wish = try HistoryWish(visit.query, now: visit.site.view.snapshot.unixMilliseconds)
                guard wish.isCSV else { return try Answer.json(await report(wish, records)) }
                return HistoryCSV.response(records.historyPages(wish.query), wish.query.series)
            },
            Route(.get, "/api/v1/watch/history", .topic(.status), .watchHistory) { visit in
                try Answer.json(await watched(visit.query, visit.site.view.snapshot, records))
            },
            Route(.get, "/api/v1/watch/clock", .topic(.status), .watchedClock) { visit in
                try Answer.json(await watchedClock(visit.query, visit.site.view.snapshot, records))
            },
            Route(.get, "/api/v1/stability", .topic(.status), .stability) { visit in
                let hours = try QueryNumber.read("hours", in: visit.query, among: 1...168) ?? 24
                let snapshot = visit.site.view.snapshot
                return try Answer.json(
                    await StabilityReport(
                        last: Int64(hours) * 3_600_000, until: snapshot.unixMilliseconds, of: records,
                        live: snapshot.stability))
            },
        ]
    }

    private static func watched(
        _ fields: [String: String], _ snapshot: ApplianceSnapshot, _ records: RecordStore
    ) async throws -> WatchHistoryReport {
        let query = try watchedQuery(fields, snapshot, leastStep: 1)
        do { return WatchHistoryReport(query, try await records.watched(query)) } catch {
            throw HTTPError(.serviceUnavailable, message: "\(error)")
        }
    }

    private static func watchedClock(
        _ fields: [String: String], _ snapshot: ApplianceSnapshot, _ records: RecordStore
    ) async throws -> WatchedClockReport {
        let query = try watchedQuery(fields, snapshot, leastStep: WatchedSpan.length)
        let group = snapshot.watch.groups.firstIndex { $0.name == query.group }
        let clock = fields["clock"] ?? snapshot.watch.targets.first { $0.group == group }?.name ?? ""
        do { return WatchedClockReport(query, of: clock, try await records.watched(query, of: clock)) } catch {
            throw HTTPError(.serviceUnavailable, message: "\(error)")
        }
    }

    private static func watchedQuery(
        _ fields: [String: String], _ snapshot: ApplianceSnapshot, leastStep: Int64
    ) throws -> WatchedQuery {
        let group = fields["group"] ?? snapshot.watch.groups.first?.name ?? ""
        let wish = try HistoryWish(fields.filter { $0.key != "series" }, now: snapshot.unixMilliseconds).query
        return WatchedQuery(group: group, from: wish.from, to: wish.to, step: max(leastStep, wish.step))
    }

    private static func report(_ wish: HistoryWish, _ records: RecordStore) async throws -> HistoryReport {
        do { return HistoryReport(wish.query, try await records.history(wish.query)) } catch {
            throw HTTPError(.serviceUnavailable, message: "\(error)")
        }
    }
}

/// What `GET /api/v1/history` was asked.
struct HistoryWish {
    var query: HistoryQuery
    var isCSV: Bool

    private static let day: Int64 = 86_400_000

    /// Without `from`: the last day; without `step`: some 1,000 points.
    init(_ fields: [String: String], now: Int64) throws {
        let names = (fields["series"] ?? "offset,bound,frequency").split(separator: ",").map(String.init)
        let series = try names.map(Self.series)
        let to = try Self.moment("to", fields) ?? now + 1000
        let from = try Self.moment("from", fields) ?? to - Self.day
        guard from < to else { throw HTTPError(.badRequest, message: "'from' must be before 'to'") }
        let step = try QueryNumber.read("step", in: fields, among: 1...31_536_000).map { Int64($0) * 1000 }
        query = HistoryQuery(series: series, from: from, to: to, step: step ?? max(1000, (to - from) / 1000))
        isCSV = fields["format"] == "csv"
    }

    private static func series(_ name: String) throws -> Series {
        if let series = Series(rawValue: name) { return series }
        let known = Series.allCases.map(\.rawValue).joined(separator: ", ")
        throw HTTPError(.badRequest, message: "there is no series '\(name)'; there are \(known)")
    }

    /// Seconds since 1970 or ISO 8601.
    static func moment(_ name: String, _ fields: [String: String]) throws -> Int64? {
        guard let text = fields[name] else { return nil }
        if let seconds = Double(text), seconds.magnitude < 1e12 { return Int64(seconds * 1000) }
        if let date = try? Date(text, strategy: .iso8601), isDay(text.prefix(10)) {
            return Int64(date.timeIntervalSince1970 * 1000)
        }
        throw HTTPError(.badRequest, message: "'\(name)' must be seconds since 1970 or like 2026-11-21T12:00:00Z")
    }
}

extension HistoryWish {
    /// Whether the calendar has it: the parser takes 30 February for 2 March.
    private static func isDay(_ text: Substring) -> Bool {
        guard let date = try? Date("\(text)T00:00:00Z", strategy: .iso8601) else { return false }
        return date.formatted(.iso8601).hasPrefix(text)
    }
}

/// Whole numbers in a query.
enum QueryNumber {
    static func read(_ name: String, in fields: [String: String], among range: ClosedRange<Int>) throws -> Int? {
        guard let text = fields[name], !text.isEmpty else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw HTTPError(
                .badRequest, message: "'\(name)' must be a whole number, \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}
