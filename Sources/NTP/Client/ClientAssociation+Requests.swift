// SPDX-License-Identifier: Apache-2.0

public import TimeBase

extension ClientAssociation {
    /// So many requests in a row may stay without a reply until the next one is of the basic mode again.
    static let mostUnanswered = 4

    /// Writes the next request's 48 octets; extension fields and a MAC are the caller's to append. They tell nothing of
    /// our clock: but for version, mode and poll all is zero or random, so that nobody who does not see the request can
    /// answer it, and nobody who does learns who asks.
    ///
    /// - Parameter random: for the numbers that the server returns. It must not be one that can be predicted.
    public mutating func request(
        into bytes: inout MutableSpan<UInt8>, at now: MonotonicInstant, using random: inout some RandomNumberGenerator
    ) {
        var header = NTPHeader(version: settings.version, mode: .client)
        header.poll = schedule.exponent
        header.transmit = Self.number(&random)
        if let exchange, mayInterleave(exchange, at: now) {
            header.origin = exchange.received
            repeat { header.receive = Self.number(&random) } while header.receive == header.transmit
        }
        header.write(into: &bytes)
        pending = PendingRequest(transmit: header.transmit, receive: header.receive)
        noteAsked(at: now, dither: random.next())
    }

    mutating func noteAsked(at now: MonotonicInstant, dither: UInt32) {
        requests &+= 1
        unanswered += 1
        if schedule.asked(at: now, dither: dither) { (reach, answered) = (reach << 1, answered << 1) }
    }

    private func mayInterleave(_ exchange: Exchange, at now: MonotonicInstant) -> Bool {
        // By then the server has forgotten it, and we would learn of a time long gone.
        let isOld = now - exchange.arrived.at > schedule.interval * Self.mostUnanswered + .seconds(60)
        return settings.isInterleaved && unanswered < Self.mostUnanswered && !isOld
    }

    /// When the last request left; told a second time, the later word is the better one.
    public mutating func sent(_ stamp: LocalStamp) {
        guard pending?.isAnswered == false else { return }
        pending?.sent = stamp
    }

    private static func number(_ random: inout some RandomNumberGenerator) -> NTPTimestamp {
        NTPTimestamp(raw: .random(in: 1 ... .max, using: &random))
    }
}
