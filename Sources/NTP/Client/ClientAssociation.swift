// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// One server that is asked for the time: when to ask it, with what octets, and what its replies tell (RFC 5905, 8 to
/// 13; RFC 9769, 2, as a client).
///
/// Whoever owns the socket asks whether it ``isDue(at:)``, sends what ``request(into:at:using:)`` wrote, tells when it
/// left (``sent(_:)``, again when the kernel knows better), and hands over every datagram that comes from the server's
/// address (``hear(_:count:arrived:authentication:own:)``). Nothing in a datagram can trap.
public struct ClientAssociation: Sendable {
    public let settings: ClientSettings
    /// What the server said last.
    public internal(set) var word: ServerWord?
    /// Of the last eight polls, the latest in the lowest bit: whether they were answered by a synchronised server.
    public internal(set) var reach: UInt8 = 0
    /// Likewise, whether they had any reply of the server's at all.
    public internal(set) var answered: UInt8 = 0
    /// Why its last reply shows that it is not to be followed now, whatever it said before; `nil`: it does not.
    public internal(set) var disqualification: ReplyRefusal?
    /// Why it is not asked any more.
    public internal(set) var endedBy: KissCode?
    public internal(set) var refusals = ReplyRefusals()
    public internal(set) var samples: UInt64 = 0
    public internal(set) var requests: UInt64 = 0

    var schedule: PollSchedule
    var filter = SampleFilter()
    var pending: PendingRequest?
    /// The last exchange that had a reply.
    var exchange: Exchange?
    /// Requests since.
    var unanswered = 0

    /// - Parameter first: when it is asked for the first time.
    public init(_ settings: ClientSettings = ClientSettings(), first: MonotonicInstant) {
        self.settings = settings
        schedule = PollSchedule(settings, first: first)
    }

    /// When it is to be asked; `nil`: never again.
    public var next: MonotonicInstant? { schedule.next }
    /// The interval between polls, log2 seconds.
    public var poll: Int8 { schedule.exponent }
    public func isDue(at now: MonotonicInstant) -> Bool { schedule.isDue(at: now) }

    /// Our clock was moved by so much, by a step or little by little: positive, forward. What was measured before is
    /// meant of where it was. After a step the stamps' era has to be another one.
    public mutating func clockMoved(by change: Duration) {
        filter.clockMoved(by: change)
        exchange = exchange?.moved(by: change)
        if let sent = pending?.sent { pending?.sent = sent.moved(by: change) }
    }

    /// What kept it from being asked is there: it is asked at once, unless it has forbidden that.
    public mutating func hasten(at now: MonotonicInstant) { schedule.hasten(to: now) }

    /// Forgets what was measured and asks anew, also a server that had forbidden it: it has another address now, or
    /// other keys, or a person says so.
    public mutating func restart(at now: MonotonicInstant) {
        self = ClientAssociation(settings, first: now)
    }
}

/// What was asked and is not answered yet, or was answered last.
struct PendingRequest: Sendable, BitwiseCopyable {
    /// Returned as the origin by a reply of the basic mode.
    var transmit: NTPTimestamp
    /// Returned as the origin by an interleaved reply; unset: none was asked for.
    var receive: NTPTimestamp
    var sent: LocalStamp?
    var isAnswered = false
}

/// What a server says of itself.
public struct ServerWord: Sendable, BitwiseCopyable {
    public var leap: LeapIndicator
    /// 1...15
    public var stratum: UInt8
    public var referenceID: UInt32
    /// Log2 seconds.
    public var precision: Int8
    public var rootDelay: Duration
    public var rootDispersion: Duration
    /// When the reply arrived.
    public var at: MonotonicInstant

    init(_ header: NTPHeader, at instant: MonotonicInstant) {
        (leap, stratum, referenceID) = (header.leap, header.stratum, header.referenceID)
        (precision, at) = (header.precision, instant)
        (rootDelay, rootDispersion) = (header.rootDelay.duration, header.rootDispersion.duration)
    }

    /// How far the server may be from UTC by its own words.
    public var distance: Duration { rootDelay / 2 + rootDispersion }
}
