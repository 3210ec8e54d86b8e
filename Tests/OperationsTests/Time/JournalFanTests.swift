// SPDX-License-Identifier: Apache-2.0

import Appliance
import Records
import Testing

@testable import Operations

@Suite struct `Who follows the journal` {
    private static func entry(_ number: Int) -> JournalRecord {
        JournalRecord(utcMilliseconds: Int64(number) * 1000, kind: .system, text: "entry \(number)")
    }

    @Test func `hears each entry once, in order, from the moment of joining`() async throws {
        let fan = JournalFan()
        fan.tell(Self.entry(0))
        let seats = [try #require(fan.join()), try #require(fan.join())]
        for number in 1...3 { fan.tell(Self.entry(number)) }
        for seat in seats {
            for number in 1...3 { #expect(await seat.next()?.text == "entry \(number)") }
        }
    }

    @Test func `is told how many were lost, and then hears the latest`() async throws {
        let fan = JournalFan()
        let seat = try #require(fan.join())
        for number in 1...(JournalFan.depth + 7) { fan.tell(Self.entry(number)) }
        let note = try #require(await seat.next())
        #expect(note.text.hasPrefix("7 entries of the journal came too fast") && note.severity == .warning)
        #expect(note.utcMilliseconds == 7000)
        for number in 8...(JournalFan.depth + 7) { #expect(await seat.next()?.text == "entry \(number)") }
        fan.tell(Self.entry(9999))
        #expect(await seat.next()?.text == "entry 9999")
    }

    @Test func `gives the seat up by letting go of it, and ends when cancelled`() async throws {
        let fan = JournalFan()
        var seats = (0..<JournalFan.mostSeats).compactMap { _ in fan.join() }
        #expect(seats.count == JournalFan.mostSeats && fan.join() == nil)
        #expect(throws: CommandRefusal.self) { _ = try fan.follow() }
        seats = []
        #expect(fan.count == 0)
        let reports = try fan.follow()
        let task = Task {
            var texts: [String] = []
            for try await report in reports { texts.append(report.text(in: TextStyle())) }
            return texts
        }
        while fan.count == 0 { await Task.yield() }
        fan.tell(Self.entry(1))
        try await Task.sleep(for: .milliseconds(50))
        task.cancel()
        let texts = try await task.value
        #expect(texts.isEmpty || texts == ["1970-01-01T00:00:01  system      entry 1"])
    }
}
