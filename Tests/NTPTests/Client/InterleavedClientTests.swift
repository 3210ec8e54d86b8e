// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct InterleavedClientTests {
    private func exchanges(interleaving: Bool = true) -> Exchanges {
        var exchanges = Exchanges(ClientSettings(isInterleaved: true))
        exchanges.server.isInterleaving = interleaving
        // The server's stamp is of 60 µs before the reply is at the wire.
        exchanges.server.stampedEarly = .microseconds(60)
        exchanges.server.serving = .microseconds(100)
        return exchanges
    }

    @Test func `the fields are those of RFC 9769's figure 1, with random numbers for our own times`() throws {
        var exchanges = exchanges()
        exchanges.ask()
        let first = try #require(header(exchanges.lastRequest))
        #expect(first.origin == .unset && first.receive == .unset)
        let reply = exchanges.server.answer(exchanges.lastRequest, sent: exchanges.now)
        _ = exchanges.hear(reply.octets, at: reply.at)
        let said = try #require(header(reply.octets))
        exchanges.now += .seconds(2)
        exchanges.ask()
        let second = try #require(header(exchanges.lastRequest))
        #expect(second.origin == said.receive)
        #expect(second.receive != .unset && second.receive != second.transmit)
        // Nothing in it is near any time of ours.
        #expect((second.receive - SimulatedServer.truth(start)).magnitude > .seconds(1000))
    }

    @Test func `the sample is of the exchange before, with the transmit timestamp of the wire`() throws {
        var exchanges = exchanges()
        let first = try #require(exchanges.poll()?.sample)
        #expect(!first.isInterleaved && (first.offset.realSeconds - 30e-6).magnitude < 2e-9)
        exchanges.server.outward = .microseconds(900)
        let second = try #require(exchanges.poll()?.sample)
        #expect(second.isInterleaved && second.at == first.at)
        #expect(second.offset.magnitude < .nanoseconds(2))
        #expect((second.delay - .microseconds(200)).magnitude < .nanoseconds(2))
        // It took the first one's place.
        let standing = try #require(exchanges.association.standing(at: exchanges.now))
        #expect(standing.offset.magnitude < .microseconds(1) && standing.newest == first.at)
        exchanges.server.outward = .microseconds(100)
        let third = try #require(exchanges.poll()?.sample)
        #expect(third.at > second.at && (third.offset.realSeconds + 400e-6).magnitude < 2e-9)
    }

    @Test func `a server that does not know the mode is asked in it, and answers in the other`() throws {
        var exchanges = exchanges(interleaving: false)
        for _ in 0..<5 {
            let sample = try #require(exchanges.poll()?.sample)
            #expect(!sample.isInterleaved && (sample.offset.realSeconds - 30e-6).magnitude < 2e-9)
        }
    }

    @Test func `after four requests without a reply the mode begins anew`() throws {
        var exchanges = exchanges()
        for _ in 0..<9 { exchanges.poll() }
        exchanges.isConnected = false
        for _ in 0..<4 {
            exchanges.poll()
            #expect(try #require(header(exchanges.lastRequest)).origin != .unset)
        }
        exchanges.poll()
        #expect(try #require(header(exchanges.lastRequest)).origin == .unset)
    }

    @Test func `a clock that was moved between two replies does not spoil the sample`() throws {
        var exchanges = exchanges()
        exchanges.poll()
        exchanges.clock += .milliseconds(5)
        exchanges.association.clockMoved(by: .milliseconds(5))
        let sample = try #require(exchanges.poll()?.sample)
        #expect((sample.offset.realSeconds - 5e-3).magnitude < 2e-9)
        #expect((sample.delay - .microseconds(200)).magnitude < .nanoseconds(2))
        exchanges.era = 1
        exchanges.now += .seconds(2)
        // The exchange was of the clock before its step, the reply is of the one after it.
        #expect(exchanges.poll()?.sample?.isInterleaved == true)
        #expect(exchanges.poll()?.sample != nil)
    }
}
