// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import PTP
import SimulatedBoard
import StillAppliance
import TimeBase

@testable import Appliance
@testable import TimeKeeping

/// One moment of an appliance, with clients.
struct ShownAppliance: ApplianceView {
    var snapshot: ApplianceSnapshot
    var clients: [NTPClientFacts] = []
    var ptpClients: [PTPClientFacts] = []
    var scenes: [String] { [] }

    func ask(_ command: OperatorCommand) throws(CommandRefusal) {}
    func play(scene: String) throws(CommandRefusal) {}

    /// All that one may see of an appliance that is well.
    static var busy: Self {
        var snapshot = ApplianceSnapshot.locked
        snapshot.receiver.model = "NEO-M8T"
        (snapshot.receiver.antenna, snapshot.receiver.jamming) = ("ok", "ok")
        snapshot.receiver.timeAccuracy = .nanoseconds(12)
        snapshot.receiver.survey = SurveyFacts(
            active: true, valid: false, elapsedSeconds: 720, observations: 720, accuracyMetres: 1.8)
        snapshot.receiver.leap = LeapNoticeFacts(gpsMinusUTC: 17, isVouched: true, next: snapshot.state.utc.next)
        snapshot.receiver.satellites = sky
        snapshot.receiver.satellitesUsed = sky.count { $0.isUsed }
        (snapshot.pulse.residual, snapshot.pulse.jitter) = (.nanoseconds(-5), .nanoseconds(8))
        snapshot.label = LabelEvidence(
            status: .verified, isByAnnouncement: true, agreeing: 95, needed: 5, announcements: 96,
            latency: .milliseconds(140), lastAgreement: snapshot.now - .milliseconds(400), contradiction: nil)
        snapshot.errorParts = ErrorParts(
            offset: .nanoseconds(12), lag: .nanoseconds(1), chance: .nanoseconds(60), since: .zero,
            noise: .nanoseconds(3),
            pulse: .nanoseconds(100), receiver: .nanoseconds(24), stamp: .nanoseconds(100))
        snapshot.leapTableEnds = TAIInstant(sinceEpoch: .seconds(1_498_608_000 + 36))
        snapshot.isBorneOutByBattery = true
        snapshot.followers = [FollowerFacts(name: "eth0", offset: .nanoseconds(31), uncertainty: .nanoseconds(90))]
        snapshot.ptp = .serving
        snapshot.ntp.notListening = ["10.0.0.1:123 (the address is not there)"]
        return Self(snapshot: snapshot, clients: .two(at: snapshot.now), ptpClients: [.still])
    }

    private static let sky: [SatelliteFacts] =
        ([
            ("gps", 3, 41, 120, 44, true), ("gps", 14, 78, 300, 47, true), ("gps", 22, 12, 215, 31, false),
            ("galileo", 11, 55, 45, 45, true), ("galileo", 30, 20, 330, 36, true), ("beidou", 27, 33, 180, 40, true),
            ("glonass", 8, 5, 90, 22, false), ("sbas", 123, -2, 170, nil, false), ("galileo", 5, nil, nil, 18, false),
        ] as [(String, Int, Int?, Int?, Int?, Bool)]).map {
            SatelliteFacts(
                constellation: $0.0, number: $0.1, elevationDegrees: $0.2, azimuthDegrees: $0.3, carrierToNoise: $0.4,
                isUsed: $0.5)
        }
}

extension [NTPClientFacts] {
    /// One that is answered, and one that is not.
    static func two(at now: MonotonicInstant) -> Self {
        [
            NTPClientFacts(
                address: IPAddress(v4: 0x0A00_0007), version: 4, answered: 87, refused: 0, lastRefusal: nil,
                first: now - .seconds(90), last: now - .seconds(2), meanInterval: .seconds(1)),
            NTPClientFacts(
                address: IPAddress("2001:db8:85a3:1234:5678:8a2e:370:7334") ?? IPAddress(v4: 0), version: 3,
                answered: 0,
                refused: 12, lastRefusal: .denied, first: now - .seconds(4000), last: now - .seconds(3700),
                meanInterval: nil),
        ]
    }
}

/// The demonstration's world, that loses its sky for some minutes.
struct Walk {
    private var loop: TimingLoop<SimulatedBoard>

    init() {
        let start = TAIInstant(sinceEpoch: .seconds(20_758 * 86_400 + 37))
        var scene = Scene.demonstration(seed: 1, start: start, utc: LeapSecondTable.builtIn.relation(at: start))
        scene.script = [Scene.Cue(at: .seconds(300), .antennaOff), Scene.Cue(at: .seconds(700), .antennaOn)]
        loop = TimingLoop(
            board: SimulatedBoard(scene),
            settings: TimingSettings(
                leapSeconds: .builtIn, pivot: TimingSettings.pivot(builtOn: CivilDate(daysSince1970: 20_758))))
    }

    /// As it is so many seconds after the start.
    mutating func snapshot(at seconds: Int) -> ApplianceSnapshot {
        let end = MonotonicInstant(sinceEpoch: .seconds(seconds))
        while loop.board.now < end {
            loop.step()
            while loop.nextNote() != nil {}
        }
        let (facts, state, now) = (loop.engine.facts, loop.engine.state, loop.board.now)
        var snapshot = ApplianceSnapshot(
            now: now, started: MonotonicInstant(sinceEpoch: .zero), state: state, conditions: facts.conditions,
            clock: loop.board.clock, receiver: ReceiverFacts(facts, device: "simulated"),
            pulse: PulseFacts(facts, source: "simulated"), ntp: NTPFacts())
        (snapshot.outage, snapshot.label, snapshot.errorParts) = (facts.outage, facts.label, facts.errorParts)
        snapshot.leapTableEnds = facts.leapTableEnds
        return snapshot
    }
}
