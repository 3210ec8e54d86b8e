// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// How fast simulated time passes.
public enum Pace {
    /// From event to event without waiting; the counter begins at zero.
    case asFastAsPossible
    /// In step with a counter that somebody else reads; it begins at what the counter shows at the start.
    case following(any Pacer)
}

/// Who waits for a simulated board, which itself reads no clock.
public protocol Pacer: AnyObject {
    /// The host's monotonic counter.
    var now: MonotonicInstant { get }
    /// Returns when the counter has reached `instant`, at once if it has already. False: it was woken before that.
    func wait(until instant: MonotonicInstant) -> Bool
}
