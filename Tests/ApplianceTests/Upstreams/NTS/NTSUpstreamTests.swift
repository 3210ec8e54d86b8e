// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

/// Servers with NTS among the sources, with the real arithmetic, in time that is told.
struct NTSUpstreamTests {
    private struct World {
        var desk: UpstreamDesk<UpstreamWorld.Chance>
        let server: NTSAnswerer
        var now = MonotonicInstant(sinceEpoch: .seconds(100))
        var addresses = ["keys.test": ["192.0.2.1", "192.0.2.2"], "time.test": ["198.51.100.7"]]
        /// Errands that were sent.
        var errands: [KEErrand] = []

        init(_ more: String = "") throws {
            let yaml = "sources: [{server: keys.test, nts: true, minpoll: 0, maxpoll: 0\(more)}]"
            let settings = try Settings(reading: Array(yaml.utf8), file: "test")
            server = try NTSAnswerer(master: 5)
            desk = UpstreamDesk(
                settings.sources, policy: .gnssWins, served: Self.served, at: now,
                random: UpstreamWorld.Chance(state: 4))
            let box: CryptoBox = try #require(CryptoBox())
            desk.cipher = box
            look()
        }

        static var served: ServedTime {
            let start = MonotonicInstant(sinceEpoch: .zero)
            let shown = ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .seconds(1_700_000_000)))
            return ServedTime(
                state: TimeState(
                    phase: .starting, since: start, asOf: start, reason: .justStarted,
                    utc: UTCRelation(taiMinusUTC: 37)),
                clock: ClockMapping(anchor: start, atAnchor: shown, rate: 0))
        }

        var nts: NTSAssociation? { desk.upstreams[0].nts }
        var facts: UpstreamFacts { desk.facts(at: now)[0] }
        var samples: UInt64 { desk.upstreams[0].association.samples }

        mutating func look() {
            let addresses = addresses
            func found(_ name: String) -> [IPAddress] {
                IPAddress(name).map { [$0] } ?? (addresses[name] ?? []).compactMap { IPAddress($0) }
            }
            desk.settle(at: now, found)
            desk.followKeys(at: now, found)
        }

        /// So many seconds pass in which nobody is asked for the time.
        mutating func wait(_ seconds: Int, knowsTime: Bool = false) {
            for _ in 0..<seconds {
                now += .seconds(1)
                desk.follow(Self.served, at: now)
                errands += desk.errands(at: now, .init(seconds: 1_900_000_000, isKnown: knowsTime))
                look()
            }
        }

        mutating func bring(_ result: Result<KEYield, KEFailure>) throws {
            desk.take(KEReturn(errand: try #require(errands.last), result: result), at: now)
            look()
        }

        /// One poll; `reply` may change what comes back.
        mutating func poll(_ reply: ([UInt8]) -> [UInt8] = { $0 }) throws {
            wait(2)
            // In a burst the two seconds are counted from the reply.
            if !desk.upstreams[0].isDue(at: now) { wait(1) }
            guard desk.upstreams[0].isDue(at: now), let request = desk.request(0, at: now) else { return }
            desk.sent(0, at: now)
            server.shown = NTPTimestamp(World.served.state.utc.utc(TAIInstant(sinceEpoch: .seconds(1_700_000_100))))
            let answer = reply(try server.answer(request))
            desk.hear(answer, count: answer.count, from: 0, at: now + .milliseconds(1))
        }
    }

    @Test func `keys are asked for, and then the time, where the server of keys says`() throws {
        var world = try World()
        #expect(world.facts.sentence == "Keys for NTS are being asked for at 192.0.2.1:4460.")
        try world.poll()
        #expect(world.errands.count == 1 && world.desk.upstreams[0].endpoint == nil && world.samples == 0)
        let errand = try #require(world.errands.first)
        #expect((errand.host, errand.endpoint.port, errand.authority) == ("keys.test", 4460, nil))
        try world.bring(.success(world.server.yield(("time.test", 1123))))
        #expect(world.desk.upstreams[0].endpoint?.description == "198.51.100.7:1123")
        #expect(world.desk.toldNames == ["time.test"])
        for _ in 0..<3 { try world.poll() }
        #expect(world.samples == 3)
        #expect(world.facts.isAuthenticated)
        #expect(world.facts.nts?.cookies == 8)
        #expect(world.facts.sentence.contains("NTS: 8 cookies left, keys 7 s old."))
        #expect(world.errands.count == 1)
    }

    @Test func `where nothing is said, the time is where the keys are`() throws {
        var world = try World(", port: 1234")
        world.wait(1)
        try world.bring(.success(world.server.yield()))
        #expect(world.desk.upstreams[0].endpoint?.description == "192.0.2.1:1234")
    }

    @Test func `a reply that is not authentic never counts`() throws {
        var world = try World()
        world.wait(1)
        try world.bring(.success(world.server.yield()))
        try world.poll { Array($0[..<48]) }
        try world.poll { reply in
            var reply = reply
            reply[40] ^= 1
            return reply
        }
        #expect(world.samples == 0 && !world.facts.isAuthenticated)
        #expect(world.desk.upstreams[0].association.refusals[.unauthentic] == 2)
        try world.poll()
        #expect(world.samples == 1)
    }

    @Test func `when a server has forgotten its keys, others are asked for`() throws {
        var world = try World()
        world.wait(1)
        try world.bring(.success(world.server.yield()))
        try world.poll()
        let stranger = try NTSAnswerer(master: 6)
        world.wait(20)
        let request = world.desk.request(0, at: world.now)
        let negative = try stranger.answer(try #require(request))
        world.desk.hear(negative, count: negative.count, from: 0, at: world.now)
        #expect(world.errands.count == 1)
        try world.poll()
        #expect(world.nts?.session == nil)
        world.wait(1)
        #expect(world.errands.count == 2 && world.facts.nts?.negatives == 1)
        try world.bring(.success(world.server.yield()))
        try world.poll()
        #expect(world.samples == 2)
    }

    @Test func `a server without keys is soon heard no more`() throws {
        var world = try World()
        world.addresses["keys.test"] = ["192.0.2.1"]
        world.wait(1)
        try world.bring(.success(world.server.yield()))
        try world.poll()
        #expect(world.facts.unfitness == nil)
        for _ in 0..<8 { try world.poll { _ in [] } }
        for _ in 0..<9 { try world.poll() }
        try world.bring(.failure(.silent))
        #expect(world.facts.unfitness == .unreachable)
        #expect(world.facts.sentence.contains("fresh ones could not be had: no answer came in time"))
    }

    @Test func `failing is told in words, and where there is no way another address is tried`() throws {
        var world = try World()
        world.wait(1)
        try world.bring(.failure(.certificate(.name)))
        #expect(
            world.facts.sentence
                == "There are no keys for NTS: the server's certificate is of another name, at 192.0.2.1:4460.")
        world.wait(10)
        #expect(world.errands.count == 2)
        try world.bring(.failure(.silent))
        #expect(world.desk.upstreams[0].keysAt?.description == "192.0.2.2:4460")
        // What comes from the old place is too late.
        let late = try world.server.yield()
        try world.bring(.success(late))
        #expect(world.nts?.session == nil)
    }

    @Test func `no date is looked at before the time is known, and then all are`() throws {
        var world = try World()
        world.wait(1)
        #expect(world.errands.last?.dating == TLSContext.Dating.none)
        try world.bring(.success(world.server.yield()))
        try world.poll()
        #expect(world.samples == 1)
        world.wait(12, knowsTime: true)
        #expect(world.errands.count == 2 && world.errands.last?.dating == .at(1_900_000_000))
        try world.bring(.failure(.certificate(.expired)))
        #expect(world.desk.upstreams[0].endpoint == nil && world.facts.unfitness == .unreachable)
        #expect(world.facts.sentence.contains("certificate has expired"))
    }

    @Test func `dates may be looked at always`() throws {
        var world = try World(", ntsDates: always")
        world.wait(1)
        #expect(world.errands.last?.dating == .at(1_900_000_000))
        try world.bring(.success(world.server.yield()))
        try world.poll()
        world.wait(100, knowsTime: true)
        #expect(world.errands.count == 1)
    }
}
