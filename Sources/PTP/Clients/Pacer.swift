// SPDX-License-Identifier: Apache-2.0

/// How often one client may ask: on average once an interval, and a few at once after a silence.
///
/// One number: when the next request would come if all came evenly (the generic cell rate algorithm, ITU-T I.371,
/// Annex A). Times are nanoseconds of one clock.
struct Pacer: Sendable, BitwiseCopyable {
    /// How many requests may come at once. Clients send theirs at random moments, up to two intervals apart (9.5.11.2), so
    /// that several come close together.
    static let burst: Int64 = 16

    private var expected: Int64 = .min

    /// Whether a request may be answered; one that may not costs its sender nothing later.
    mutating func admits(at now: Int64, interval: Int64) -> Bool {
        let due = max(expected, now)
        guard due - now <= interval * (Self.burst - 1) else { return false }
        expected = due + interval
        return true
    }

    /// What a grant of one message in 2^`log` seconds allows, nanoseconds. A mean within 30 % of what was agreed is as
    /// agreed (9.5.9.2), and who keeps to the rate by a clock of its own must never be told that it does not.
    static func interval(log: Int8) -> Int64 {
        let seconds: Int64 = 1_000_000_000
        return (log < 0 ? seconds >> Int64(-log) : seconds << Int64(log)) * 10 / 13
    }

    /// The same for so many a second.
    static func interval(perSecond: Int) -> Int64 { 1_000_000_000 / Int64(clamping: max(1, perSecond)) * 10 / 13 }
}
