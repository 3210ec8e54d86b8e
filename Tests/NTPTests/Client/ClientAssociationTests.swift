// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct ClientAssociationTests {
    @Test func `a request tells nothing but version, mode, poll and a number`() throws {
        var exchanges = Exchanges()
        exchanges.ask()
        let request = exchanges.lastRequest
        #expect(Array(request[..<4]) == [0x23, 0, 6, 0])
        #expect(request[4..<40].allSatisfy { $0 == 0 })
        let first = Array(request[40...])
        exchanges.ask()
        #expect(first != Array(exchanges.lastRequest[40...]))
    }

    /// RFC 5905, 8: θ = ½[(T2 − T1) + (T3 − T4)], δ = (T4 − T1) − (T3 − T2); here the offset has the other sign.
    @Test func `offset and delay are of the four timestamps`() throws {
        var exchanges = Exchanges()
        exchanges.clock = .milliseconds(-250)
        exchanges.server.error = .milliseconds(3)
        (exchanges.server.outward, exchanges.server.back) = (.milliseconds(2), .milliseconds(6))
        let sample = try #require(exchanges.poll()?.sample)
        // 253 ms behind; the way back is 4 ms slower, which makes it seem 2 ms more ahead.
        #expect((sample.offset.realSeconds + 0.251).magnitude < 2e-9)
        #expect((sample.delay.realSeconds - 0.008).magnitude < 2e-9)
        // 2⁻²⁴ s of precision, and 15 ppm of 8.02 ms.
        #expect((sample.dispersion.realSeconds - 5.96e-8 - 1.203e-7).magnitude < 1e-10)
    }

    @Test func `another date is an offset like any other, across the eras`() throws {
        var exchanges = Exchanges()
        exchanges.clock = .seconds(619_315_200)
        #expect(try #require(exchanges.poll()?.sample).offset.roundedToSecond == .seconds(619_315_200))
    }

    @Test func `each reply is taken once, and none that was not asked for`() {
        var exchanges = Exchanges()
        let early = exchanges.server.answer(Request.chronyd, sent: start)
        #expect(exchanges.hear(early.octets, at: early.at).refusal == .unasked)
        exchanges.ask()
        let reply = exchanges.server.answer(exchanges.lastRequest, sent: start)
        var other = reply.octets
        other[31] ^= 1
        #expect(exchanges.hear(other, at: reply.at).refusal == .origin)
        #expect(exchanges.hear(reply.octets, at: reply.at).sample != nil)
        #expect(exchanges.hear(reply.octets, at: reply.at).refusal == .duplicate)
        exchanges.ask()
        #expect(exchanges.hear(reply.octets, at: reply.at).refusal == .origin)
        #expect(exchanges.association.refusals[.origin] == 2 && exchanges.association.samples == 1)
    }

    private static let bad: [(ReplyRefusal, @Sendable (inout NTPHeader) -> Void)] = [
        (.mode, { $0.mode = .client }), (.mode, { $0.mode = .symmetricPassive }), (.version, { $0.version = 5 }),
        (.version, { $0.version = 0 }), (.unsynchronised, { $0.leap = .unknown }),
        (.unsynchronised, { $0.stratum = 16 }), (.unsynchronised, { $0.stratum = 200 }),
        (.unknownKiss, { ($0.stratum, $0.referenceID) = (0, 0x5858_5858) }),
        (.unsynchronised, { ($0.stratum, $0.leap, $0.referenceID) = (0, .unknown, 0x494E_4954) }),
        (.header, { $0.transmit = .unset }), (.header, { $0.receive = .unset }),
        (.header, { $0.transmit = $0.receive.plus(.nanoseconds(-5)) }),
        (.header, { $0.reference = $0.transmit.plus(.seconds(60)) }),
        (.rootDistance, { $0.rootDispersion = NTPShort(raw: 16 << 16) }),
        (.rootDistance, { $0.rootDelay = NTPShort(raw: 33 << 16) }),
        (.loop, { ($0.stratum, $0.referenceID) = (2, 0x0A00_0001) }),
        (.negativeDelay, { $0.transmit = $0.receive.plus(.milliseconds(1)) }),
        (.longServing, { ($0.receive, $0.transmit) = ($0.receive.plus(.seconds(-5)), $0.transmit) }),
    ]

    @Test(arguments: bad.indices)
    func `a reply that cannot be relied on is refused by name`(index: Int) throws {
        let (reason, change) = Self.bad[index]
        var exchanges = Exchanges()
        exchanges.ask()
        let reply = exchanges.server.answer(exchanges.lastRequest, sent: start)
        var said = try #require(header(reply.octets))
        change(&said)
        let octets = written(said)
        let outcome = exchanges.association.hear(
            octets.span, count: 48, arrived: exchanges.stamp(reply.at), own: [0x0A00_0001])
        #expect(outcome.refusal == reason)
        #expect(exchanges.association.standing(at: reply.at) == nil && exchanges.association.reach == 0)
    }

    @Test func `what came too late, or over a step of our clock, or of an unknown moment is no sample`() {
        var exchanges = Exchanges()
        exchanges.server.outward = .seconds(4)
        #expect(exchanges.poll()?.refusal == .longDelay)
        exchanges.server.outward = .zero
        exchanges.ask()
        let reply = exchanges.server.answer(exchanges.lastRequest, sent: exchanges.now)
        exchanges.era = 1
        #expect(exchanges.hear(reply.octets, at: reply.at).refusal == .stepped)
        var bytes = [UInt8](repeating: 0, count: 48)
        var span = bytes.mutableSpan
        exchanges.association.request(into: &span, at: exchanges.now, using: &exchanges.random)
        let second = exchanges.server.answer(bytes, sent: exchanges.now)
        #expect(exchanges.hear(second.octets, at: second.at).refusal == .unstamped)
    }

    @Test func `the kernel's word of when a request left takes the place of ours`() throws {
        var exchanges = Exchanges()
        exchanges.ask()
        let left = exchanges.now + .microseconds(70)
        exchanges.association.sent(exchanges.stamp(left))
        let reply = exchanges.server.answer(exchanges.lastRequest, sent: left)
        let sample = try #require(exchanges.hear(reply.octets, at: reply.at).sample)
        #expect(sample.offset.magnitude < .nanoseconds(2))
        #expect((sample.delay - .microseconds(200)).magnitude < .nanoseconds(2))
    }

    @Test(arguments: [("44454E59", KissCode.deny), ("52535452", .restrict)])
    func `a server that forbids it is not asked again`(letters: String, code: KissCode) {
        var exchanges = Exchanges()
        exchanges.poll()
        (exchanges.server.stratum, exchanges.server.leap) = (0, .unknown)
        exchanges.server.referenceID = UInt32(letters, radix: 16) ?? 0
        #expect(exchanges.poll()?.kiss == code)
        #expect(exchanges.association.next == nil && exchanges.association.endedBy == code)
        #expect(exchanges.association.unfitness(at: exchanges.now) == .forbidden)
        exchanges.association.restart(at: exchanges.now)
        #expect(exchanges.association.isDue(at: exchanges.now))
    }

    @Test func `a forged kiss does nothing`() throws {
        var exchanges = Exchanges()
        exchanges.ask()
        let reply = exchanges.server.answer(exchanges.lastRequest, sent: start)
        var forged = try #require(header(reply.octets))
        (forged.stratum, forged.referenceID, forged.origin) = (0, 0x4445_4E59, NTPTimestamp(raw: 1))
        #expect(exchanges.hear(written(forged), at: reply.at).refusal == .origin)
        #expect(exchanges.association.next != nil)
        #expect(exchanges.hear(reply.octets, at: reply.at).sample != nil)
    }

    @Test func `where keys are needed, nothing else counts, and a forged reply does not keep the true one out`() {
        var exchanges = Exchanges(ClientSettings(needsAuthentication: true))
        exchanges.ask()
        let reply = exchanges.server.answer(exchanges.lastRequest, sent: start)
        #expect(exchanges.hear(reply.octets, at: reply.at).refusal == .unauthentic)
        var kiss = reply.octets
        (kiss[0], kiss[1]) = (0xE4, 0)
        kiss.replaceSubrange(12..<16, with: Array("NTSN".utf8))
        #expect(exchanges.hear(kiss, at: reply.at).kiss == .ntsNegative)
        kiss.replaceSubrange(12..<16, with: Array("DENY".utf8))
        #expect(exchanges.hear(kiss, at: reply.at).refusal == .unauthentic)
        let arrived = exchanges.stamp(reply.at)
        let invalid = exchanges.association.hear(
            reply.octets.span, count: 48, arrived: arrived, authentication: .invalid)
        #expect(invalid.refusal == .unauthentic)
        let valid = exchanges.association.hear(reply.octets.span, count: 48, arrived: arrived, authentication: .valid)
        #expect(valid.sample != nil)
    }
}
