// SPDX-License-Identifier: Apache-2.0

public import Appliance
public import Board
import Synchronization
import TimeBase
import TimeKeeping

/// An appliance in which nothing moves: it shows one snapshot and remembers what it was asked.
public final class StillAppliance: ApplianceView {
    public let snapshot: ApplianceSnapshot
    public let scenes: [String]
    private let taken = Mutex<[String]>([])

    public init(_ snapshot: ApplianceSnapshot, scenes: [String] = ["lose-sky", "unplug"]) {
        (self.snapshot, self.scenes) = (snapshot, scenes)
    }

    public var wishes: [String] { taken.withLock(\.self) }

    public func ask(_ command: OperatorCommand) throws(CommandRefusal) { taken.withLock { $0.append("\(command)") } }

    public func play(scene: String) throws(CommandRefusal) { taken.withLock { $0.append("scene \(scene)") } }
}

extension ApplianceSnapshot {
    /// Locked to GPS for a hundred seconds, 2016-12-31T23:59:50Z by its clock, ten seconds before a leap second.
    public static var locked: ApplianceSnapshot {
        let now = MonotonicInstant(sinceEpoch: .seconds(200))
        let shown = TAIInstant(sinceEpoch: .seconds(1_483_228_790 + 36))
        let leap = UTCRelation.Leap(at: shown + .seconds(11), change: 1)
        let state = TimeState(
            phase: .locked, since: now - .seconds(100), asOf: now - .seconds(2),
            reason: .following(reference: .gps, satellitesUsed: 9), offset: .nanoseconds(-12), frequency: 1.5e-6,
            errorBound: ErrorBound(base: .nanoseconds(300), growth: 25e-9), reference: .gps,
            lastUpdate: shown, utc: UTCRelation(taiMinusUTC: 36, next: leap))
        var snapshot = ApplianceSnapshot(
            now: now, started: now - .seconds(150), state: state, conditions: [],
            clock: ClockMapping(anchor: now, atAnchor: ClockReading(era: 1, shown: shown), rate: 0),
            receiver: ReceiverFacts(device: "/dev/ttyS0"), pulse: PulseFacts(source: "simulated"), ntp: NTPFacts())
        snapshot.receiver.lastEpoch = now - .milliseconds(400)
        snapshot.receiver.statedTime = shown - .seconds(1)
        snapshot.receiver.isTimeValid = true
        snapshot.receiver.fix = .threeDimensional
        snapshot.receiver.satellitesUsed = 1
        snapshot.receiver.satellites = [
            SatelliteFacts(
                constellation: "gps", number: 3, elevationDegrees: 41, azimuthDegrees: 120, carrierToNoise: 44,
                isUsed: true),
            SatelliteFacts(constellation: "galileo", number: 11, isUsed: false),
        ]
        snapshot.receiver.bytesHeard = 4096
        snapshot.receiver.epochsHeard = 100
        snapshot.receiver.refused = [NamedCount("checksum", 2)]
        snapshot.pulse.lastEdge = now - .milliseconds(900)
        snapshot.pulse.marks = shown - .seconds(1)
        snapshot.pulse.sawtooth = .nanoseconds(-7)
        snapshot.pulse.accepted = 99
        snapshot.pulse.refused = [NamedCount("outlier", 1)]
        snapshot.upstreams.place = FailoverPlace(.receiver, since: state.since)
        snapshot.ntp.listening = [.loopback(port: 11_123)]
        snapshot.ntp.received = 12
        snapshot.ntp.answered = 10
        snapshot.ntp.dropped = [NamedCount("tooShort", 2), NamedCount("denied", 0)]
        return snapshot
    }

    /// Nothing is known yet.
    public static var starting: ApplianceSnapshot {
        var snapshot = ApplianceSnapshot.locked
        snapshot.state = TimeState(
            phase: .starting, since: snapshot.started, asOf: snapshot.now, reason: .justStarted,
            utc: UTCRelation(taiMinusUTC: 37))
        snapshot.receiver = ReceiverFacts(device: "/dev/ttyS0")
        snapshot.receiver.fault = .absent
        snapshot.pulse = PulseFacts(source: nil)
        snapshot.upstreams.place = .none
        snapshot.conditions = [.receiverUnplugged, .unsynchronised]
        return snapshot
    }
}
