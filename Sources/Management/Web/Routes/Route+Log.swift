// SPDX-License-Identifier: Apache-2.0

import Hummingbird
import NIOCore
import Operations
import Records

extension Route {
    /// `GET /api/v1/log`: the journal, the newest first.
    static func log(_ records: RecordStore) -> Route {
        Route(.get, "/api/v1/log", .viewer, .log) { visit in
            let filter = try JournalWish.filter(visit.query)
            guard visit.query["format"] == "csv" else {
                return try Answer.json(await report(filter, of: records))
            }
            return JournalCSV.response(filter, records)
        }
    }

    private static func report(_ filter: JournalFilter, of records: RecordStore) async throws -> JournalReport {
        do { return try await JournalReport(filter, of: records) } catch {
            throw HTTPError(.serviceUnavailable, message: "\(error)")
        }
    }
}

/// What of the journal is asked for.
enum JournalWish {
    static func filter(_ fields: [String: String]) throws -> JournalFilter {
        var filter = JournalFilter(search: fields["text"] ?? "")
        if let kind = fields["kind"], !kind.isEmpty {
            guard let known = JournalRecord.Kind(rawValue: kind) else {
                let all = JournalRecord.Kind.allCases.map(\.rawValue).joined(separator: ", ")
                throw HTTPError(.badRequest, message: "there is no kind '\(kind)'; there are \(all)")
            }
            filter.kinds = [known]
        }
        if let name = fields["severity"], !name.isEmpty, name != "notice" {
            guard let severity = JournalRecord.Severity.allCases.first(where: { $0.name == name }) else {
                throw HTTPError(.badRequest, message: "the severity is info, warning or critical")
            }
            filter.leastSeverity = severity
        }
        filter.from = try HistoryWish.moment("from", fields)
        filter.to = try HistoryWish.moment("to", fields)
        filter.before = try QueryNumber.read("before", in: fields, among: 0...Int.max).map(Int64.init)
        filter.limit = try QueryNumber.read("limit", in: fields, among: 1...1000) ?? 100
        return filter
    }
}

/// The journal as CSV, a page after the other.
enum JournalCSV {
    static func response(_ filter: JournalFilter, _ records: RecordStore) -> Response {
        CSV.response(named: "gnomon-journal.csv") { writer in
            let head = ["id", "utc", "kind", "severity", "who", "from", "text", "old", "new"]
            try await writer.write(ByteBuffer(string: CSV.line(head)))
            var page = filter
            page.limit = 1000
            while true {
                let found = try await records.journal(page)
                try await writer.write(ByteBuffer(string: found.map { CSV.line(fields($0)) }.joined()))
                guard found.count == page.limit, let last = found.last else { return }
                page.before = last.id
            }
        }
    }

    private static func fields(_ record: JournalRecord) -> [String] {
        let texts = [record.who, record.from, record.text, record.old, record.new].map { CSV.field($0 ?? "") }
        return ["\(record.id)", UTCText.of(record.utcMilliseconds), record.kind.rawValue, record.severity.name] + texts
    }
}
