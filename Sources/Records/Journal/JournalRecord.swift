// SPDX-License-Identifier: Apache-2.0

/// Something that happened, for people who ask later what, when, and by whom.
public struct JournalRecord: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Codable, Sendable {
        case alarm, state, setting, login, system, command
    }

    public enum Severity: Int, CaseIterable, Comparable, Sendable {
        case info, warning, critical

        public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }

        public var name: String {
            switch self {
            case .info: "info"
            case .warning: "warning"
            case .critical: "critical"
            }
        }
    }

    /// Ascending in the order of events, whatever the clock did meanwhile. Given by the store; 0 before.
    public var id: Int64
    /// Milliseconds since 1970-01-01 UTC as our clock showed it.
    public var utcMilliseconds: Int64
    public var kind: Kind
    public var severity: Severity
    /// The user or token that did it; `nil`: nobody, it happened.
    public var who: String?
    /// The network address that it came from.
    public var from: String?
    /// A sentence.
    public var text: String
    /// Of a setting, before and after.
    public var old: String?
    public var new: String?

    public init(
        id: Int64 = 0, utcMilliseconds: Int64, kind: Kind, severity: Severity = .info, who: String? = nil,
        from: String? = nil, text: String, old: String? = nil, new: String? = nil
    ) {
        (self.id, self.utcMilliseconds, self.kind, self.severity) = (id, utcMilliseconds, kind, severity)
        (self.who, self.from, self.text, self.old, self.new) = (who, from, text, old, new)
    }

    /// No text is longer than so many octets of UTF-8, and none has a NUL, where SQLite would see its end.
    func clipped(to octets: Int) -> Self {
        var record = self
        record.text = Self.clip(text, octets)
        record.who = who.map { Self.clip($0, octets) }
        record.from = from.map { Self.clip($0, octets) }
        record.old = old.map { Self.clip($0, octets) }
        record.new = new.map { Self.clip($0, octets) }
        return record
    }

    private static func clip(_ text: String, _ octets: Int) -> String {
        if text.utf8.count <= octets, !text.utf8.contains(0) { return text }
        return String(decoding: text.utf8.filter { $0 != 0 }.prefix(octets), as: UTF8.self)
    }
}
