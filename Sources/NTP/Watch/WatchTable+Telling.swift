// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Of clocks that another protocol asks.
extension WatchTable {
    /// It answered.
    /// - Parameters:
    ///   - word: what it says of itself.
    ///   - difference: where it is by its own word; `nil`: that cannot be told.
    public mutating func tell(
        _ word: ClockWord, _ difference: ClockDifference?, of number: Int, at now: MonotonicInstant
    ) {
        clocks[number].tell(word, difference, at: now)
    }

    /// It was asked, several times, and did not answer.
    public mutating func tellSilence(of number: Int, at now: MonotonicInstant) { clocks[number].tellSilence(at: now) }
}

extension WatchedClock {
    fileprivate mutating func tell(_ word: ClockWord, _ difference: ClockDifference?, at now: MonotonicInstant) {
        asked &+= 1
        answered &+= 1
        (self.word, self.difference, lastReply) = (word, difference, now)
    }

    fileprivate mutating func tellSilence(at now: MonotonicInstant) {
        asked &+= 1
        difference = nil
        become(.silent, at: now)
    }
}
