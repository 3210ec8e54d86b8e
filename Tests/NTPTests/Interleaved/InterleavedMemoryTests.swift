// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

/// A client's request: only the timestamps matter.
private func ask(origin: UInt64 = 0, receive: UInt64 = 0, transmit: UInt64) -> NTPHeader {
    var request = NTPHeader(version: 4, mode: .client)
    request.origin = NTPTimestamp(raw: origin)
    request.receive = NTPTimestamp(raw: receive)
    request.transmit = NTPTimestamp(raw: transmit)
    return request
}

extension InterleavedMemory {
    fileprivate mutating func answer(_ request: NTPHeader, at received: UInt64, leaving: UInt64) -> Answer {
        answer(request, received: NTPTimestamp(raw: received), transmit: NTPTimestamp(raw: leaving))
    }

    fileprivate mutating func left(_ answer: Answer, at transmit: UInt64) {
        noteTransmitted(answer.receive, at: NTPTimestamp(raw: transmit))
    }
}

private let second: UInt64 = 1 << 32
private let begin: UInt64 = 0xEE00_0000_1234_5670

struct InterleavedMemoryTests {
    /// RFC 9769, figure 1: a basic exchange (the server's t2 and t3) and two interleaved ones (t6, t7, t10, t11), each
    /// of which tells when the reply before it left.
    @Test func `the exchanges of RFC 9769's figure 1 get its timestamps`() {
        var memory = InterleavedMemory(.everyone)
        let (t2, t3) = (begin, begin + 0x1000)
        let first = memory.answer(ask(transmit: 0x11), at: t2, leaving: t3)
        #expect(first.origin.raw == 0x11 && first.receive.raw == t2 | 1 && first.transmit.raw == t3)
        #expect(!first.isInterleaved && first.isRemembered)
        memory.left(first, at: t3 + 0x300)
        let t6 = begin + 64 * second
        let next = memory.answer(
            ask(origin: first.receive.raw, receive: 0x44, transmit: 0x55), at: t6, leaving: t6 + 0x1000)
        #expect(next.isInterleaved)
        #expect(next.origin.raw == 0x44)
        #expect(next.receive.raw == t6 | 1)
        #expect(next.transmit.raw == t3 + 0x300)
        memory.left(next, at: t6 + 0x2000)
        let t10 = begin + 128 * second
        let last = memory.answer(
            ask(origin: next.receive.raw, receive: 0x88, transmit: 0x99), at: t10, leaving: t10 + 0x1000)
        #expect(last.isInterleaved && last.origin.raw == 0x88 && last.transmit.raw == t6 + 0x2000)
    }

    @Test func `for who asks it begins with the third request, and the others cost nothing`() {
        var memory = InterleavedMemory(.whoAsks)
        let first = memory.answer(ask(transmit: 0x11), at: begin, leaving: begin + 0x1000)
        #expect(!first.isRemembered && memory.count == 0)
        let basic = memory.answer(
            ask(origin: first.transmit.raw, receive: 0x12, transmit: 0x13), at: begin + second,
            leaving: begin + second + 0x1000)
        #expect(!basic.isRemembered && memory.count == 0)
        let asked = memory.answer(
            ask(origin: basic.receive.raw, receive: 0x22, transmit: 0x23), at: begin + 2 * second,
            leaving: begin + 2 * second + 0x1000)
        #expect(!asked.isInterleaved && asked.origin.raw == 0x23 && asked.isRemembered && memory.count == 1)
        memory.left(asked, at: begin + 2 * second + 0x4000)
        let granted = memory.answer(
            ask(origin: asked.receive.raw, receive: 0x32, transmit: 0x33), at: begin + 3 * second,
            leaving: begin + 3 * second + 0x1000)
        #expect(granted.isInterleaved && granted.origin.raw == 0x32)
        #expect(granted.transmit.raw == begin + 2 * second + 0x4000)
    }

    @Test func `with nobody remembered, timestamps are left as they are`() {
        var memory = InterleavedMemory(.nobody)
        let first = memory.answer(ask(transmit: 0x11), at: begin, leaving: begin + 0x1001)
        #expect(first.receive.raw == begin && first.transmit.raw == begin + 0x1001 && !first.isRemembered)
        #expect(memory.capacity == 8 && memory.count == 0)
    }

    @Test func `a lost request changes nothing: the next one names the same reply`() {
        var memory = InterleavedMemory(.everyone)
        let first = memory.answer(ask(transmit: 0x11), at: begin, leaving: begin + 0x1000)
        memory.left(first, at: begin + 0x2000)
        let later = memory.answer(
            ask(origin: first.receive.raw, receive: 0x22, transmit: 0x33), at: begin + 128 * second,
            leaving: begin + 128 * second + 0x1000)
        #expect(later.isInterleaved && later.transmit.raw == begin + 0x2000)
    }

