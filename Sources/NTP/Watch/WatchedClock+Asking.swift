// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension WatchedClock {
    /// So many requests in a row without a reply, and it is silent.
    static let tries: UInt8 = 3
    /// A reply that comes later than this is none.
    static let patience: Duration = .seconds(2)

    /// A request is due or overdue: what came of the one before it.
    /// - Returns: whether to ask now; if not, in its next turn.
    mutating func turn(at now: MonotonicInstant) -> Bool {
        guard origin != .unset else { return !hasEnded }
        origin = .unset
        misses = min(misses + 1, Self.tries)
        if lastReply == nil, !isExpected {
            become(.absent, at: now)
            return false
        }
        guard misses >= Self.tries else { return true }
        difference = nil
        become(.silent, at: now)
        return false
    }

    /// Writes the next request's 48 octets: all but version, mode and its number is zero.
    mutating func request(_ number: UInt64, poll: Int8, into bytes: inout MutableSpan<UInt8>) {
        var header = NTPHeader(version: 4, mode: .client)
        (header.poll, header.transmit) = (poll, NTPTimestamp(raw: number))
        header.write(into: &bytes)
        (origin, sent) = (header.transmit, nil)
        asked &+= 1
    }

    /// A datagram from its address.
    mutating func hear(_ bytes: Span<UInt8>, count: Int, arrived: LocalStamp) throws(ReplyRefusal) {
        do throws(ReplyRefusal) {
            let header = try match(bytes, count: count)
            origin = .unset
            (misses, lastReply) = (0, arrived.at)
            answered &+= 1
            if header.stratum == 0, let kiss = KissCode(referenceID: header.referenceID) { return obey(kiss, arrived) }
            try measure(header, arrived: arrived)
        } catch {
            refused &+= 1
            throw error
        }
    }

    private func match(_ bytes: Span<UInt8>, count: Int) throws(ReplyRefusal) -> NTPHeader {
        guard count >= NTPHeader.count, let header = NTPHeader(bytes) else { throw .tooShort }
        guard header.mode == .server else { throw .mode }
        guard (1...4).contains(header.version) else { throw .version }
        guard origin != .unset else { throw .unasked }
        guard header.origin == origin else { throw .origin }
        return header
    }

    private mutating func obey(_ kiss: KissCode, _ arrived: LocalStamp) {
        difference = nil
        become(.refusing, at: arrived.at)
        if kiss.endsAsking { hasEnded = true } else { slowness = min(slowness + 1, Self.slowest) }
    }

    /// Also of a clock that says it is not synchronised: programs on that machine read it all the same.
    private mutating func measure(_ header: NTPHeader, arrived: LocalStamp) throws(ReplyRefusal) {
        word = ClockWord(header)
        guard let sent else { throw .unstamped }
        guard header.receive != .unset, header.transmit != .unset else { throw .header }
        let exchange = Exchange(sent: sent, received: header.receive, arrived: arrived)
        let sample = try exchange.sample(
            transmitted: header.transmit, precision: header.precision, settings: Self.settings)
        difference = ClockDifference(
            at: sample.at, offset: .zero - sample.offset, uncertainty: sample.reach, delay: sample.delay,
            era: arrived.era)
    }

    private static let settings = ClientSettings(longestDelay: patience)
}
