// SPDX-License-Identifier: Apache-2.0

/// All changes between UTC and TAI: what was, what is announced, and until when the list is known to be complete.
///
/// Before 1972, when UTC still ran at another rate, the first count (10 s) is extended backwards. After
/// ``expiry`` the last known count is extended forwards, and ``relation(at:)`` says that it is not current.
///
/// The queries allocate nothing.
public struct LeapSecondTable: Hashable, Sendable {
    /// From 00:00:00 UTC of a day on, TAI − UTC is this count.
    public struct Entry: Hashable, Sendable, BitwiseCopyable {
        /// Days since 1970-01-01.
        public let day: Int
        /// Seconds.
        public let taiMinusUTC: Int32

        public init(day: Int, taiMinusUTC: Int32) {
            (self.day, self.taiMinusUTC) = (day, taiMinusUTC)
        }

        /// The first instant at which the count holds.
        public var start: TAIInstant {
            TAIInstant(sinceEpoch: .seconds(Int64(day) * 86_400 + Int64(taiMinusUTC)))
        }
    }

    /// In order; never empty; counts of neighbours differ by one.
    public let entries: [Entry]
    /// Up to here the list itself claims to be complete.
    public let listExpiry: TAIInstant
    /// Up to here the list is complete, or a receiver vouched for it.
    public let expiry: TAIInstant

    init(entries: [Entry], listExpiry: TAIInstant, expiry: TAIInstant) {
        (self.entries, self.listExpiry, self.expiry) = (entries, listExpiry, expiry)
    }

    /// ``expiry`` as a UTC clock shows it.
    public var expiryUTC: UTCInstant { utc(expiry) }

    /// TAI − UTC in seconds at `utc`. A 23:59:60 still has the old count.
    public func taiMinusUTC(at utc: UTCInstant) -> Int32 {
        entries[entryInForce { $0.day <= utc.day }].taiMinusUTC
    }

    /// TAI − UTC in seconds at `tai`.
    public func taiMinusUTC(at tai: TAIInstant) -> Int32 {
        entries[entryInForce { $0.start <= tai }].taiMinusUTC
    }

    /// What a UTC clock showed, shows or will show at `tai`: exact, through 23:59:60.
    public func utc(_ tai: TAIInstant) -> UTCInstant {
        relation(at: tai).utc(tai)
    }

    /// The instant that a UTC clock face names; refused where no clock showed it.
    public func tai(_ utc: UTCInstant) throws(UTCFault) -> TAIInstant {
        try relation(entry: entryInForce { $0.day <= utc.day }, isCurrent: true).tai(utc)
    }

    /// How UTC lies to TAI at `tai`, and the next change after it.
    public func relation(at tai: TAIInstant) -> UTCRelation {
        relation(entry: entryInForce { $0.start <= tai }, isCurrent: tai < expiry)
    }

    /// The last change at or before `tai`; `nil` before the first of 1972.
    public func lastChange(at tai: TAIInstant) -> UTCRelation.Leap? {
        let index = entryInForce { $0.start <= tai }
        guard index > 0 else { return nil }
        return relation(entry: index - 1, isCurrent: true).next
    }

    private func relation(entry index: Int, isCurrent: Bool) -> UTCRelation {
        let count = entries[index].taiMinusUTC
        var next: UTCRelation.Leap?
        if index + 1 < entries.count {
            let after = entries[index + 1]
            next = UTCRelation.Leap(at: after.start, change: after.taiMinusUTC > count ? 1 : -1)
        }
        return UTCRelation(taiMinusUTC: count, next: next, isCurrent: isCurrent)
    }

    /// The last entry that has begun, or the first of all; searched from the end, where the questions are.
    private func entryInForce(_ hasBegun: (Entry) -> Bool) -> Int {
        var index = entries.count - 1
        while index > 0 && !hasBegun(entries[index]) { index -= 1 }
        return index
    }
}
