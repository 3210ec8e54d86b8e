// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// When a server is asked next.
///
/// The interval follows the jiggle counter of RFC 5905 (13 and A.5.5.1), but not its measure: that compares the offset
/// with the jitter, which is zero on average only while this server steers our clock. A server that is but a witness,
/// on a path that is slower one way, would be asked at the shortest interval for ever. Here a sample counts as expected
/// if it lies where those before it said.
struct PollSchedule: Sendable, BitwiseCopyable {
    /// The next request; `nil`: never again.
    private(set) var next: MonotonicInstant?
    /// Log2 seconds.
    private(set) var exponent: Int8
    /// What the server asked not to be asked more often than.
    private(set) var floor: Int8
    private var limit: Int8
    private var counter = 0
    /// Requests of a burst that are still to come.
    private(set) var burst = 0
    /// Polls since the last reply.
    private var unanswered = 0

    static let burstLength = 8
    static let burstInterval: Duration = .seconds(2)
    /// RFC 5905, figure 27: LIMIT and UNREACH.
    private static let threshold = 30
    private static let patience = 12
    /// No RATE makes us ask less often than every 17 minutes, or at the longest interval that was set.
    private static let mostFloor: Int8 = 10

    init(_ settings: ClientSettings, first: MonotonicInstant) {
        (next, exponent, floor, limit) = (first, settings.minPoll, settings.minPoll, settings.maxPoll)
    }

    var interval: Duration { .log2Seconds(exponent) }

    func isDue(at now: MonotonicInstant) -> Bool { next.map { $0 <= now } ?? false }

    /// A request leaves.
    ///
    /// - Parameter dither: by it the interval is made longer by up to a 32nd, so that clients do not come in step.
    /// - Returns: whether it begins a poll, rather than continuing a burst.
    mutating func asked(at now: MonotonicInstant, dither: UInt32) -> Bool {
        let isPoll = burst == 0
        if isPoll { unanswered += 1 } else { burst -= 1 }
        if isPoll, unanswered > Self.patience { slower() }
        next = now + (burst > 0 ? Self.burstInterval : interval + interval / 32 * (Double(dither) * 0x1p-32))
        return isPoll
    }

    /// So many more requests follow at short intervals.
    mutating func beginBurst(at now: MonotonicInstant) {
        burst = Self.burstLength - 1
        next = now + Self.burstInterval
    }

    /// - Parameter isExpected: whether the sample lies where those before it said; `nil`: there were none.
    mutating func answered(isExpected: Bool?) {
        if unanswered > Self.patience { (exponent, counter) = (floor, 0) }
        unanswered = 0
        guard let isExpected, burst == 0 else { return }
        counter += isExpected ? max(1, Int(exponent)) : -2 * max(1, Int(exponent))
        if counter > Self.threshold { slower() }
        if counter < -Self.threshold {
            exponent = max(floor, exponent - 1)
            counter = 0
        }
    }

    /// The server was asked too often.
    ///
    /// - Parameter wish: the reply's poll field.
    mutating func rateExceeded(wish: Int8, at now: MonotonicInstant) {
        let most = max(limit, Self.mostFloor)
        floor = min(max(exponent + 1, min(wish, most)), most)
        limit = max(limit, floor)
        exponent = max(exponent, floor)
        (counter, burst) = (0, 0)
        next = max(next ?? now, now + interval)
    }

    /// Not before that.
    mutating func postpone(to instant: MonotonicInstant) { next = next.map { max($0, instant) } }

    /// Not after that.
    mutating func hasten(to instant: MonotonicInstant) { next = next.map { min($0, instant) } }

    mutating func stop() { (next, burst) = (nil, 0) }

    private mutating func slower() {
        exponent = min(limit, exponent + 1)
        counter = 0
    }
}
