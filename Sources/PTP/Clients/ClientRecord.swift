// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// What is kept of one client. Times are nanoseconds of the monotonic clock.
struct ClientRecord: Sendable, BitwiseCopyable {
    var identity: PortIdentity
    var address: MessageAddress
    var first: Int64
    var last: Int64
    var answered: UInt64 = 0
    var refused: UInt64 = 0
    var sent: UInt64 = 0

    var announce = Grant()
    var sync = Grant()
    var delayResponse = Grant()

    /// Of its delay requests, and of its signaling messages.
    var requests = Pacer()
    var signals = Pacer()
    var lastRequest: Int64?
    /// Between two delay requests, each new one counting an eighth; 0: not two yet.
    var meanGap: Int64 = 0
    /// Of the Signaling messages that are sent to it.
    var signalingSequence: UInt16 = 0

    var offset: TimeInterval?
    var state: PortState?
    /// Whether it said that we are its grandmaster.
    var followsUs = false
    /// Times in a row that its management was asked and has not answered.
    var unanswered: UInt8 = 0

    init(identity: PortIdentity, address: MessageAddress, at now: Int64) {
        (self.identity, self.address, first, last) = (identity, address, now, now)
    }

    subscript(kind: GrantKind) -> Grant {
        get {
            switch kind {
            case .announce: announce
            case .sync: sync
            case .delayResponse: delayResponse
            }
        }
        set {
            switch kind {
            case .announce: announce = newValue
            case .sync: sync = newValue
            case .delayResponse: delayResponse = newValue
            }
        }
    }

    var hasGrants: Bool { announce.isActive || sync.isActive || delayResponse.isActive }

    mutating func noteRequest(at now: Int64) {
        if let lastRequest {
            let gap = max(now - lastRequest, 1)
            meanGap = meanGap == 0 ? gap : max(1, meanGap - meanGap / 8 + gap / 8)
        }
        lastRequest = now
    }

    var facts: ClientFacts {
        var facts = ClientFacts(
            identity: identity, address: address, first: Self.instant(first), last: Self.instant(last))
        (facts.announce, facts.sync, facts.delayResponse) = (announce.log, sync.log, delayResponse.log)
        facts.grantsEnd = grantsEnd.map(Self.instant)
        (facts.sent, facts.answered, facts.refused) = (sent, answered, refused)
        facts.delayRequestRate = meanGap == 0 ? 0 : 1e9 / Double(meanGap)
        (facts.offset, facts.state) = (offset, state)
        return facts
    }

    private var grantsEnd: Int64? {
        var end: Int64?
        for grant in [announce, sync, delayResponse] where grant.isActive { end = min(end ?? .max, grant.end) }
        return end
    }

    private static func instant(_ nanoseconds: Int64) -> MonotonicInstant {
        MonotonicInstant(sinceEpoch: .nanoseconds(nanoseconds))
    }
}
