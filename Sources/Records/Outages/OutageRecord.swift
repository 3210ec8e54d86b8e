// SPDX-License-Identifier: Apache-2.0

/// How a time without a reference went. Kept as it begins, and again with whatever becomes known later; its beginning
/// tells it from the others.
public struct OutageRecord: Hashable, Sendable {
    public enum End: String, CaseIterable, Codable, Sendable {
        /// It has not ended.
        case running
        /// The clock follows its reference again.
        case returned
        /// Someone else stepped the clock.
        case stepped
        /// An operator had the time acquired anew.
        case reacquired
        /// The program ended meanwhile, so what the clock was off was not found.
        case restarted
    }

    /// Milliseconds since 1970-01-01 UTC as our clock showed it.
    public var began: Int64
    /// How long it lasted, in seconds; where the program ended meanwhile, until it was last seen alive. `nil`: it runs,
    /// or that is not known.
    public var seconds: Double?
    /// Why: a word of the API ("fixLost").
    public var cause: String
    public var end: End
    /// After how many seconds the time was given up; `nil`: it was not.
    public var gaveUpAfter: Double?
    /// The bound for the moment at which the reference was found, as promised at the beginning, in nanoseconds.
    public var predicted: Double?
    /// The bound as claimed right before that moment, in nanoseconds.
    public var promised: Double?
    /// Clock − reference at that moment, in nanoseconds: positive, the clock was ahead. `nil`: not found.
    public var found: Double?
    /// How far `found` itself may be off, in nanoseconds.
    public var uncertainty: Double?
    /// Whether the promise was kept; `nil`: that cannot be told.
    public var isKept: Bool?
    /// At the beginning and at the end, in degrees Celsius.
    public var temperatures: Temperatures

    public struct Temperatures: Hashable, Sendable {
        public var begin: Double?
        public var end: Double?

        public init(begin: Double? = nil, end: Double? = nil) { (self.begin, self.end) = (begin, end) }
    }

    public init(began: Int64, cause: String, end: End = .running, temperatures: Temperatures = Temperatures()) {
        (self.began, self.cause, self.end, self.temperatures) = (began, cause, end, temperatures)
    }

    /// A cause is a word, and a figure a number.
    var sound: Self {
        var record = self
        for figure in [\Self.seconds, \.gaveUpAfter, \.predicted, \.promised, \.found, \.uncertainty]
        where !(record[keyPath: figure]?.isFinite ?? true) {
            record[keyPath: figure] = nil
        }
        record.cause = String(decoding: cause.utf8.filter { $0 != 0 }.prefix(100), as: UTF8.self)
        return record
    }
}
