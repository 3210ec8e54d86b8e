// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension TimeReceiver {
    mutating func hearSync(
        _ header: MessageHeader, _ bytes: Span<UInt8>, _ arrival: Arrival
    ) throws(MessageRefusal) {
        guard !header.flags.contains(.alternateMaster) else { throw .notServed }
        masters.heardSync(of: header.source, at: arrival.at)
        guard header.source == master else { return }
        guard let message = SyncMessage(header, bytes) else { throw .malformed }
        guard let ingress = arrival.stamp.map({ $0 - settings.ingressLatency.duration }) else { throw .unstamped }
        receipt.syncInterval = interval(header, usual: settings.logSyncInterval)
        let correction = header.correction.duration
        if header.flags.contains(.twoStep) {
            let pair = pairs.sync(header.sequence, arrived: ingress, correction: correction, at: arrival.at)
            if let pair { measure(pair, at: arrival.at) }
        } else {
            var pair = SyncPairs.Pair(sequence: header.sequence, at: arrival.at, ingress: ingress)
            (pair.origin, pair.correction) = (message.originTimestamp.tai, correction)
            measure(pair, at: arrival.at)
        }
    }

    mutating func hearFollowUp(
        _ header: MessageHeader, _ bytes: Span<UInt8>, _ arrival: Arrival
    ) throws(MessageRefusal) {
        guard header.source == master else { return }
        guard !header.flags.contains(.alternateMaster) else { throw .notServed }
        guard let message = FollowUpMessage(header, bytes) else { throw .malformed }
        let pair = pairs.followUp(
            header.sequence, origin: message.preciseOriginTimestamp.tai, correction: header.correction.duration,
            at: arrival.at)
        if let pair { measure(pair, at: arrival.at) }
    }

    /// From the master to us: its way's delay and our clock's offset together (11.2). The asymmetry is how much longer than
    /// the mean the way from us is.
    private mutating func measure(_ pair: SyncPairs.Pair, at now: MonotonicInstant) {
        guard let ingress = pair.ingress, let origin = pair.origin else { return }
        filter.hear(sync: ingress - origin - pair.correction + settings.delayAsymmetry.duration, at: now)
        (lastSync, samples) = (now, samples &+ 1)
        if settings.delayMechanism == .endToEnd, nextQuestion == nil { nextQuestion = now + pause() / 4 }
        calibrate(at: now)
    }

    /// Once both the offset and the way are known, the master is followed.
    mutating func calibrate(at now: MonotonicInstant) {
        if state == .uncalibrated, standing(at: now) != nil { enter(.slave, at: now) }
    }

    /// Before it was measured, one standard deviation.
    var usualJitter: Duration { stamping == .software ? .microseconds(20) : .nanoseconds(100) }
}
