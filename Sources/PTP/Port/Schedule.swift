// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// When a message that goes out again and again is due.
struct Schedule: Sendable, BitwiseCopyable {
    let interval: Duration
    /// `nil`: it rests.
    private(set) var due: MonotonicInstant?
    private var last: MonotonicInstant?

    init(log: Int8) { interval = Duration(logInterval: log) }

    mutating func start(at instant: MonotonicInstant) { due = instant }
    mutating func stop() { (due, last) = (nil, nil) }

    /// Whether it is due, and if so, when the next one is: an interval after this one should have gone, so that waking late
    /// does not slow the rate; but after a pause what was missed is not made up for.
    mutating func fires(at now: MonotonicInstant) -> Bool {
        guard let present = due, present <= now else { return false }
        let next = present + interval
        due = next > now ? next : now + interval
        last = now
        return true
    }

    /// Something has changed that shall be told soon: at once, but not sooner than half an interval after the last message,
    /// as the others count on a spacing (7.7.2.1).
    mutating func hasten(at now: MonotonicInstant) {
        guard let present = due else { return }
        due = min(present, max(now, (last ?? now - interval) + interval / 2))
    }
}
