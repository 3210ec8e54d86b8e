// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import Testing
import TimeBase

@testable import Appliance

struct ClientTableTests {
    private static func at(_ seconds: Double) -> MonotonicInstant {
        MonotonicInstant(sinceEpoch: .realSeconds(seconds))
    }
    private let polite = IPAddress(v4: 0x0A00_0001)

    @Test func `a client is known by what it did`() throws {
        let table = ClientTable(capacity: 64)
        for poll in 0..<10 { table.note(polite, version: 4, refusal: nil, at: Self.at(1000 + 64 * Double(poll))) }
        table.note(polite, version: 0, refusal: .tooShort, at: Self.at(1600))
        let facts = try #require(table.clients.first)
        #expect(table.clients.count == 1)
        #expect((facts.address, facts.version, facts.answered, facts.refused) == (polite, 4, 10, 1))
        #expect(facts.lastRefusal == .tooShort)
        #expect((facts.first, facts.last) == (Self.at(1000), Self.at(1600)))
    }

    @Test func `the rate is that of late`() throws {
        let table = ClientTable(capacity: 64)
        table.note(polite, version: 4, refusal: nil, at: Self.at(0))
        #expect(table.clients.first?.perMinute == nil)
        for second in 1...100 { table.note(polite, version: 4, refusal: nil, at: Self.at(Double(second))) }
        let fast = try #require(table.clients.first?.perMinute)
        #expect(abs(fast - 60) < 1)
        for minute in 1...60 { table.note(polite, version: 4, refusal: nil, at: Self.at(100 + 60 * Double(minute))) }
        let slow = try #require(table.clients.first?.perMinute)
        #expect(abs(slow - 1) < 0.1)
    }

    @Test func `a flood from ever new addresses displaces itself, not who polls`() {
        let table = ClientTable(capacity: 1024, seed: 1)
        let friends = (1...40).map { IPAddress(v4: 0xC0A8_0000 + UInt32($0)) }
        for poll in 0..<3 {
            for friend in friends { table.note(friend, version: 4, refusal: nil, at: Self.at(Double(poll))) }
        }
        let kept = Set(table.clients.map(\.address))
        for number in 0..<100_000 as Range<UInt32> {
            let stranger = IPAddress(v4: 0x0B00_0000 &+ number &* 2_654_435)
            table.note(stranger, version: 3, refusal: .denied, at: Self.at(10 + Double(number) / 1000))
        }
        let after = Set(table.clients.map(\.address))
        // 40 in 256 sets of four: nowhere do four of them leave no place for others.
        #expect(kept.count == friends.count)
        #expect(kept.subtracting(after).isEmpty)
        #expect(after.count <= 1024)
    }

    @Test func `both protocols' addresses are told apart`() {
        let table = ClientTable(capacity: 64)
        table.note(.loopbackV4, version: 4, refusal: nil, at: Self.at(1))
        table.note(.loopbackV6, version: 4, refusal: nil, at: Self.at(1))
        #expect(Set(table.clients.map(\.address)) == [.loopbackV4, .loopbackV6])
    }

    @Test func `who is heard at two workers is told once`() {
        let (one, other) = (ClientTable(capacity: 64), ClientTable(capacity: 64))
        for second in 0..<60 { one.note(polite, version: 4, refusal: nil, at: Self.at(Double(second))) }
        for second in 0..<30 { other.note(polite, version: 4, refusal: .denied, at: Self.at(Double(second) * 2)) }
        other.note(.loopbackV6, version: 4, refusal: nil, at: Self.at(100))
        let joined = NTPClientFacts.joined([one.clients, other.clients])
        #expect(joined.map(\.address) == [.loopbackV6, polite])
        #expect((joined[1].answered, joined[1].refused) == (60, 30))
        #expect(joined[1].lastRefusal == .denied)
        #expect(abs((joined[1].perMinute ?? 0) - 90) < 2)
    }

    @Test func `counts do not overflow into the reason`() {
        var refused = Refused(raw: 0xFFFF_FFFF_FFFF)
        refused = refused.noting(.denied, version: 7, .plain)
        #expect((refused.count, refused.last, refused.version) == (0xFFFF_FFFF_FFFF, .denied, 7))
        #expect(refused.noting(nil, version: 0, .plain).version == 7)
    }

    @Test func `it is read while it is written`() async {
        let table = ClientTable(capacity: 64)
        let writer = Task.detached {
            for number in 1...200_000 as ClosedRange<UInt64> {
                // Both halves of an address and both times belong together.
                let address = IPAddress(number: UInt128(number % 50 + 1) << 64 | UInt128(number % 50 + 1))
                table.note(
                    address, version: 4, refusal: nil, at: MonotonicInstant(sinceEpoch: .nanoseconds(Int64(number))))
            }
        }
        let reader = Task.detached {
            var torn = 0
            for _ in 0..<500 {
                for facts in table.clients {
                    let (high, low) = (facts.address.number >> 64, facts.address.number & UInt128(UInt64.max))
                    if high != low || facts.first > facts.last { torn += 1 }
                }
            }
            return torn
        }
        #expect(await reader.value == 0)
        await writer.value
    }

    @Test(arguments: [nil] + KeyAlgorithm.allCases.map(Optional.some), [false, true])
    func `how a client was answered is kept while it is refused`(_ algorithm: KeyAlgorithm?, interleaved: Bool) throws {
        let table = ClientTable(capacity: 64)
        let manner = ReplyManner(key: algorithm, isInterleaved: interleaved)
        table.note(.loopbackV4, version: 7, refusal: nil, manner: manner, at: Self.at(1))
        table.note(.loopbackV4, version: 0, refusal: .unknownField, at: Self.at(2))
        let client = try #require(table.clients.first)
        #expect(client.manner == manner && client.manner.proofName == algorithm?.name ?? "none")
        #expect(client.version == 7 && client.refused == 1 && client.lastRefusal == .unknownField)
    }

    @Test func `a client by Network Time Security is told from all others`() throws {
        let table = ClientTable(capacity: 64)
        table.note(.loopbackV4, version: 4, refusal: nil, manner: .nts(isInterleaved: true), at: Self.at(1))
        let manner = try #require(table.clients.first).manner
        #expect(manner.proofName == "NTS" && manner.isInterleaved && manner == .nts(isInterleaved: true))
    }
}
