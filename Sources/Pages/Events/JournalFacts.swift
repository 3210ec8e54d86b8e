// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// A part of the journal.
public struct JournalFacts: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public var id: Int64
        public var utc: UTCInstant
        /// "alarm", "state", "setting", "login", "system", "command".
        public var kind: String
        /// "notice", "warning", "critical".
        public var severity: String
        /// Who did it; `nil`: nobody did.
        public var who: String?
        /// From which address.
        public var from: String?
        public var text: String
        /// What it was before, and what it is now, where something changed.
        public var old: String?
        public var new: String?

        public init(
            id: Int64, utc: UTCInstant, kind: String, severity: String, who: String? = nil, from: String? = nil,
            text: String, old: String? = nil, new: String? = nil
        ) {
            (self.id, self.utc, self.kind, self.severity) = (id, utc, kind, severity)
            (self.who, self.from, self.text, self.old, self.new) = (who, from, text, old, new)
        }
    }

    /// What was asked for; empty: everything.
    public struct Filter: Hashable, Sendable {
        public var kind = ""
        public var severity = ""
        public var text = ""

        public init(kind: String = "", severity: String = "", text: String = "") {
            (self.kind, self.severity, self.text) = (kind, severity, text)
        }
    }

    /// The newest first.
    public var entries: [Entry]
    public var filter: Filter
    /// Where older entries begin; `nil`: there are none.
    public var next: Int64?
    /// What is wrong with the journal's own keeping, one sentence; `nil`: nothing.
    public var trouble: String?

    public init(entries: [Entry], filter: Filter = Filter(), next: Int64? = nil, trouble: String? = nil) {
        (self.entries, self.filter, self.next, self.trouble) = (entries, filter, next, trouble)
    }
}

extension JournalFacts.Filter {
    /// As the part of an address after the question mark, with one thing more; what was left open is left out.
    func query(and name: String, _ value: String) -> String {
        [("kind", kind), ("severity", severity), ("text", text), (name, value)].filter { !$0.1.isEmpty }
            .map { "\($0.0)=\(PercentText.of($0.1))" }.joined(separator: "&")
    }
}

/// Text within an address (RFC 3986): all but the unreserved characters as octets.
enum PercentText {
    static func of(_ text: String) -> String {
        text.utf8.map { octet -> String in
            let scalar = Unicode.Scalar(octet)
            let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            guard !isPlain, !"-._~".unicodeScalars.contains(scalar) else { return String(scalar) }
            let digits = String(octet, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
