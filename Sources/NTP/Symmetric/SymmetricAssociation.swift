// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// A peer of equal rank, with a state on both sides (RFC 5905, 3 and 9.2, modes 1 and 2): each tells the other its time unasked,
/// and with it when the other's last word left and came, so that one exchange measures for both.
///
/// What it tells of our clock is a ``ClientAssociation``'s, which is never asked itself. Whoever owns the socket asks whether
/// it ``isDue(at:)``, sends what ``message(into:at:told:using:)`` wrote, tells when it left (``sent(at:)``), and hands over
/// every datagram of modes 1 and 2 from the peer's address and port. Nothing in a datagram can trap.
///
/// A word counts only if it returns the number in our own last one, as a reply does: an old one that somebody sends again
/// does not, nor one that is invented by who does not see ours. One that returns another number may at most be remembered
/// as what the peer last said, and only where nothing better was heard since our last word: whoever forges such ones spoils
/// an exchange, not the time; with a key, not even that.
public struct SymmetricAssociation: Sendable {
    /// What is known of the peer.
    public internal(set) var peer: ClientAssociation
    var last: (transmit: NTPTimestamp, at: MonotonicInstant?, isAnswered: Bool)?
    var heard: (transmit: NTPTimestamp, at: MonotonicInstant)?
    /// The last word of the peer's that answered ours, and whether it made a sample.
    var answer: (at: MonotonicInstant, isSample: Bool)?
    /// How often the peer speaks by its own word, log2 seconds.
    var peerPoll: Int8 = 0

    /// - Parameters:
    ///   - settings: of which bursts and the interleaved mode are not meant for peers.
    ///   - first: when it is told something for the first time.
    public init(_ settings: ClientSettings, first: MonotonicInstant) {
        var settings = settings
        (settings.isBursting, settings.isBurstingAtFirst, settings.isInterleaved) = (false, false, false)
        // The peer answers when it is its turn to speak.
        settings.longestServing = .seconds(Self.longestInterval)
        peer = ClientAssociation(settings, first: first)
    }

    /// Nobody who speaks less often is waited for: RFC 5905's longest interval by default (10) and some more.
    private static let longestInterval = 1100
    static let slowestPoll: Int8 = 10

    public func isDue(at now: MonotonicInstant) -> Bool { peer.isDue(at: now) }
    public var next: MonotonicInstant? { peer.next }

    /// Our clock was stepped by so much: what was measured before is meant of where it was.
    public mutating func clockMoved(by change: Duration) { peer.clockMoved(by: change) }

    /// As often as the one of us who speaks less.
    var interval: Duration { .log2Seconds(max(peer.poll, peerPoll)) }

    // MARK: Telling

    /// What is told, and by which clock.
    public struct Told: Sendable {
        public var claim: ServerClaim
        public var clock: ClockMapping
        public var utc: UTCRelation

        public init(claim: ServerClaim, clock: ClockMapping, utc: UTCRelation) {
            (self.claim, self.clock, self.utc) = (claim, clock, utc)
        }

        func shown(at instant: MonotonicInstant) -> NTPTimestamp {
            NTPTimestamp(utc.utc(clock.reading(at: instant).shown))
        }
    }

    /// Bits of a timestamp that are below what any clock is read to: random, so that nobody can guess what is to be returned.
    private static let randomBits: UInt64 = 0xFF

    /// Writes our next word's 48 octets; a MAC is the caller's to append.
    public mutating func message(
        into bytes: inout MutableSpan<UInt8>, at now: MonotonicInstant, told: Told,
        using random: inout some RandomNumberGenerator
    ) {
        var header = NTPHeader(leap: told.claim.leap, version: peer.settings.version, mode: .symmetricActive)
        (header.stratum, header.referenceID) = (told.claim.wireStratum, told.claim.referenceID)
        (header.poll, header.precision) = (peer.poll, told.claim.precision)
        (header.rootDelay, header.rootDispersion) = (told.claim.rootDelay, told.claim.rootDispersion)
        header.reference = told.claim.reference
        if let heard {
            // By the clock as it goes now, so that what lies between the two is true though it was corrected meanwhile.
            let received = told.shown(at: heard.at).raw & ~Self.randomBits
            (header.origin, header.receive) = (heard.transmit, NTPTimestamp(raw: received))
        }
        let shown = told.shown(at: now).raw & ~Self.randomBits
        header.transmit = NTPTimestamp(raw: max(1, shown | random.next() & Self.randomBits))
        header.write(into: &bytes)
        last = (header.transmit, nil, false)
        peer.noteAsked(at: now, dither: random.next())
        noteAnswer(at: now)
        if peerPoll > peer.poll { peer.schedule.postpone(to: now + interval) }
    }

    /// What made us speak now has answered this poll already: nothing more may come before the next one.
    private mutating func noteAnswer(at now: MonotonicInstant) {
        guard let answer, now - answer.at < interval / 4 else { return }
        peer.answered |= 1
        if answer.isSample { peer.reach |= 1 }
    }

    /// When our last word left.
    public mutating func sent(at instant: MonotonicInstant) { last?.at = instant }
}
