// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What the caller found of a datagram's MAC or NTS authenticator, and of the key being this server's.
public enum ReplyAuthentication: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case none, valid, invalid
}

extension ClientAssociation {
    /// RFC 5905, figure 27: MAXDISP.
    static let mostDispersion: Duration = .seconds(16)

    /// - Parameters:
    ///   - bytes: a datagram from the server's address, its octets at the beginning.
    ///   - count: how many they are.
    ///   - own: the reference ids that our own addresses make.
    public mutating func hear(
        _ bytes: Span<UInt8>, count: Int, arrived: LocalStamp, authentication: ReplyAuthentication = .none,
        own: [UInt32] = []
    ) -> ReplyOutcome {
        do throws(ReplyRefusal) {
            let (header, isInterleaved) = try match(bytes, count: count)
            if isCookieRefused(header, authentication) { return .kiss(.ntsNegative) }
            guard isAuthentic(authentication) else { throw .unauthentic }
            return try take(header, isInterleaved: isInterleaved, arrived: arrived, own: own)
        } catch {
            refusals[error] &+= 1
            return .refused(error)
        }
    }

    // MARK: Whether it is this request's reply

    private func match(_ bytes: Span<UInt8>, count: Int) throws(ReplyRefusal) -> (NTPHeader, isInterleaved: Bool) {
        guard count >= NTPHeader.count, let header = NTPHeader(bytes) else { throw .tooShort }
        guard header.mode == .server else { throw .mode }
        guard header.version >= 1, header.version <= settings.version else { throw .version }
        guard let pending else { throw .unasked }
        let isBasic = header.origin == pending.transmit
        guard isBasic || pending.receive != .unset && header.origin == pending.receive else { throw .origin }
        guard !pending.isAnswered else { throw .duplicate }
        return (header, !isBasic)
    }

    func isAuthentic(_ authentication: ReplyAuthentication) -> Bool {
        authentication == .valid || authentication == .none && !settings.needsAuthentication
    }

    /// Whoever has lost the keys cannot authenticate that (RFC 8915, 5.7): the request stays open, for a true reply may
    /// still come.
    private func isCookieRefused(_ header: NTPHeader, _ authentication: ReplyAuthentication) -> Bool {
        settings.needsAuthentication && authentication == .none && header.stratum == 0
            && KissCode(referenceID: header.referenceID) == .ntsNegative
    }

    // MARK: What it says

    private mutating func take(
        _ header: NTPHeader, isInterleaved: Bool, arrived: LocalStamp, own: [UInt32]
    ) throws(ReplyRefusal) -> ReplyOutcome {
        pending?.isAnswered = true
        (unanswered, answered) = (0, answered | 1)
        if header.stratum == 0, let kiss = KissCode(referenceID: header.referenceID) {
            obey(kiss, wish: header.poll, at: arrived.at)
            return .kiss(kiss)
        }
        let before = exchange
        exchange = nil
        disqualification = failing(header, isInterleaved: isInterleaved, own: own)
        if let disqualification { throw disqualification }
        guard let sent = pending?.sent else { throw .unstamped }
        let current = Exchange(sent: sent, received: header.receive, arrived: arrived)
        let measured = isInterleaved ? before : current
        guard let measured else { throw .origin }
        exchange = current
        var sample = try measured.sample(
            transmitted: header.transmit, precision: header.precision, settings: settings)
        sample.isInterleaved = isInterleaved
        accept(sample, of: header, at: arrived.at)
        return .sample(sample)
    }

    mutating func obey(_ kiss: KissCode, wish: Int8, at now: MonotonicInstant) {
        if kiss == .rate { schedule.rateExceeded(wish: wish, at: now) }
        guard kiss.endsAsking else { return }
        (endedBy, reach) = (kiss, 0)
        schedule.stop()
        filter.clear()
    }

    func failing(_ header: NTPHeader, isInterleaved: Bool, own: [UInt32]) -> ReplyRefusal? {
        if header.stratum == 0, header.leap != .unknown { return .unknownKiss }
        guard header.leap != .unknown, (1...15).contains(header.stratum) else { return .unsynchronised }
        guard header.receive != .unset, header.transmit != .unset else { return .header }
        // An interleaved reply's transmit timestamp is older than the rest of it.
        let latest = isInterleaved ? header.receive : header.transmit
        guard header.reference == .unset || latest - header.reference + Self.referenceSlack >= .zero else {
            return .header
        }
        let distance = header.rootDelay.duration / 2 + header.rootDispersion.duration
        guard distance < Self.mostDispersion else { return .rootDistance }
        return header.stratum > 1 && own.contains(header.referenceID) ? .loop : nil
    }

    /// A server that corrects its clock while it holds a request may have been corrected after it came.
    private static let referenceSlack: Duration = .seconds(4)

    mutating func accept(_ sample: NTPSample, of header: NTPHeader, at now: MonotonicInstant) {
        let before = filter.estimate(at: sample.at, tolerance: settings.tolerance)
        schedule.answered(isExpected: before.map { isExpected(sample, by: $0) })
        if shouldBurst { schedule.beginBurst(at: now) }
        filter.add(sample)
        word = ServerWord(header, at: now)
        reach |= 1
        samples &+= 1
    }

    private var shouldBurst: Bool {
        guard schedule.burst == 0, requests > 0, reach & 1 == 0 else { return false }
        return reach == 0 ? settings.isBurstingAtFirst : settings.isBursting && schedule.exponent >= 6
    }

    /// RFC 5905, figure 27: PGATE.
    private static let gate = 4.0

    private func isExpected(_ sample: NTPSample, by before: SampleFilter.Estimate) -> Bool {
        let excess = max(.zero, sample.delay - before.delay) / 2
        let room = before.jitter * Self.gate + excess + sample.dispersion
        return (sample.offset - before.offset).magnitude <= room
    }
}
