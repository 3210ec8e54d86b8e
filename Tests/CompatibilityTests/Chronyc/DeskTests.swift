// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import StillAppliance
import Testing
import TimeBase

@testable import Compatibility

struct DeskTests {
    private let now = ApplianceSnapshot.locked.now

    private func desk(allow: [AddressPrefix] = []) -> Chronyc.Desk {
        var settings = Settings(defaultsFor: .simulated).compatibility
        settings.allow = allow
        return Chronyc.Desk(StillAppliance(.locked), settings)
    }

    private func refused(_ desk: Chronyc.Desk) -> [NamedCount] { desk.facts.refused.filter { $0.count > 0 } }

    @Test func `This machine may ask, and who is allowed; others are counted`() {
        let desk = desk(allow: [AddressPrefix(address: IPAddress(v4: 0x0A00_0000), length: 8)])
        let asking: [(IPAddress?, Bool)] = [
            (.loopbackV4, true), (.loopbackV6, true), (IPAddress(v4: 0x7F01_0203), true), (nil, true),
            (IPAddress(v4: 0x0A01_0203), true), (IPAddress(v4: 0x0B01_0203), false), (IPAddress(number: 2), false),
        ]
        for (address, mayAsk) in asking { #expect(desk.admits(address, at: now) == mayAsk) }
        #expect(refused(desk) == [NamedCount("stranger", 2)])
        #expect(desk.facts.received == 7)
    }

    @Test func `What is asked too often is counted, and told as dropped`() throws {
        let desk = desk()
        for _ in 0..<2_010 { _ = desk.admits(.loopbackV4, at: now) }
        #expect(refused(desk) == [NamedCount("tooOften", 10)])
        let reply = try #require(desk.answer(request(54, count: 48), at: now))
        #expect(reply[32..<36] == [0, 0, 0x07, 0xDA] && reply[40..<44] == [0, 0, 0, 10])
        #expect(desk.facts.answered == 1)
    }

    @Test func `What cannot be answered is counted by its reason`() {
        let desk = desk()
        #expect(desk.answer([], at: now) == nil)
        #expect(desk.answer(request(33, count: 2_000), at: now) == nil)
        #expect(desk.answer(request(33, count: 104, version: 9), at: now) == nil)
        desk.count(.unsent)
        #expect(
            refused(desk) == [
                NamedCount("tooShort", 1), NamedCount("tooLong", 1), NamedCount("version", 1), NamedCount("unsent", 1),
            ])
    }

    @Test func `What is told is the appliance's`() throws {
        let desk = desk()
        desk.look()
        let tracking = try #require(desk.answer(request(33, count: 104), at: now))
        #expect(tracking[28..<32] == [0x47, 0x50, 0x53, 0] && tracking[53] == 1 && tracking[55] == 1)
        let count = try #require(desk.answer(request(14, count: 32), at: now))
        #expect(count[28...] == [0, 0, 0, 2])
        // Who asks over the network is listed as a client.
        _ = desk.admits(.loopbackV4, at: now)
        let clients = try #require(desk.answer(request(68, [0, 0, 0, 0, 0, 0, 0, 8], count: 520), at: now))
        #expect(clients[28..<44] == [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 127, 0, 0, 1])
    }
}
