// SPDX-License-Identifier: Apache-2.0

import NTP
import SimulatedBoard
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

@Suite struct ThreeAppliancesTests {
    /// Of two clients, at any second.
    private static let limit = Duration.milliseconds(1)

    @Test func `one loses its receiver for hours, and no client is a millisecond from another`() throws {
        var fleet = try ThreeAppliances(
            "clock: {holdoverSeconds: 3600}\nfailover: {order: [gnss, holdover, upstream]}\n", clients: 3)
        fleet.run(900)
        #expect(fleet.appliances.allSatisfy { $0.state.phase == .locked })
        fleet.mark()
        fleet.perform(.antennaOff, at: 0)
        fleet.run(3500)
        #expect(fleet.appliances[0].place.rung == .holdover)
        #expect(fleet.appliances[0].place.next.map { $0.rung == .upstream && $0.after < .seconds(150) } == true)
        fleet.run(900)
        #expect(fleet.appliances[0].place.rung == .upstream && fleet.appliances[0].claim.stratum == 2)
        fleet.perform(.antennaOn, at: 0)
        fleet.run(600)
        #expect(fleet.appliances[0].state.phase == .locked)
        #expect(fleet.appliances[0].record.phases == [.locked, .holdover, .fallback, .locked])
        #expect(fleet.widest < Self.limit)
        #expect(fleet.worst < Self.limit)
        for appliance in fleet.appliances {
            #expect(appliance.record.outside == 0 && appliance.record.toldOutside == 0)
            #expect(appliance.record.steps.isEmpty)
            #expect(appliance.record.worstTold < Self.limit)
        }
        for client in fleet.clients { #expect(client.steps.isEmpty && client.isFollowing) }
    }
}
