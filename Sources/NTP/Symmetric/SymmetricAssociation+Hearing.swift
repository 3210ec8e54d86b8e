// SPDX-License-Identifier: Apache-2.0

public import TimeBase

extension SymmetricAssociation {
    /// - Parameters:
    ///   - bytes: a datagram from the peer's address and port, its octets at the beginning.
    ///   - count: how many they are.
    ///   - own: the reference ids that our own addresses make.
    ///   - stamp: what our clock showed at an instant of late, as it goes now.
    public mutating func hear(
        _ bytes: Span<UInt8>, count: Int, arrived: MonotonicInstant, authentication: ReplyAuthentication = .none,
        own: [UInt32] = [], stamp: (MonotonicInstant) -> LocalStamp
    ) -> ReplyOutcome {
        do throws(ReplyRefusal) {
            let header = try admit(bytes, count: count, authentication)
            let isAnswer = header.origin != .unset && header.origin == last?.transmit
            try remember(header, isAnswer: isAnswer, at: arrived)
            guard isAnswer else { throw .origin }
            return try take(header, arrived: arrived, own: own, stamp: stamp)
        } catch {
            peer.refusals[error] &+= 1
            return .refused(error)
        }
    }

    private func admit(
        _ bytes: Span<UInt8>, count: Int, _ authentication: ReplyAuthentication
    ) throws(ReplyRefusal) -> NTPHeader {
        guard count >= NTPHeader.count, let header = NTPHeader(bytes) else { throw .tooShort }
        guard header.mode == .symmetricActive || header.mode == .symmetricPassive else { throw .mode }
        guard (1...4).contains(header.version) else { throw .version }
        guard peer.isAuthentic(authentication) else { throw .unauthentic }
        guard header.transmit != .unset else { throw .header }
        return header
    }

    // MARK: What is to be returned to it

    private mutating func remember(
        _ header: NTPHeader, isAnswer: Bool, at now: MonotonicInstant
    ) throws(ReplyRefusal) {
        let isLater = heard.map { header.transmit - $0.transmit > .zero } ?? true
        guard header.transmit != heard?.transmit else { throw .duplicate }
        if isAnswer {
            // The same number returned twice: once more in a later word, but not in an older one.
            guard isLater || last?.isAnswered == false else { throw .duplicate }
        } else {
            // It may have been set back; then it is silent for us, for a while.
            guard isLater || peer.answered == 0 else { throw .origin }
            guard last?.isAnswered != true else { throw .origin }
        }
        heard = (header.transmit, now)
        hasten(at: now)
    }

    /// Who speaks is answered at once, unless it was told something just before: so what lies between the timestamps is
    /// short, and two of us do not answer each other for ever.
    private mutating func hasten(at now: MonotonicInstant) {
        if let at = last?.at, now - at < interval / 2 { return }
        peer.schedule.hasten(to: now)
    }

    // MARK: What it says

    private mutating func take(
        _ header: NTPHeader, arrived: MonotonicInstant, own: [UInt32], stamp: (MonotonicInstant) -> LocalStamp
    ) throws(ReplyRefusal) -> ReplyOutcome {
        (peer.unanswered, peer.answered) = (0, peer.answered | 1)
        answer = (arrived, false)
        if header.stratum == 0, let kiss = KissCode(referenceID: header.referenceID) {
            peer.obey(kiss, wish: header.poll, at: arrived)
            return .kiss(kiss)
        }
        peerPoll = min(max(header.poll, 0), Self.slowestPoll)
        peer.disqualification = peer.failing(header, isInterleaved: false, own: own)
        if let disqualification = peer.disqualification { throw disqualification }
        guard let last, let sent = last.at else { throw .unstamped }
        self.last?.isAnswered = true
        let exchange = Exchange(sent: stamp(sent), received: header.receive, arrived: stamp(arrived))
        let sample = try exchange.sample(
            transmitted: header.transmit, precision: header.precision, settings: peer.settings)
        peer.accept(sample, of: header, at: arrived)
        answer = (arrived, true)
        return .sample(sample)
    }
}
