// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What is to be said of a clock that is watched.
public enum ClockCondition: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    /// It has not been measured yet.
    case waiting
    /// It is certain to be within the threshold.
    case within
    /// Whether it is cannot be told: what was measured is too uncertain, too old, or our own time is.
    case unclear
    /// It says itself that it is not synchronised; it was not found beyond the threshold.
    case unsynchronised
    /// It was certain to be beyond the threshold, and has not been certain to be back since.
    case over
    /// It does not answer.
    case silent
    /// It answers that it does not want to be asked.
    case refusing
    /// One address of a network, at which nobody has ever answered.
    case absent
}

/// One clock that is measured: its state, of a fixed size.
public struct WatchedClock: Sendable, BitwiseCopyable {
    /// The group's number.
    public let group: Int
    /// Whether somebody must answer there: not so of the addresses of a network, until they have once.
    public let isExpected: Bool
    /// Whether it tells by itself where it is, by another protocol than NTP: then it is never asked here.
    public let isTold: Bool
    /// What was measured last; `nil` before that, and after a step of our own clock.
    public internal(set) var difference: ClockDifference?
    /// What it said of itself in the last reply.
    public internal(set) var word: ClockWord?
    public internal(set) var lastReply: MonotonicInstant?
    public internal(set) var condition: ClockCondition = .waiting
    /// Since when it has been so.
    public internal(set) var since: MonotonicInstant
    public internal(set) var asked: UInt32 = 0
    public internal(set) var answered: UInt32 = 0
    /// Datagrams that came from it and could not be believed.
    public internal(set) var refused: UInt32 = 0

    /// What the open request bears; unset: none is open.
    var origin = NTPTimestamp.unset
    var sent: LocalStamp?
    /// Requests in a row that had no reply.
    var misses: UInt8 = 0
    /// It is asked in every 2ⁿ-th turn only.
    var slowness: UInt8 = 0
    var hasEnded = false

    init(group: Int, isExpected: Bool, isTold: Bool, at now: MonotonicInstant) {
        (self.group, self.isExpected, self.isTold, since) = (group, isExpected, isTold, now)
    }

    /// Whether anything can be said of where it is now.
    public var isMeasured: Bool {
        switch condition {
        case .within, .unclear, .unsynchronised, .over: difference != nil
        case .waiting, .silent, .refusing, .absent: false
        }
    }

    /// How far a difference of this clock's may be wrong at `now`. One that tells by itself is kept at its master's time by
    /// its own word, and so is not taken to run away from it.
    public func reach(_ difference: ClockDifference, at now: MonotonicInstant, tolerance: Double) -> Duration {
        isTold ? difference.uncertainty : difference.uncertainty(at: now, tolerance: tolerance)
    }

    mutating func become(_ new: ClockCondition, at now: MonotonicInstant) {
        guard new != condition else { return }
        (condition, since) = (new, now)
    }

    /// RFC 5905 (7.4) wants a server left alone that says so.
    static let slowest: UInt8 = 5
}

/// What a clock says of itself.
public struct ClockWord: Hashable, Sendable, BitwiseCopyable {
    public var leap: LeapIndicator
    /// As on the wire: 0 and 16 and more are not synchronised.
    public var stratum: UInt8
    public var referenceID: UInt32
    /// How far it may be from UTC by its own words.
    public var distance: Duration

    /// Of a clock that does not speak NTP: whether anything keeps it.
    public init(isSynchronised: Bool) {
        (leap, stratum) = isSynchronised ? (.none, 1) : (.unknown, 0)
        (referenceID, distance) = (0, .zero)
    }

    init(_ header: NTPHeader) {
        (leap, stratum, referenceID) = (header.leap, header.stratum, header.referenceID)
        distance = header.rootDelay.duration / 2 + header.rootDispersion.duration
    }

    public var isSynchronised: Bool { leap != .unknown && (1...15).contains(stratum) }
}
