// SPDX-License-Identifier: Apache-2.0

import StillAppliance
import TimeBase

@testable import Appliance

extension ApplianceSnapshot {
    /// Locked, with nothing to say about it.
    static var quiet: ApplianceSnapshot {
        var snapshot = ApplianceSnapshot.locked
        snapshot.state.utc.next = nil
        snapshot.receiver.satellites = (1...9).map {
            SatelliteFacts(constellation: "gps", number: $0, carrierToNoise: 40, isUsed: true)
        }
        snapshot.receiver.satellitesUsed = 9
        snapshot.receiver.antenna = "ok"
        snapshot.receiver.jamming = "ok"
        snapshot.receiver.spoofing = "none"
        snapshot.ptp = .serving
        return snapshot
    }
}

extension AlarmFacts {
    /// Everything is known, and nothing is wrong.
    static var quiet: AlarmFacts {
        var facts = AlarmFacts()
        facts.historyTrouble = ""
        (facts.leapTableEnds, facts.certificateEnds) = (.seconds(86_400 * 200), .seconds(86_400 * 300))
        (facts.diskFree, facts.memoryAvailable, facts.temperature) = (1 << 34, 1 << 30, 48.5)
        (facts.linksDown, facts.lockedOut, facts.failingChannels, facts.missingCapabilities) = ([], [], [], [])
        facts.refusedPerSecond = 0
        return facts
    }
}

/// Noon of a quiet day.
let noon = UTCInstant(day: 20_000, secondOfDay: 43_200)

func second(_ count: Int) -> MonotonicInstant { MonotonicInstant(sinceEpoch: .seconds(count)) }
