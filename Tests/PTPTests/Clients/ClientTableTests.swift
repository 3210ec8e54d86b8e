// SPDX-License-Identifier: Apache-2.0

import Board
import Testing

@testable import PTP

@Suite struct ClientTableTests {
    private let second: Int64 = 1_000_000_000

    private func identity(_ number: Int) -> PortIdentity {
        PortIdentity(clock: ClockIdentity(raw: UInt64(number)), number: 1)
    }

    private func address(_ number: Int) -> MessageAddress { .ip(IPAddress(v4: 0x0A00_0000 + UInt32(number))) }

    @Test func `a client is known by its identity and its address together`() {
        var table = ClientTable(capacity: 16, seed: 1)
        let slot = table.admit(identity(1), at: address(1), now: 0) ?? -1
        #expect(table.admit(identity(1), at: address(1), now: 5) == slot)
        #expect(table.slot(of: identity(1), at: address(2)) == nil)
        #expect(table.slot(of: identity(2), at: address(1)) == nil)
        #expect(table.admit(identity(1), at: address(2), now: 6) != slot)
        #expect(table.clients.count == 2)
        #expect(table.records[slot].last == 5)
    }

    @Test func `link-local addresses of two interfaces are two`() {
        var table = ClientTable(capacity: 16, seed: 1)
        let local = IPAddress(number: 0xFE80 << 112 | 1)
        let slots = [1, 2].map { table.admit(identity(1), at: .ip(local, scope: $0), now: 0) }
        #expect(slots[0] != slots[1])
    }

    @Test func `a flood of names displaces itself, not those seen for long, nor those with grants`() {
        var table = ClientTable(capacity: 64, seed: 3)
        for number in 0..<20 { _ = table.admit(identity(number), at: address(number), now: 0) }
        for number in 0..<20 { _ = table.admit(identity(number), at: address(number), now: 11 * second) }
        let granted = table.admit(identity(20), at: address(20), now: 11 * second) ?? -1
        table.records[granted].sync.log = 0
        table.settle(granted)
        for number in 1_000..<11_000 {
            #expect(table.admit(identity(number), at: address(number), now: 12 * second) != nil)
        }
        for number in 0...20 { #expect(table.slot(of: identity(number), at: address(number)) != nil) }
        #expect((table.count(.regular), table.count(.granted), table.count(.newcomer)) == (20, 1, 43))
        #expect(table.slot(of: identity(10_999), at: address(10_999)) != nil)
    }

    @Test func `where all have grants there is no room`() {
        var table = ClientTable(capacity: 4, seed: 3)
        for number in 0..<4 {
            guard let slot = table.admit(identity(number), at: address(number), now: 0) else { continue }
            table.records[slot].announce.log = 1
            table.settle(slot)
        }
        #expect(table.admit(identity(5), at: address(5), now: 1) == nil)
        #expect(table.admit(identity(3), at: address(3), now: 1) != nil)
    }

    @Test func `one host that invents names has eight, and one share of answers for each`() throws {
        var table = ClientTable(capacity: 64, seed: 3)
        let other = table.admit(identity(0), at: address(2), now: 0) ?? -1
        var answers = 0
        for number in 1...1_000 {
            let slot = table.admit(identity(number), at: address(1), now: Int64(number)) ?? -1
            if table.records[slot].requests.admits(at: Int64(number), interval: second) { answers += 1 }
        }
        #expect(table.count(.newcomer) == 9)
        #expect(answers == 8 * Int(Pacer.burst))
        #expect(table.slot(of: identity(0), at: address(2)) == other)
        for number in 993...1_000 {
            let slot = try #require(table.slot(of: identity(number), at: address(1)))
            table.records[slot].sync.log = 0
            table.settle(slot)
        }
        #expect(table.admit(identity(2_000), at: address(1), now: 0) == nil)
    }

    @Test func `the time between a client's requests is averaged`() {
        var record = ClientRecord(identity: identity(1), address: address(1), at: 0)
        #expect(record.facts.delayRequestRate == 0)
        for number in 0..<50 { record.noteRequest(at: Int64(number) * second / 16) }
        #expect(abs(record.facts.delayRequestRate - 16) < 0.01)
    }

    @Test(arguments: 0..<10 as Range<UInt64>) func `it finds whom a dictionary would find`(seed: UInt64) {
        var chance = Chance(seed: seed)
        var table = ClientTable(capacity: 200, seed: seed)
        var model: [Int: Int] = [:]
        for now in 0..<2_000 as Range<Int64> {
            // Fewer than the room, so that none is displaced.
            let number = Int.random(in: 0..<200, using: &chance)
            let slot = table.admit(identity(number), at: address(number / 4), now: now)
            if let known = model[number] { #expect(slot == known) }
            model[number] = slot
        }
        #expect(Set(model.values).count == model.count)
        #expect(table.clients.count == model.count)
    }
}

@Suite struct PacerTests {
    @Test func `who asks at the agreed rate is always answered, also in bunches`() {
        var chance = Chance(seed: 4)
        var pacer = Pacer()
        var (now, refused): (Int64, Int) = (0, 0)
        for _ in 0..<200_000 {
            now += Int64.random(in: 0...125_000_000, using: &chance)
            if !pacer.admits(at: now, interval: Pacer.interval(log: -4)) { refused += 1 }
        }
        #expect(refused < 20)
    }

    @Test(arguments: [(-7, 128), (-4, 16), (0, 1), (3, 0.125)] as [(Int8, Double)])
    func `who asks without end gets at most three tenths more than agreed`(log: Int8, rate: Double) {
        var (pacer, answers) = (Pacer(), 0)
        for now in 0..<100_000 as Range<Int64>
        where pacer.admits(
            at: now * 1_000_000, interval: Pacer.interval(log: log))
        {
            answers += 1
        }
        #expect(abs(Double(answers) - 16 - rate * 130) < 3)
    }
}