    @Test func `after a lost reply one is in the basic mode, and the next is interleaved again`() {
        var memory = InterleavedMemory(.everyone)
        let first = memory.answer(ask(transmit: 0x11), at: begin, leaving: begin + 0x1000)
        let lost = memory.answer(
            ask(origin: first.receive.raw, receive: 0x22, transmit: 0x23), at: begin + second,
            leaving: begin + second + 0x1000)
        #expect(lost.isInterleaved)
        let again = memory.answer(
            ask(origin: first.receive.raw, receive: 0x22, transmit: 0x33), at: begin + 2 * second,
            leaving: begin + 2 * second + 0x1000)
        #expect(!again.isInterleaved && again.origin.raw == 0x33)
        #expect(again.transmit.raw == begin + 2 * second + 0x1000)
        memory.left(again, at: begin + 2 * second + 0x5000)
        let back = memory.answer(
            ask(origin: again.receive.raw, receive: 0x42, transmit: 0x43), at: begin + 3 * second,
            leaving: begin + 3 * second + 0x1000)
        #expect(back.isInterleaved && back.transmit.raw == begin + 2 * second + 0x5000)
    }

    @Test func `a duplicated request is interleaved once, and never again`() {
        var memory = InterleavedMemory(.everyone)
        let first = memory.answer(ask(transmit: 0x11), at: begin, leaving: begin + 0x1000)
        let request = ask(origin: first.receive.raw, receive: 0x22, transmit: 0x23)
        let modes = (1...5).map { round in
            memory.answer(request, at: begin + UInt64(round) * second, leaving: begin + UInt64(round) * second + 0x1000)
                .isInterleaved
        }
        #expect(modes == [true, false, false, false, false])
    }

    @Test func `to and fro between the modes`() {
        var memory = InterleavedMemory(.everyone)
        var last = memory.answer(ask(transmit: 1), at: begin, leaving: begin + 0x1000)
        for round: UInt64 in 1...40 {
            let (now, isBasic) = (begin + round * second, round % 3 == 0)
            let request = ask(
                origin: isBasic ? last.transmit.raw : last.receive.raw, receive: round << 8, transmit: round << 8 | 1)
            let left = begin + (round - 1) * second + 0x2000
            memory.left(last, at: left)
            last = memory.answer(request, at: now, leaving: now + 0x1000)
            #expect(last.isInterleaved == !isBasic)
            #expect(last.origin.raw == (isBasic ? round << 8 | 1 : round << 8))
            #expect(last.transmit.raw == (isBasic ? now + 0x1000 : left))
        }
    }

    @Test func `equal receive and transmit timestamps in a request get the basic mode`() {
        var memory = InterleavedMemory(.everyone)
        let first = memory.answer(ask(transmit: 0x11), at: begin, leaving: begin + 0x1000)
        let answer = memory.answer(
            ask(origin: first.receive.raw, receive: 0x77, transmit: 0x77), at: begin + second,
            leaving: begin + second + 0x1000)
        #expect(!answer.isInterleaved && answer.transmit.raw == begin + second + 0x1000)
    }

    @Test(arguments: [UInt64(0), 0x1234_5678_9ABC_DEF0, 0x1234_5678_9ABC_DEF1, .max])
    func `an origin that was never given out gets the basic mode`(origin: UInt64) {
        var memory = InterleavedMemory(.everyone)
        _ = memory.answer(ask(transmit: 0x11), at: begin, leaving: begin + 0x1000)
        let answer = memory.answer(
            ask(origin: origin, receive: 0x22, transmit: 0x33), at: begin + second, leaving: begin + second + 0x1000)
        #expect(!answer.isInterleaved && answer.origin.raw == 0x33)
    }

    @Test func `where no better stamp comes, the one from before sending is told`() {
        var memory = InterleavedMemory(.everyone)
        let first = memory.answer(ask(transmit: 0x11), at: begin, leaving: begin + 0x1000)
        memory.noteTransmitted(NTPTimestamp(raw: begin + 7 * second | 1), at: .unset)
        let next = memory.answer(
            ask(origin: first.receive.raw, receive: 0x22, transmit: 0x33), at: begin + second, leaving: begin + second)
        #expect(next.isInterleaved && next.transmit.raw == begin + 0x1000)
        // Too late: it has been told.
        memory.left(first, at: begin + 0x9000)
        let again = memory.answer(
            ask(origin: first.receive.raw, receive: 0x22, transmit: 0x33), at: begin + 2 * second,
            leaving: begin + 2 * second)
        #expect(!again.isInterleaved)
    }

    @Test func `of a clock that stands still all receive timestamps differ, from each other and from the transmits`() {
        var memory = InterleavedMemory(.everyone, capacity: 1024)
        let answers = (0..<300).map { memory.answer(ask(transmit: UInt64($0)), at: begin, leaving: begin) }
        #expect(Set(answers.map(\.receive)).count == 300)
        #expect(answers.allSatisfy { $0.receive.raw & 1 == 1 && $0.transmit.raw & 1 == 0 })
        #expect(answers.allSatisfy { $0.transmit != $0.receive })
        #expect(answers[0].transmit.raw == begin + 2)
    }

