// SPDX-License-Identifier: Apache-2.0

import Board
import GNSS
import NTP
import TimeBase
import TimeKeeping

// From the plain values of the threads to what people are shown.

extension ReceiverFacts {
    init(_ facts: TimingFacts, device: String) {
        self.init(device: device)
        fault = facts.portFault
        model = facts.module.map { String($0.string.dropFirst("MOD=".count)) }
        fix = Fix(facts.epoch?.fix ?? .none)
        isTimeValid = facts.epoch?.hasValidTime ?? false
        statedTime = facts.statedTime
        (lastEpoch, reach) = (facts.epoch?.arrival, facts.receiverReach)
        satellitesUsed = Int(facts.epoch?.used ?? UInt16(facts.sky.usedCount))
        satellites = (0..<facts.sky.count).map { SatelliteFacts(facts.sky[$0]) }
        antenna = facts.epoch?.antenna.flatMap { $0 == .unknown ? nil : "\($0)" }
        jamming = facts.epoch?.jamming.flatMap { $0 == .unknown ? nil : "\($0)" }
        spoofing = facts.epoch?.spoofing.flatMap { $0 == .unknown ? nil : $0.name }
        timeAccuracy = facts.epoch?.timeAccuracy
        survey = facts.epoch?.survey.map(SurveyFacts.init)
        leap = facts.epoch?.leap.map(LeapNoticeFacts.init)
        bytesHeard = facts.frames.bytes
        epochsHeard = facts.epochsHeard
        messages = [
            NamedCount("nmea", facts.frames.nmea), NamedCount("ubx", facts.frames.ubx),
            NamedCount("rtcm", facts.frames.rtcm),
        ]
        refused = [
            NamedCount("garbage-bytes", facts.frames.garbageBytes),
            NamedCount("nmea-checksum", facts.frames.nmeaChecksumFailures),
            NamedCount("ubx-checksum", facts.frames.ubxChecksumFailures),
            NamedCount("oversize", facts.frames.oversize),
            NamedCount("malformed", facts.malformed),
            NamedCount("leap-notice", facts.leapNoticesRefused),
        ]
    }
}

extension SurveyFacts {
    init(_ survey: SurveyIn) {
        self.init(
            active: survey.isActive, valid: survey.isValid, elapsedSeconds: Int(survey.elapsed),
            observations: Int(survey.observations), accuracyMetres: Double(survey.accuracyMillimetres) / 1000)
    }
}

extension LeapNoticeFacts {
    init(_ notice: LeapNotice) {
        self.init(
            gpsMinusUTC: Int(notice.gpsMinusUTC), isVouched: notice.isVouched, next: notice.relation.next)
    }
}

extension ReceiverFacts.Fix {
    init(_ fix: GNSS.Fix) {
        switch fix {
        case .none: self = .none
        case .time: self = .time
        case .twoD: self = .twoDimensional
        case .threeD: self = .threeDimensional
        }
    }
}

extension SatelliteFacts {
    init(_ satellite: Satellite) {
        self.init(
            constellation: satellite.constellation.name.lowercased(), number: Int(satellite.id),
            elevationDegrees: satellite.elevation.map(Int.init), azimuthDegrees: satellite.azimuth.map(Int.init),
            carrierToNoise: satellite.cn0.map(Int.init), isUsed: satellite.isUsed)
    }
}

extension PulseFacts {
    init(_ facts: TimingFacts, source: String?) {
        self.init(source: source)
        (lastEdge, reach) = (facts.lastEdge, facts.pulseReach)
        marks = facts.marks
        sawtooth = facts.sawtooth
        (residual, jitter) = (facts.residual, facts.jitter)
        let unused = facts.outliers &+ facts.strays &+ facts.jumps
        accepted = facts.pulses >= unused ? facts.pulses - unused : 0
        refused = [
            NamedCount("outlier", facts.outliers), NamedCount("stray", facts.strays), NamedCount("jump", facts.jumps),
        ]
    }
}

extension NTPFacts {
    init(
        listening: [IPEndpoint], smearing: [IPEndpoint], notListening: [String], counters: ServerCounters,
        distinct: Distinct = Distinct()
    ) {
        self.init()
        (self.listening, self.smearing, self.notListening) = (listening, smearing, notListening)
        (received, answered, controlAnswered) = (counters.received, counters.answered, counters.controlAnswered)
        (kissed, overruns, self.distinct) = (counters.kissed, counters.overruns, distinct)
        dropped = Refusal.allCases.map { NamedCount("\($0)", counters[$0]) } + [NamedCount("unsent", counters.unsent)]
        (interleaved, departures, unstamped) = (counters.interleaved, counters.departures, counters.unstamped)
        authenticated =
            KeyAlgorithm.allCases.map { NamedCount($0.name, counters[$0]) }
            + [NamedCount("NTS", counters.nts), NamedCount("NTS NAK", counters.ntsNegative)]
    }
}

extension NTPFacts.Distinct {
    init(_ census: ClientCensus, at slice: Int64) {
        self.init(
            minute: census.clients(in: .minute, at: slice), hour: census.clients(in: .hour, at: slice),
            day: census.clients(in: .day, at: slice))
    }
}

extension Settings {
    var receiverName: String { board.kind == .simulated ? "simulated" : receiver.device ?? "none" }

    /// Which clock is kept, and which ones follow it.
    public var clockName: String {
        if board.kind == .simulated { return "simulated; no clock of this machine is set" }
        let kept =
            switch clock.kind {
            case .virtual: "virtual; no clock of this machine is set"
            case .system: "the system's"
            case .phc: clock.device ?? "none"
            }
        return clock.followers.isEmpty ? kept : kept + ", followed by " + clock.followers.joined(separator: ", ")
    }

    var pulseName: String? {
        switch (board.kind, pulse.kind) {
        case (.simulated, _): "simulated"
        case (.linux, .simulated): "simulated on the host's seconds"
        case (.linux, .none): nil
        case (.linux, .pps): pulse.device ?? LinuxPlan.firstPPS
        case (.linux, .gpio): "\(pulse.device ?? LinuxPlan.firstChip), line \(pulse.line ?? 0)"
        case (.linux, .phc): "\(pulse.device ?? clock.device ?? "none"), channel \(pulse.channel)"
        case (.linux, .serial): "\(pulse.device ?? receiver.device ?? "none"), carrier detect"
        }
    }
}

extension ApplianceSnapshot {
    /// What there is to show before the threads run.
    static func beforeStart(_ now: MonotonicInstant, _ settings: Settings) -> ApplianceSnapshot {
        let reading = ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .zero))
        let relation = LeapSecondTable.builtIn.relation(at: reading.shown)
        return ApplianceSnapshot(
            now: now, started: now,
            state: TimeState(phase: .starting, since: now, asOf: now, reason: .justStarted, utc: relation),
            conditions: [.unsynchronised], clock: ClockMapping(anchor: now, atAnchor: reading, rate: 0),
            receiver: ReceiverFacts(device: settings.receiverName), pulse: PulseFacts(source: settings.pulseName),
            ntp: NTPFacts())
    }
}
