// SPDX-License-Identifier: Apache-2.0

public import NTP
public import TimeBase

/// What the timing loop publishes for those who tell the time: what is claimed, and the clock that it is claimed of.
/// Both in one value, so that no reply joins the claim of one moment with the clock of another; both over the counter
/// that the sockets stamp with, the host's.
public struct ServedTime: Sendable, BitwiseCopyable {
    public var state: TimeState
    public var clock: ClockMapping
    /// What is told in its place while it is not synchronised; `nil`: nothing.
    public var cluster: ClusterStanding?
    /// The last change of UTC that has passed, which a smear is still busy with for hours; `nil`: none is known.
    public var lastLeap: UTCRelation.Leap?

    public init(state: TimeState, clock: ClockMapping, lastLeap: UTCRelation.Leap? = nil) {
        (self.state, self.clock, self.lastLeap) = (state, clock, lastLeap)
    }
}

extension ServedTime {
    /// With what a cluster makes of it.
    func beside(_ cluster: ClusterStanding?) -> ServedTime {
        var served = self
        served.cluster = cluster
        return served
    }

    /// The clock that clients are told, near `now`.
    func toldClock(at now: MonotonicInstant) -> ClockMapping { cluster?.clock(clock, at: now) ?? clock }

    /// What they are told of it.
    ///
    /// - Parameter precision: how finely the clock is read, log2 seconds.
    func claim(at now: MonotonicInstant, precision: Int8) -> ServerClaim {
        let state = state.told(at: now)
        let shown = clock.reading(at: now).shown
        let own = ServerClaim(of: state, at: now, shown: shown, precision: precision)
        return cluster?.claim(own, of: clock, state.utc, at: now, shown: shown) ?? own
    }
}