    @Test func `two memories of one server never give out the same timestamp`() {
        var seen: Set<UInt64> = []
        for lane in 0..<5 {
            var memory = InterleavedMemory(.everyone, lane: lane, of: 5)
            for round in 0..<50 {
                let answer = memory.answer(ask(transmit: 1), at: begin + UInt64(round), leaving: begin)
                #expect(seen.insert(answer.receive.raw).inserted)
                #expect(answer.receive.raw &- (begin + UInt64(round)) &+ 16 <= 16 + 16 * 50)
            }
        }
        #expect(seen.count == 250)
    }

    @Test func `what another memory gave out is not looked up, but its sender is remembered`() {
        var other = InterleavedMemory(.whoAsks, lane: 1, of: 2)
        var memory = InterleavedMemory(.whoAsks, lane: 0, of: 2)
        let first = other.answer(ask(transmit: 1), at: begin, leaving: begin + 0x1000)
        let moved = memory.answer(
            ask(origin: first.receive.raw, receive: 2, transmit: 3), at: begin + second, leaving: begin + second)
        #expect(!moved.isInterleaved && moved.isRemembered)
        let settled = memory.answer(
            ask(origin: moved.receive.raw, receive: 4, transmit: 5), at: begin + 2 * second, leaving: begin + 2 * second
        )
        #expect(settled.isInterleaved)
    }

    @Test func `after a step of the clock nothing from before it is told`() {
        var memory = InterleavedMemory(.everyone)
        let first = memory.answer(ask(transmit: 0x11), at: begin, leaving: begin + 0x1000)
        memory.forgetAll()
        #expect(memory.count == 0)
        let next = memory.answer(
            ask(origin: first.receive.raw, receive: 0x22, transmit: 0x33), at: begin - second, leaving: begin - second)
        #expect(!next.isInterleaved)
    }
}

struct InterleavedFloodTests {
    /// Clients at 1/s, as they are after a minute; then forged requests between their own, of both kinds.
    @Test(arguments: [InterleavedMemory.Remembering.whoAsks, .everyone])
    func `a flood of forged requests puts no client out of the interleaved mode`(kind: InterleavedMemory.Remembering) {
        var memory = InterleavedMemory(kind, capacity: 1024)
        let capacity = memory.capacity
        var random = Seeded(state: 77)
        var last = [UInt64](repeating: 0, count: 100)
        var granted = 0
        for round: UInt64 in 0..<20 {
            for client in last.indices {
                let now = begin + round * second + UInt64(client) * 42_949_672
                let answer = memory.answer(
                    ask(origin: last[client], receive: round + 1, transmit: UInt64(client) << 8), at: now, leaving: now)
                last[client] = answer.receive.raw
                if round >= 5 && answer.isInterleaved { granted += 1 }
                guard round >= 5 else { continue }
                for step: UInt64 in 1...60 {
                    let forged = random.next() & 3 == 0 ? 0 : random.next()
                    let at = now + step * 500_000
                    _ = memory.answer(ask(origin: forged, receive: 1, transmit: 2), at: at, leaving: at)
                }
            }
        }
        #expect(granted == 1500)
        #expect(memory.count <= capacity && memory.capacity == capacity)
    }

    @Test func `where more are in the mode than it can hold, it tells nothing false`() {
        var memory = InterleavedMemory(.everyone, capacity: 64)
        var random = Seeded(state: 5)
        var left: [UInt64: UInt64] = [:]
        var last = [UInt64](repeating: 0, count: 500)
        var wrong = 0
        for round: UInt64 in 0..<40_000 {
            let client = Int.random(in: 0..<last.count, using: &random)
            let now = begin + round * 1_000_000
            let answer = memory.answer(
                ask(origin: last[client], receive: 9, transmit: round << 4), at: now, leaving: now + 100)
            if answer.isInterleaved, left[last[client]] != answer.transmit.raw { wrong += 1 }
            if answer.receive == answer.transmit { wrong += 1 }
            last[client] = answer.receive.raw
            left[answer.receive.raw] = now + 500 & ~1
            memory.noteTransmitted(answer.receive, at: NTPTimestamp(raw: now + 500))
        }
        #expect(wrong == 0)
        #expect(memory.count <= 96)
    }

    @Test func `random requests in any order never trap, and no receive timestamp is told twice`() {
        var memory = InterleavedMemory(.whoAsks, capacity: 256)
        var random = Seeded(state: 0x9769)
        var used: Set<UInt64> = []
        var known: [UInt64] = [0]
        var faults = 0
        for _ in 0..<50_000 {
            let origin = random.next() & 1 == 0 ? random.next() : known.randomElement(using: &random) ?? 0
            let now = random.next()
            let answer = memory.answer(
                ask(origin: origin, receive: random.next() & 3, transmit: random.next() & 3), at: now, leaving: now)
            if answer.isInterleaved && !used.insert(origin).inserted { faults += 1 }
            known.append(answer.receive.raw)
            if random.next() & 1 == 0 { memory.noteTransmitted(answer.receive, at: NTPTimestamp(raw: random.next())) }
        }
        #expect(faults == 0)
        #expect(used.count > 100)
    }
}
