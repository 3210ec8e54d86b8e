// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What the timing loop publishes for those who tell the time: what is claimed, and the clock that it is claimed of.
/// Both in one value, so that no reply joins the claim of one moment with the clock of another; both over the counter
/// that the sockets stamp with, the host's.
public struct ServedTime: Sendable, BitwiseCopyable {
    public var state: TimeState
    public var clock: ClockMapping
    /// The last change of UTC that has passed, which a smear is still busy with for hours; `nil`: none is known.
    public var lastLeap: UTCRelation.Leap?

    public init(state: TimeState, clock: ClockMapping, lastLeap: UTCRelation.Leap? = nil) {
        (self.state, self.clock, self.lastLeap) = (state, clock, lastLeap)
    }
}
