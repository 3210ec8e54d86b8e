// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// What is known of one message that arrived, in the port's own terms.
public struct Arrival: Sendable, BitwiseCopyable {
    /// When it was read.
    public var at: MonotonicInstant
    /// When an event message passed the wire, as our clock showed it, latencies not yet taken out; `nil`: no stamp came.
    public var stamp: TAIInstant?
    public var source: MessageAddress
    /// Whether it was sent to a group rather than to us alone.
    public var toGroup: Bool
    /// Whether it came where event messages come.
    public var isEvent: Bool

    public init(
        at: MonotonicInstant, stamp: TAIInstant? = nil, source: MessageAddress, toGroup: Bool = true,
        isEvent: Bool = true
    ) {
        (self.at, self.stamp, self.source, self.toGroup, self.isEvent) = (at, stamp, source, toGroup, isEvent)
    }
}
