// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Whether a source that speaks once a second was heard in each of the last eight, the latest in the lowest bit: the
/// reach register of NTP (RFC 5905, 9.1) with a poll of one second.
public struct ReachRegister: Hashable, Sendable, BitwiseCopyable {
    private struct State: Hashable, BitwiseCopyable {
        var bits: UInt8 = 0
        var last: MonotonicInstant?
    }

    private var state = State()
    private var before = State()

    public init() {}

    /// What it says at `now`: a second that is half over without a word counts as a silent one.
    public func bits(at now: MonotonicInstant) -> UInt8 {
        guard let last = state.last else { return 0 }
        return Self.shifted(state.bits, by: now - last - .milliseconds(500))
    }

    /// It was heard. Twice within the same second counts once.
    public mutating func note(at now: MonotonicInstant) {
        before = state
        guard let last = state.last else {
            state = State(bits: 1, last: now)
            return
        }
        let elapsed = now - last + .milliseconds(500)
        state.bits = Self.shifted(state.bits, by: elapsed) | 1
        if elapsed >= .seconds(1) { state.last = now }
    }

    /// What was noted last is not to be believed after all.
    public mutating func withdraw() { state = before }

    private static func shifted(_ bits: UInt8, by elapsed: Duration) -> UInt8 {
        bits << UInt8(clamping: max(0, elapsed.wholeSeconds))
    }
}
