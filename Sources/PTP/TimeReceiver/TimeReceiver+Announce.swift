// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension TimeReceiver {
    /// A master's word (9.5.3). What our own clocks announced, whoever passes it on, is nobody's word.
    mutating func hearAnnounce(
        _ header: MessageHeader, _ bytes: Span<UInt8>, _ arrival: Arrival
    ) throws(MessageRefusal) {
        guard let message = AnnounceMessage(header, bytes) else { throw .malformed }
        guard arrival.toGroup, !header.flags.contains(.alternateMaster), message.stepsRemoved < 255 else {
            throw .notServed
        }
        guard !isOwn(message.grandmasterIdentity), !hasPassedUs(bytes) else { throw .own }
        let data = ClockDataSet(message, at: identity)
        masters.heard(
            data, from: arrival.source, timeSource: message.timeSource, at: arrival.at, window: window(of: header),
            by: row.bestMaster)
        decide(at: arrival.at)
        guard header.source == master else { return }
        take(MasterWord(message, data, from: arrival.source, at: arrival.at))
        receipt.announceInterval = interval(header, usual: settings.logAnnounceInterval)
    }

    /// A master whose time has become another one's, or was nobody's until now, has set its clock: what was measured before
    /// is not meant of what it says now.
    private mutating func take(_ next: MasterWord) {
        if let word, !word.isSameTime(as: next) {
            (pairs, filter) = (SyncPairs(), PathFilter())
            question.give()
            enter(.uncalibrated, at: next.at)
        }
        word = next
    }

    /// How often the master says that it sends such messages, if it says so credibly.
    func interval(_ header: MessageHeader, usual log: Int8) -> Duration {
        Duration(logInterval: (-7...7).contains(header.logInterval) ? header.logInterval : log)
    }

    /// How long an Announce counts towards being believed (9.3.2.4.4). 802.1AS believes the first (10.3.11.2).
    private func window(of header: MessageHeader) -> Duration? {
        guard row.bestMaster != .dot1AS else { return nil }
        let count = max(4, Int(settings.announceReceiptTimeout) + 1)
        return interval(header, usual: settings.logAnnounceInterval) * count
    }

    private func hasPassedUs(_ bytes: Span<UInt8>) -> Bool {
        var tlvs = TLVs(bytes, from: AnnounceMessage.count)
        while let tlv = tlvs.next(in: bytes) {
            if let trace = PathTrace(bytes, tlv), trace.sequence.contains(where: isOwn) { return true }
        }
        return false
    }

    /// Follows the best master there is (9.3.2), or none.
    mutating func decide(at now: MonotonicInstant) {
        let best = masters.best(by: row.bestMaster)?.data.sender
        guard best != master else { return }
        if master != nil { counters.handovers += 1 }
        forget()
        master = best
        enter(best == nil ? .listening : .uncalibrated, at: now)
    }

    /// Nothing that was measured is meant of another master.
    mutating func forget() {
        (master, word, lastSync, nextQuestion) = (nil, nil, nil, nil)
        (pairs, filter) = (SyncPairs(), PathFilter())
        question.give()
        logDelayRequestInterval = settings.logMinDelayRequestInterval
        receipt = ReceiptTimeout(settings, jitter: jitter.next())
    }

    mutating func enter(_ next: PortState, at now: MonotonicInstant) {
        if next != state { (state, stateSince) = (next, now) }
    }
}
