// SPDX-License-Identifier: Apache-2.0

/// Which journal entries are wanted. Whatever is `nil` or empty does not restrict.
public struct JournalFilter: Sendable {
    /// Words that must all occur, somewhere in the text, who, from, old or new; ASCII letters match in either case.
    /// At most eight words of 100 characters are looked at.
    public var search: String
    public var kinds: Set<JournalRecord.Kind>
    public var leastSeverity: JournalRecord.Severity
    /// Milliseconds since 1970-01-01 UTC, inclusive.
    public var from: Int64?
    /// Milliseconds since 1970-01-01 UTC, exclusive.
    public var to: Int64?
    /// Only entries with a smaller id: the last one of the page before.
    public var before: Int64?
    /// 1 ... 1,000
    public var limit: Int

    public init(
        search: String = "", kinds: Set<JournalRecord.Kind> = [], leastSeverity: JournalRecord.Severity = .info,
        from: Int64? = nil, to: Int64? = nil, before: Int64? = nil, limit: Int = 100
    ) {
        (self.search, self.kinds, self.leastSeverity) = (search, kinds, leastSeverity)
        (self.from, self.to, self.before) = (from, to, before)
        self.limit = max(1, min(1000, limit))
    }

    var words: [String] {
        search.split(whereSeparator: \.isWhitespace).prefix(8).map { String($0.prefix(100)) }
    }

    /// For entries that are not in the file yet; the same as the file's own search.
    func admits(_ record: JournalRecord) -> Bool {
        if let before, record.id >= before { return false }
        if let from, record.utcMilliseconds < from { return false }
        if let to, record.utcMilliseconds >= to { return false }
        guard record.severity >= leastSeverity, kinds.isEmpty || kinds.contains(record.kind) else { return false }
        let parts = [record.text, record.who, record.from, record.old, record.new].compactMap { $0.map(Self.folded) }
        return words.allSatisfy { word in parts.contains { $0.contains(Self.folded(word)) } }
    }

    /// Octets, so that what matches does not depend on how letters are composed.
    private static func folded(_ text: String) -> [UInt8] {
        text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
}
