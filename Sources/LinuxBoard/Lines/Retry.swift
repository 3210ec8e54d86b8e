// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// When to try again what failed: soon at first, then ever more rarely, and soon again once it has worked.
struct Retry: Sendable {
    static let firstDelay: Duration = .milliseconds(250)
    /// What comes back is taken up within this.
    static let longestDelay: Duration = .seconds(2)

    /// At once, at first.
    private(set) var next = MonotonicInstant(sinceEpoch: .seconds(-1 << 40))
    private var delay = Self.firstDelay

    mutating func failed(at now: MonotonicInstant) {
        next = now + delay
        delay = min(delay * 2, Self.longestDelay)
    }

    mutating func worked() { delay = Self.firstDelay }
}
