// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import PTP
public import TimeBase
import TimeKeeping

extension StatusReport {
    /// What the snapshot amounts to.
    public init(_ snapshot: ApplianceSnapshot) {
        let (state, claim) = (snapshot.state, snapshot.claim)
        self.init(
            state: state.phase.name, since: snapshot.utcText(at: state.since), reason: state.reason.sentence,
            time: TimeOfDay(snapshot), offsetNs: state.isMeasured ? state.offset.realNanoseconds : nil,
            frequencyPpb: state.frequency * 1e9,
            errorBoundNs: state.knownErrorBound(at: snapshot.now)?.realNanoseconds, stratum: Int(claim.stratum),
            referenceId: claim.referenceName, ptpClockClass: state.ptpClockClass, receiver: Receiver(snapshot),
            pulse: Pulse(snapshot), ntp: NTP(snapshot.ntp), ptp: PTP(snapshot.ptp),
            cluster: Cluster(snapshot), failover: FailoverReport(snapshot), followers: snapshot.followers.map(Follower.init), missing: snapshot.missing,
            alarms: Alarm.all(in: snapshot),
            uptimeSeconds: (snapshot.now - snapshot.started).realSeconds, version: Version.text)
    }
}

extension StatusReport.Follower {
    fileprivate init(_ facts: FollowerFacts) {
        self.init(
            name: facts.name, offsetNs: facts.offset?.realNanoseconds,
            uncertaintyNs: facts.uncertainty?.realNanoseconds, state: facts.state?.name,
            noiseNs: facts.noise?.realNanoseconds, frequencyPpb: facts.frequency.map { $0 * 1e9 },
            refused: facts.refused)
    }
}

extension TimeState {
    /// The bound as of an instant; `nil` while nothing is known.
    public func knownErrorBound(at now: MonotonicInstant) -> Duration? {
        let bound = errorBound.after(now - asOf)
        return bound < ErrorBound.unknown.base ? bound : nil
    }
}

extension TimeState {
    /// Whether the offset is measured; without a reference it is only what is expected: none.
    public var isMeasured: Bool { phase == .locked }
}

extension ApplianceSnapshot {
    /// The last pulse − where it was expected; `nil` once that pulse is older than two seconds.
    public var freshResidual: Duration? {
        guard let edge = pulse.lastEdge, now - edge < .seconds(2) else { return nil }
        return pulse.residual
    }

    /// What our clock shows at an instant, as UTC.
    public func utc(at instant: MonotonicInstant) -> UTCInstant {
        let shown = clock.reading(at: instant).shown
        return state.utc.reaching(backTo: shown, over: lastLeap).utc(shown)
    }

    public func utcText(at instant: MonotonicInstant) -> String { utc(at: instant).iso8601() }

    /// Between which two moments it is now by the error bound, to whole nanoseconds outwards; `nil` while nothing is known.
    public var span: (earliest: UTCInstant, latest: UTCInstant)? {
        guard let bound = state.knownErrorBound(at: now) else { return nil }
        let shown = clock.reading(at: now).shown
        // Printing cuts off what is below a nanosecond.
        return (state.utc.utc(shown - bound), state.utc.utc(shown + bound + .picoseconds(999)))
    }

    /// Seconds from an instant until now.
    public func age(of instant: MonotonicInstant?) -> Double? { instant.map { (now - $0).realSeconds } }
}

extension StatusReport.TimeOfDay {
    fileprivate init(_ snapshot: ApplianceSnapshot) {
        let relation = snapshot.state.utc
        let tai = snapshot.clock.reading(at: snapshot.now).shown
        let pending = relation.next.flatMap { $0.at > tai ? $0 : nil }
        self.init(
            utc: snapshot.utcText(at: snapshot.now), earliest: snapshot.span?.earliest.iso8601(decimals: 9),
            latest: snapshot.span?.latest.iso8601(decimals: 9), tai: tai.iso8601,
            leapSecondsTAI: Int(relation.taiMinusUTC(at: tai)),
            leap: pending.map { StatusReport.Leap($0, by: relation) },
            leapSecondsCurrent: relation.isCurrent)
    }
}

extension StatusReport.Leap {
    fileprivate init(_ leap: UTCRelation.Leap, by relation: UTCRelation) {
        self.init(at: relation.utc(leap.at).iso8601(decimals: 0), change: Int(leap.change))
    }
}

extension StatusReport.LeapNotice {
    fileprivate init(_ facts: LeapNoticeFacts) {
        let told = UTCRelation(taiMinusUTC: Int32(clamping: facts.gpsMinusUTC + 19), next: facts.next)
        self.init(
            gpsMinusUtcSeconds: facts.gpsMinusUTC, vouched: facts.isVouched,
            next: facts.next.map { StatusReport.Leap($0, by: told) })
    }
}

extension StatusReport.Receiver {
    fileprivate init(_ snapshot: ApplianceSnapshot) {
        let facts = snapshot.receiver
        self.init(
            device: facts.device, port: facts.fault.map { "\($0)" } ?? "ok", model: facts.model,
            fix: facts.fix.rawValue, timeValid: facts.isTimeValid,
            utc: facts.statedTime.map { snapshot.state.utc.utc($0).iso8601() },
            satellitesUsed: facts.satellitesUsed, satellitesInView: facts.satellites.count,
            secondsSinceEpoch: snapshot.age(of: facts.lastEpoch), antenna: facts.antenna, jamming: facts.jamming,
            spoofing: facts.spoofing, timeAccuracyNs: facts.timeAccuracy?.realNanoseconds, survey: facts.survey,
            leapNotice: facts.leap.map(StatusReport.LeapNotice.init),
            bytes: facts.bytesHeard, epochs: facts.epochsHeard, refused: facts.refused)
    }
}

extension StatusReport.Pulse {
    fileprivate init(_ snapshot: ApplianceSnapshot) {
        let facts = snapshot.pulse
        self.init(
            source: facts.source, secondsSinceEdge: snapshot.age(of: facts.lastEdge),
            marks: facts.marks.map { snapshot.state.utc.utc($0).iso8601(decimals: 0) },
            sawtoothPs: facts.sawtooth?.wholePicoseconds, residualNs: snapshot.freshResidual?.realNanoseconds,
            jitterNs: facts.jitter?.realNanoseconds, accepted: facts.accepted, refused: facts.refused)
    }
}

extension StatusReport.NTP {
    fileprivate init(_ facts: NTPFacts) {
        listen = facts.listening.map(\.description)
        (received, answered, dropped) = (facts.received, facts.answered, facts.dropped)
        controlAnswered = facts.controlAnswered
        (departures, unstamped) = (facts.departures, facts.unstamped)
        (interleaved, authenticated, keys) = (facts.interleaved, facts.authenticated, facts.keys)
        nts = facts.nts
        (broadcasts, manycast) = (facts.broadcasts, facts.manycast)
        (stamping, transmitErrors) = (facts.stamping, facts.transmitErrors)
        smear = facts.smear.map { StatusReport.Smear($0, at: facts.smearing) }
    }
}

extension StatusReport.PTP {
    fileprivate init(_ facts: PTPFacts) {
        self.init(
            ports: facts.ports.count, masters: facts.ports.count { $0.state == .master },
            passive: facts.ports.count { $0.state == .passive },
            clients: facts.ports.reduce(0) { $0 + ($1.port?.unicastClients ?? 0) })
    }
}

extension SatellitesReport {
    public init(_ snapshot: ApplianceSnapshot) {
        (used, satellites) = (snapshot.receiver.satellitesUsed, snapshot.receiver.satellites)
    }
}
