// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

/// A server at the end of a simulated path, which answers in both modes by RFC 9769's table of fields.
struct SimulatedServer {
    /// Server − truth.
    var error = Duration.zero
    var outward = Duration.microseconds(100)
    var back = Duration.microseconds(100)
    var serving = Duration.microseconds(20)
    /// Before the reply leaves, what the stamp in it does not know of.
    var stampedEarly = Duration.zero
    var stratum: UInt8 = 1
    var leap = LeapIndicator.none
    var referenceID: UInt32 = 0x4750_5300
    var rootDelay = Duration.zero
    var rootDispersion = Duration.zero
    var isInterleaving = false
    private var last: (receive: NTPTimestamp, transmit: NTPTimestamp)?

    /// What a true clock shows at `instant`.
    static func truth(_ instant: MonotonicInstant) -> NTPTimestamp {
        NTPTimestamp(UTCInstant(day: 20_000, secondOfDay: 0)).plus(instant.sinceEpoch)
    }

    /// - Parameter sent: when the request left.
    /// - Returns: the reply, and when it arrives.
    mutating func answer(_ request: [UInt8], sent: MonotonicInstant) -> (octets: [UInt8], at: MonotonicInstant) {
        let asked = NTPHeader(request.span) ?? NTPHeader(version: 4, mode: .client)
        let (reached, left) = (sent + outward, sent + outward + serving)
        let receive = Self.truth(reached).plus(error)
        let transmit = Self.truth(left).plus(error)
        var reply = NTPHeader(leap: leap, version: asked.version, mode: .server)
        (reply.stratum, reply.referenceID, reply.poll) = (stratum, referenceID, asked.poll)
        (reply.precision, reply.reference) = (-24, receive.plus(.seconds(-30)))
        reply.rootDelay = NTPShort(nearest: rootDelay)
        reply.rootDispersion = NTPShort(roundingUp: rootDispersion)
        reply.receive = receive
        if isInterleaving, let last, asked.origin == last.receive, asked.receive != asked.transmit {
            (reply.origin, reply.transmit) = (asked.receive, last.transmit)
        } else {
            (reply.origin, reply.transmit) = (asked.transmit, transmit.plus(.zero - stampedEarly))
        }
        last = (receive, transmit)
        return (written(reply), left + back)
    }
}

extension NTPTimestamp {
    func plus(_ change: Duration) -> NTPTimestamp {
        let units = (change.fractionOfSecond.realSeconds * 0x1p32).rounded()
        return NTPTimestamp(raw: raw &+ UInt64(bitPattern: change.wholeSeconds) << 32 &+ UInt64(units))
    }
}

/// An association and the server it asks, by a clock of ours that may be wrong.
struct Exchanges {
    var association: ClientAssociation
    var server = SimulatedServer()
    /// Our clock − truth.
    var clock = Duration.zero
    var now = start
    var random = Seeded(state: 5)
    var lastRequest = [UInt8]()
    /// Whether requests reach the server.
    var isConnected = true
    var era: UInt32 = 0

    init(_ settings: ClientSettings = ClientSettings()) {
        association = ClientAssociation(settings, first: start)
    }

    func stamp(_ instant: MonotonicInstant) -> LocalStamp {
        LocalStamp(at: instant, shown: SimulatedServer.truth(instant).plus(clock), era: era)
    }

    mutating func ask() {
        var bytes = [UInt8](repeating: 0xEE, count: 48)
        var span = bytes.mutableSpan
        association.request(into: &span, at: now, using: &random)
        association.sent(stamp(now))
        lastRequest = bytes
    }

    mutating func hear(_ octets: [UInt8], at instant: MonotonicInstant) -> ReplyOutcome {
        association.hear(octets.span, count: octets.count, arrived: stamp(instant))
    }

    /// Waits until it is due, asks, and hears the reply.
    @discardableResult mutating func poll() -> ReplyOutcome? {
        guard let next = association.next else { return nil }
        now = max(now, next)
        ask()
        guard isConnected else { return nil }
        let reply = server.answer(lastRequest, sent: now)
        return hear(reply.octets, at: reply.at)
    }
}

extension ReplyOutcome {
    var sample: NTPSample? { if case .sample(let sample) = self { sample } else { nil } }
    var refusal: ReplyRefusal? { if case .refused(let refusal) = self { refusal } else { nil } }
    var kiss: KissCode? { if case .kiss(let code) = self { code } else { nil } }
}
