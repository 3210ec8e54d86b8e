// SPDX-License-Identifier: Apache-2.0

public import Records

/// What `GET /api/v1/log` and `log` tell: the newest first.
public struct JournalReport: Encodable, Sendable {
    public struct Entry: Encodable, Sendable {
        public var id: Int64
        /// ISO 8601, as our clock showed it.
        public var utc: String
        public var kind: String
        public var severity: String
        public var who: String?
        public var from: String?
        public var text: String
        public var old: String?
        public var new: String?

        public init(_ record: JournalRecord) {
            (id, utc) = (record.id, UTCText.of(record.utcMilliseconds))
            (kind, severity) = (record.kind.rawValue, record.severity.name)
            (who, from, text, old, new) = (record.who, record.from, record.text, record.old, record.new)
        }
    }

    public struct Health: Encodable, Sendable {
        public var ok: Bool
        public var text: String
    }

    public var entries: [Entry]
    /// What `before` is to be for the next page; missing: this is the last one.
    public var next: Int64?
    public var health: Health

    /// - Throws: ``RecordFault``
    public init(_ filter: JournalFilter, of records: RecordStore) async throws(RecordFault) {
        let found = try await records.journal(filter)
        entries = found.map(Entry.init)
        next = found.count == filter.limit ? found.last?.id : nil
        let state = records.health
        health = Health(ok: state.isWell, text: state.sentence)
    }
}
