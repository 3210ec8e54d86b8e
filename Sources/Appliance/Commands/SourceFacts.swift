// SPDX-License-Identifier: Apache-2.0

public import TimeBase
import TimeKeeping

/// A source of time as other people's tools list them: what stands behind one line of `chronyc sources` or `ntpq -p`.
public struct SourceFacts: Hashable, Sendable {
    public enum Kind: Sendable, CaseIterable {
        case receiver, pulse, server
    }

    /// What is made of it now.
    public enum Standing: Sendable, CaseIterable {
        /// The clock follows it.
        case followed
        /// It bears out what is followed.
        case supporting
        /// It agrees, and is not among the best.
        case outlying
        /// It contradicts what is believed.
        case contradicting
        /// Not heard, not valid, or not known yet what to make of it.
        case unusable
    }

    public var kind: Kind
    /// What it is heard on: a path, or "simulated".
    public var name: String
    /// Up to four letters: "GPS", "GNSS", "PPS".
    public var referenceID: String
    public var standing = Standing.unusable
    /// One bit for each of the last eight seconds, the latest the lowest: whether it was heard, and could be used.
    public var reach: UInt8 = 0
    /// Log2 seconds between what is heard of it.
    public var poll: Int8 = 0
    /// When it was last heard.
    public var lastHeard: MonotonicInstant?
    /// Our clock − the source, when it was last heard: positive, our clock is ahead; `nil` where it is not compared.
    public var offset: Duration?
    /// One standard deviation of its stamps; `nil` before it is known.
    public var jitter: Duration?
    /// How far its time may be off, by its own estimate or what is believed of it; `nil` where that is not known.
    public var uncertainty: Duration?
    /// How often it was heard.
    public var heard: UInt64 = 0
    /// Samples that were not used.
    public var refused: UInt64 = 0
    /// What more is known of a server.
    public var server: ServerFacts?

    public init(kind: Kind, name: String, referenceID: String) {
        (self.kind, self.name, self.referenceID) = (kind, name, referenceID)
    }
}

extension ApplianceSnapshot {
    /// The sources there are, the receiver first.
    public var sources: [SourceFacts] {
        [receiverSource] + (pulse.source.map { [pulseSource($0)] } ?? []) + upstreams.servers.map(serverSource)
    }

    private var receiverSource: SourceFacts {
        var source = SourceFacts(
            kind: .receiver, name: receiver.device,
            referenceID: state.reference == .none ? TimeReference.gnss.refid : state.reference.refid)
        source.reach = receiver.reach.bits(at: now)
        source.standing = receiverStanding(reach: source.reach)
        (source.lastHeard, source.heard) = (receiver.lastEpoch, receiver.epochsHeard)
        source.uncertainty = receiver.timeAccuracy
        return source
    }

    private func receiverStanding(reach: UInt8) -> SourceFacts.Standing {
        if conditions.contains(.receiverContradicts) { return .contradicting }
        let isHeard = reach != 0 && receiver.fault == nil && receiver.isTimeValid
        return isHeard && state.isTrustworthy ? .supporting : .unusable
    }

    private func pulseSource(_ name: String) -> SourceFacts {
        var source = SourceFacts(kind: .pulse, name: name, referenceID: "PPS")
        source.reach = pulse.reach.bits(at: now)
        source.standing =
            state.phase == .locked ? .followed : conditions.contains(.pulseContradicts) ? .contradicting : .unusable
        (source.lastHeard, source.offset, source.jitter) = (pulse.lastEdge, freshResidual, pulse.jitter)
        source.uncertainty = state.knownErrorBound(at: now)
        source.heard = pulse.accepted
        source.refused = pulse.refused.reduce(0) { $0 &+ $1.count }
        return source
    }
}
