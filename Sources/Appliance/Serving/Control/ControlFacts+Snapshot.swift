// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import TimeBase

// From what the appliance shows to what ntpq is told. The signs turn here: NTP's offset is reference − clock, and its
// frequency is what is added to the clock's rate.

extension ControlFacts {
    init(_ snapshot: ApplianceSnapshot, of kernel: HostKernel) {
        var system = ControlSystem(
            version: "gnomon \(Version.text)", claim: snapshot.claim, clock: snapshot.stamp(at: snapshot.now))
        (system.processor, system.system) = (kernel.machine, kernel.system)
        system.tell(snapshot.state, pulse: snapshot.pulse)
        system.tellLeapSeconds(snapshot)
        system.counters = ControlCounters(snapshot)
        let leap = system.claim.leap
        self.init(
            system: system,
            associations: zip(UInt16(1)..., snapshot.sources).map { id, source in
                ControlAssociation(source, id: id, leap: leap, in: snapshot)
            })
    }
}

extension ControlSystem {
    fileprivate mutating func tell(_ state: TimeState, pulse: PulseFacts) {
        (source, event) = Self.origin(state.phase)
        offset = state.isMeasured ? .zero - state.offset : nil
        frequency = -state.frequency
        jitter = pulse.jitter
        guard let variance = state.variance, variance >= 0 else { return }
        // A third of the Allan variance at 1 s: of the phase in s², and three times of it of the rate.
        clockJitter = .realSeconds(variance.squareRoot())
        clockWander = (3 * variance).squareRoot()
    }

    private static func origin(_ phase: TimeState.Phase) -> (ControlClockSource, ControlSystemEvent) {
        switch phase {
        case .starting: (.unspecified, .restarted)
        case .acquiring: (.unspecified, .frequencyMeasured)
        case .locked: (.pulse, .synchronised)
        case .fallback: (.ntp, .synchronised)
        case .holdover, .unsynchronised: (.unspecified, .noSystemPeer)
        }
    }

    fileprivate mutating func tellLeapSeconds(_ snapshot: ApplianceSnapshot) {
        let relation = snapshot.state.utc
        tai = Int(relation.taiMinusUTC(at: snapshot.clock.reading(at: snapshot.now).shown))
        leapSecond = (relation.next?.at ?? LeapSecondTable.builtIn.entries.last?.start).map { relation.utc($0) }
        leapSecondsExpire = snapshot.leapTableEnds.map { relation.utc($0) }
    }
}

extension ControlCounters {
    fileprivate init(_ snapshot: ApplianceSnapshot) {
        self.init()
        let dropped = Dictionary(snapshot.ntp.dropped.map { ($0.name, $0.count) }) { $0 &+ $1 }
        func sum(_ reasons: Refusal...) -> UInt64 { reasons.reduce(0) { $0 &+ (dropped["\($1)"] ?? 0) } }
        uptime = snapshot.now - snapshot.started
        (received, processed) = (snapshot.ntp.received, snapshot.ntp.answered)
        badFormat = sum(.tooShort, .tooLong, .version, .malformedTail, .noReturnPort)
        declined = sum(.reservedMode, .symmetric, .server, .broadcast, .privateUse, .unknownField)
        restricted = sum(.denied, .control, .badMAC)
        rateLimited = sum(.controlLimited, .rateLimited, .crowded)
        controlRequests = snapshot.ntp.controlAnswered
    }
}

extension ControlAssociation {
    /// - Parameter id: not 0.
    fileprivate init(_ source: SourceFacts, id: UInt16, leap: LeapIndicator, in snapshot: ApplianceSnapshot) {
        let place = Self.place(source)
        self.init(id: id, address: place.address, name: place.name, referenceID: source.referenceID)
        self.leap = source.standing == .unusable ? .unknown : leap
        (selection, event) = Self.selection(source)
        (reach, poll, precision) = (source.reach, source.poll, snapshot.claim.precision)
        lastHeard = source.lastHeard.map { snapshot.stamp(at: $0) }
        age = source.lastHeard.map { snapshot.now - $0 }
        offset = source.offset.map { .zero - $0 }
        (jitter, dispersion) = (source.jitter, source.uncertainty)
        (received, refused) = (source.heard, source.refused)
        if let server = source.server { tell(server) }
    }

    private mutating func tell(_ server: SourceFacts.ServerFacts) {
        (stratum, precision) = (server.stratum, server.precision)
        delay = server.delay ?? .zero
    }

    /// As ntpd numbers its drivers: 20 hears a receiver's sentences, 22 a pulse.
    private static func place(_ source: SourceFacts) -> (address: String, name: String) {
        switch source.kind {
        case .receiver: ("127.127.20.0", "GNSS(0)")
        case .pulse: ("127.127.22.0", "PPS(0)")
        case .server: (source.server?.endpoint.map { "\($0.address)" } ?? "0.0.0.0", source.name)
        }
    }

    private static func selection(_ source: SourceFacts) -> (ControlSelection, ControlPeerEvent) {
        let reachability: ControlPeerEvent =
            source.reach != 0 ? .reachable : source.lastHeard == nil ? .mobilised : .unreachable
        switch source.standing {
        case .followed: return (.systemPeer, .becameSystemPeer)
        case .supporting: return (.candidate, reachability)
        case .outlying: return (.outlier, reachability)
        case .contradicting: return (.falseTicker, reachability)
        case .unusable: return (.reject, reachability)
        }
    }
}

extension ApplianceSnapshot {
    /// What our clock shows at an instant, as NTP writes it.
    fileprivate func stamp(at instant: MonotonicInstant) -> NTPTimestamp { NTPTimestamp(utc(at: instant)) }
}
