// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import Synchronization
import Testing
import TimeBase

@testable import Appliance

struct ControlServingTests {
    private let wire = FakeSocket.Wire()
    private static let began = MonotonicInstant(sinceEpoch: .seconds(500))
    private let friend = IPEndpoint(.loopbackV4, port: 40_000)
    private let stranger = IPEndpoint(IPAddress(v4: 0x0A00_0001), port: 40_000)
    /// READVAR, as ntpq has it.
    private let question: [UInt8] = [0x16, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    private let request: [UInt8] = [0x23] + [UInt8](repeating: 0, count: 47)

    private func loopback() throws -> Posted<AccessPolicy> {
        Posted(try #require(AccessPolicy(allow: AddressBlock.thisMachine, deny: [])))
    }

    private func worker(_ door: ControlDoor?, policy: AccessPolicy = .everyone) -> NTPWorker<FakeSocket> {
        let state = TimeState(
            phase: .locked, since: Self.began, asOf: Self.began, reason: .justStarted, utc: UTCRelation(taiMinusUTC: 37)
        )
        let reading = ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .seconds(1_700_000_037)))
        let time = ServedTime(state: state, clock: ClockMapping(anchor: Self.began, atAnchor: reading, rate: 0))
        return NTPWorker(
            socket: FakeSocket(wire), time: Published(time), policy: Posted(policy), control: door)
    }

    @Test func `a question of this machine is handed over, whole, and its worker answers nothing`() throws {
        let door = try ControlDoor(loopback())
        let worker = worker(door)
        wire.ask(question, at: Self.began, from: friend)
        worker.serve()
        let waiting = try #require(door.waiting.take())
        #expect(waiting.source == friend)
        #expect(waiting.withOctets { span in span.indices.map { span[$0] } } == question)
        #expect(wire.sent.isEmpty && worker.counters.now.received == 0 && door.waiting.take() == nil)
    }

    @Test func `a stranger's question is counted, and goes nowhere`() throws {
        let door = try ControlDoor(loopback())
        let worker = worker(door)
        wire.ask(question, at: Self.began, from: stranger)
        worker.serve()
        #expect(worker.counters.now[.control] == 1 && door.waiting.take() == nil && wire.sent.isEmpty)
    }

    @Test func `whom the time is denied may still ask how it is`() throws {
        let door = try ControlDoor(loopback())
        let lan = try #require(AddressBlock(number: IPAddress(v4: 0x0A00_0000).number, length: 104))
        let worker = worker(door, policy: try #require(AccessPolicy(allow: [lan], deny: [])))
        wire.ask(question, at: Self.began, from: friend)
        wire.ask(request, at: Self.began, from: friend)
        worker.serve()
        #expect(door.waiting.take() != nil && worker.counters.now[.denied] == 1 && wire.sent.isEmpty)
    }

    @Test func `mode 7 is never handed over`() throws {
        let door = try ControlDoor(loopback())
        let worker = worker(door)
        wire.ask([0x17, 0, 3, 42, 0, 0, 0, 0], at: Self.began, from: friend)
        worker.serve()
        #expect(worker.counters.now[.privateUse] == 1 && door.waiting.take() == nil)
    }

    @Test func `what is odd is refused at the door`() throws {
        let door = try ControlDoor(loopback())
        let worker = worker(door)
        wire.ask(question, at: Self.began, from: IPEndpoint(.loopbackV4, port: 0))
        wire.ask(question + [UInt8](repeating: 0, count: 600), at: Self.began, from: friend)
        wire.ask(question, at: Self.began, from: friend, isTruncated: true)
        worker.serve()
        #expect(worker.counters.now[.noReturnPort] == 1 && worker.counters.now[.tooLong] >= 1)
        #expect(door.waiting.take() == nil)
    }

    @Test func `a flood fills the queue and no more, and every request for the time is answered`() throws {
        let worker = worker(try ControlDoor(loopback()))
        for index in 0..<640 {
            wire.ask(index % 10 == 0 ? request : question, at: Self.began, from: index % 2 == 0 ? friend : stranger)
        }
        while worker.serve() > 0 {}
        let counters = worker.counters.now
        #expect(wire.sent.count == 64 && counters.answered == 64)
        #expect(Int(counters[.controlLimited]) == 256 - ControlDoor.capacity && counters[.control] == 320)
    }

    @Test func `a list of who may ask that changes holds for the next question`() throws {
        let policy = try loopback()
        let door = try ControlDoor(policy)
        let worker = worker(door)
        policy.publish(try #require(AccessPolicy(allow: [], deny: [.everything])))
        wire.ask(question, at: Self.began, from: friend)
        worker.serve()
        #expect(worker.counters.now[.control] == 1 && door.waiting.take() == nil)
    }

    @Test func `what is handed over comes out in order, and no more than there is room for`() {
        let queue = Handover(capacity: 3, empty: 0)
        for round in 0..<5 {
            let given = (0..<4).map { number in queue.give { $0 = round * 10 + number } }
            #expect(given == [true, true, true, false])
            #expect((0..<4).map { _ in queue.take() } == [round * 10, round * 10 + 1, round * 10 + 2, nil])
        }
    }

    @Test func `two threads hand over without a loss`() throws {
        let (queue, total) = (Handover(capacity: 4, empty: 0), 100_000)
        let giver = try HostThread.spawn(name: "giver") {
            for number in 1...total { while !queue.give({ $0 = number }) { HostThread.sleep(for: .microseconds(1)) } }
        }
        var last = 0
        while last < total {
            guard let next = queue.take() else { continue }
            #expect(next == last + 1)
            last = next
        }
        giver.join()
    }
}
