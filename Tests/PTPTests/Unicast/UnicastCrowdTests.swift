// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import Testing
import TimeBase

@Suite struct UnicastCrowdTests {
    /// Counts what each of many clients gets, and when.
    struct Crowd: MessageSink, ~Copyable {
        var now: Int64 = 0
        var syncs: [Int]
        var announces: [Int]
        var lastSync: [Int64]
        /// The shortest and the longest time between two Syncs of any one client, nanoseconds.
        var shortest = Int64.max
        var longest = Int64.min
        var tickets: [UInt32] = []

        init(_ count: Int) {
            (syncs, announces) = (Array(repeating: 0, count: count), Array(repeating: 0, count: count))
            lastSync = Array(repeating: 0, count: count)
        }

        mutating func send(_ envelope: MessageEnvelope, _ fill: (inout MutableSpan<UInt8>) -> Int) {
            guard case .ip(let address, _) = envelope.destination, let number = address.v4 else { return }
            let client = Int(number & 0xFFFF)
            guard let ticket = envelope.ticket else {
                announces[client] += 1
                return
            }
            tickets.append(ticket)
            syncs[client] += 1
            if lastSync[client] > 0 {
                shortest = min(shortest, now - lastSync[client])
                longest = max(longest, now - lastSync[client])
            }
            lastSync[client] = now
        }
    }

    @Test func `each of four thousand gets its sixteen a second, evenly, at the cost of the due ones`() throws {
        let (count, seconds) = (4_000, 4)
        var desk = Desk()
        for client in 0..<count {
            desk.ask(.sync, log: -4, for: client)
            desk.ask(.announce, log: 1, for: client)
            desk.run(until: desk.now + .microseconds(100))
        }
        var crowd = Crowd(count)
        let templates = UnicastTemplates(
            announce: AnnounceMessage(header: Desk.header), sync: SyncMessage(header: Desk.header))
        let before = desk.service.touched
        let end = desk.now + .seconds(seconds)
        var (wakes, most) = (0, 0)
        while let next = desk.service.nextWake?.sinceEpoch, next < end {
            desk.now = max(desk.now, next)
            crowd.now = desk.now.wholeNanoseconds
            desk.service.wake(at: desk.instant, isMaster: true, templates, counters: &desk.counters, into: &crowd)
            wakes += 1
            most = max(most, crowd.tickets.count)
            crowd.tickets.removeAll(keepingCapacity: true)
        }
        let sent = crowd.syncs.reduce(0, +) + crowd.announces.reduce(0, +)
        #expect(crowd.syncs.allSatisfy { abs($0 - seconds * 16) <= 1 })
        #expect(crowd.announces.allSatisfy { abs($0 - seconds / 2) <= 1 })
        // No wake comes too late here: what is left is the rounding of ticks.
        #expect(crowd.longest - crowd.shortest <= 2)
        #expect(most <= UnicastService.batch)
        #expect(Int(desk.service.touched - before) == sent)
        // 64,000 a second in 1,024 ticks are 62.5 each: they lie so evenly that a tick seldom needs a second batch.
        #expect(wakes < seconds * 1_024 * 3 / 2)
        #expect(desk.service.skipped == 0)
    }

    @Test func `clients that come and go leave no bunches behind`() {
        var chance = Chance(seed: 5)
        var desk = Desk()
        for round in 0..<6_000 {
            let client = Int.random(in: 0..<1_000, using: &chance)
            if round % 3 == 2 {
                desk.signal([CancelUnicastTransmission(messageType: .sync)], from: client)
            } else {
                desk.ask(.sync, log: -4, for: client)
            }
            desk.now += .milliseconds(Int64.random(in: 0...9, using: &chance))
            desk.wake()
        }
        desk.run(until: desk.now + .milliseconds(100))
        _ = desk.sink.takeAll()
        let clients = Double(desk.service.grantedClients)
        var most = 0
        for _ in 0..<64 {
            desk.run(until: desk.now + .seconds(1) / 1_024)
            most = max(most, desk.sink.takeAll().count)
        }
        #expect(clients > 300)
        #expect(Double(most) <= 2.5 * clients / 64)
    }

    @Test func `a flood from one host costs the others nothing, and is counted`() {
        var desk = Desk()
        for client in 0..<20 { desk.ask(.delayResponse, log: -4, for: client) }
        var polite = 0
        var (flood, strangers): ([MessageRefusal?: Int], [MessageRefusal?: Int]) = ([:], [:])
        for step in 0..<16_000 {
            desk.now += .microseconds(250)
            // 250 µs × 250: each of the polite ones asks 16 times a second.
            if step % 250 < 20, desk.request(from: step % 250) == nil { polite += 1 }
            flood[desk.request(from: 3_000, at: 3_000), default: 0] += 1
            if step % 4 == 0 { strangers[desk.request(from: 10_000 + step, toGroup: true), default: 0] += 1 }
        }
        #expect(polite == 64 * 20)
        #expect(flood == [.notGranted: 16_000])
        #expect(strangers == [nil: 4_000])
        #expect(desk.counters[.notGranted] == 16_000)
        #expect(desk.facts(of: 3_000)?.refused == 16_000)
        #expect((0..<20).allSatisfy { desk.facts(of: $0)?.refused == 0 })
    }

    @Test(arguments: [(true, -4, 16.0), (false, 0, 128.0)] as [(Bool, Int8, Double)])
    func `who asks a thousand times a second is answered as often as was granted, or as anybody`(
        isGranted: Bool, log: Int8, rate: Double
    ) {
        var desk = Desk(.defaultE2E)
        if isGranted { desk.ask(.delayResponse, log: log, for: 1) }
        var answered = 0.0
        for _ in 0..<10_000 {
            desk.now += .milliseconds(1)
            if desk.request(from: 1) == nil { answered += 1 }
        }
        #expect(answered >= rate * 10)
        #expect(answered <= rate * 13 + 17)
        #expect(desk.counters[.tooFast] == 10_000 - UInt64(answered))
    }
}
