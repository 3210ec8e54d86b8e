// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// What a PTP clock tells of itself when its management is asked. All of it is its own word.
public struct ToldClock: Hashable, Sendable {
    public var identity: ClockIdentity
    /// Where it was heard from last.
    public var address: MessageAddress
    /// When it was heard last.
    public var at: MonotonicInstant
    /// Its clock − its master's, as it measures it; `nil`: not told.
    public var offset: TimeInterval?
    /// The mean of the ways to its master and back; `nil`: not told.
    public var pathDelay: TimeInterval?
    /// The clock that it follows in the end, itself where it follows nobody; `nil`: not told.
    public var grandmaster: ClockIdentity?
    /// What that one claims of itself.
    public var quality: ClockQuality?
    /// Whether one of its ports follows a master; `nil`: not told.
    public var isFollowing: Bool?

    public init(identity: ClockIdentity, address: MessageAddress, at: MonotonicInstant) {
        (self.identity, self.address, self.at) = (identity, address, at)
    }

    /// Whether all is known that its place in time can be told from.
    public var isComplete: Bool {
        grandmaster != nil && quality != nil && isFollowing != nil && offset != nil && pathDelay != nil
    }

    mutating func note(_ report: ClientReport) {
        if let told = report.offset, offset == nil || report.pathDelay != nil { offset = told }
        if let delay = report.pathDelay { pathDelay = delay }
        if let clock = report.grandmaster { grandmaster = clock }
        if let told = report.quality { quality = told }
        guard let state = report.state else { return }
        // Of several ports, at most one follows.
        isFollowing = isFollowing == true || state == .slave || state == .uncalibrated
    }
}

extension ToldClock {
    /// Where it is in time, as far as its own words say that.
    public enum Place: Hashable, Sendable {
        /// From our time: it follows us.
        case fromUs(offset: Duration, uncertainty: Duration)
        /// From TAI: it follows a grandmaster that says to have it, or is one.
        case fromTAI(offset: Duration, uncertainty: Duration)
        /// That cannot be told: what it follows says of itself that nothing keeps it, or not how exactly.
        case unknown
    }

    /// Whether anything that is kept keeps it, by its own word: a grandmaster of a class that has a source of time, or had
    /// one and is within its holdover (IEEE 1588-2019, table 4: 6, 7, 13 and 14), or us.
    public func isKept(ours: ClockIdentity?) -> Bool {
        guard isFollowing != nil, let grandmaster, let quality else { return false }
        if grandmaster == ours { return isFollowing == true }
        guard isFollowing == true || grandmaster == identity else { return false }
        return [6, 7, 13, 14].contains(quality.clockClass)
    }

    /// The way to its master may be all in one direction: so it may be off by as much as the mean of the two.
    public func place(ours: ClockIdentity?) -> Place {
        guard isKept(ours: ours), let grandmaster, let quality else { return .unknown }
        if grandmaster == identity {
            guard quality.isTAI, let limit = quality.accuracy.limit else { return .unknown }
            return .fromTAI(offset: .zero, uncertainty: limit)
        }
        guard let offset, let pathDelay else { return .unknown }
        let doubt = pathDelay.duration.magnitude
        if grandmaster == ours { return .fromUs(offset: offset.duration, uncertainty: doubt) }
        guard quality.isTAI, let limit = quality.accuracy.limit else { return .unknown }
        return .fromTAI(offset: offset.duration, uncertainty: doubt + limit)
    }
}

extension ClockQuality {
    /// Of the classes that keep TAI (table 4): 13 and 14 keep a time scale of their own.
    fileprivate var isTAI: Bool { clockClass == 6 || clockClass == 7 }
}
