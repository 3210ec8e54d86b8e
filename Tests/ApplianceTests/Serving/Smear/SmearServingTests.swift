// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import Logging
import NTP
import Testing
import TimeBase

@testable import Appliance

@Suite struct `True and smeared time from one process` {
    /// 2016-12-31 had a 23:59:60; here the clock shows two hours before the end of that, or after.
    private static let leap = UTCRelation.Leap(at: TAIInstant(sinceEpoch: .seconds(1_483_228_800 + 37)), change: 1)
    private let log = Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }
    private let began = HostClock.now

    /// Locked, `seconds` after the leap second.
    private func time(_ seconds: Int) -> ServedTime {
        let hasPassed = seconds >= 0
        let state = TimeState(
            phase: .locked, since: began, asOf: began, reason: .justStarted,
            errorBound: ErrorBound(base: .microseconds(1)), reference: .gps,
            lastUpdate: Self.leap.at + .seconds(seconds),
            utc: UTCRelation(taiMinusUTC: hasPassed ? 37 : 36, next: hasPassed ? nil : Self.leap))
        let reading = ClockReading(era: 0, shown: Self.leap.at + .seconds(seconds))
        return ServedTime(
            state: state, clock: ClockMapping(anchor: began, atAnchor: reading, rate: 0),
            lastLeap: hasPassed ? Self.leap : nil)
    }

    private func replies(_ time: ServedTime, smear: LeapSmear?) -> [NTPHeader] {
        let wire = FakeSocket.Wire()
        wire.now = began
        let worker = NTPWorker(socket: FakeSocket(wire), time: Published(time), smear: smear)
        wire.ask([0x23] + [UInt8](repeating: 0, count: 47), at: began, from: IPEndpoint(.loopbackV4, port: 5))
        worker.serve()
        return wire.sent.compactMap { NTPHeader($0.bytes.span) }
    }

    @Test(arguments: [-7200, -1, 0, 7200, 43_199])
    func `differ by what has been spread, and only the true one announces`(seconds: Int) throws {
        let time = time(seconds)
        let smear = LeapSmear(.linear)
        let (plain, smeared) = (
            try #require(replies(time, smear: nil).first), try #require(replies(time, smear: smear).first)
        )
        // Spread over 86,401 s, of which 43,201 are before the leap second's end.
        let spread = Double(43_201 + seconds) / 86_401
        let expected = seconds < 0 ? -spread : 1 - spread
        let apart = Double(Int64(bitPattern: smeared.transmit.raw &- plain.transmit.raw)) / 4_294_967_296
        // In the leap second itself, plain NTP time has been set back already.
        #expect(abs(apart - expected - (seconds == -1 ? 1 : 0)) < 2e-9)
        #expect(plain.leap == (seconds < 0 ? .insert : .none) && smeared.leap == .none)
        #expect(plain.referenceID == 0x4750_5300 && smeared.referenceID >> 24 == 254)
        #expect(plain.stratum == 1 && smeared.stratum == 1)
    }

    @Test func `are the same outside the smear`() throws {
        for seconds in [-43_202, 43_201, 1_000_000] {
            let time = time(seconds)
            var smeared = try #require(replies(time, smear: LeapSmear(.cosine)).first)
            let plain = try #require(replies(time, smear: nil).first)
            smeared.leap = plain.leap
            #expect(smeared == plain)
        }
    }

    @Test func `are told at their addresses, and an address can change from one to the other`() throws {
        let published = Published(time(-7200))
        let addresses = try (0..<2).map { _ in
            let server = try NTPServer(listeningOn: .loopback(port: 0), time: published)
            defer { server.stop() }
            return server.local
        }
        var settings = Settings(defaultsFor: .simulated)
        (settings.ntp.listen, settings.ntp.smear.listen) = ([addresses[0]], [addresses[1]])
        let serving = NTPServing(settings, log: log)
        defer { serving.stop() }
        for isTurned in [false, true] {
            if isTurned { (settings.ntp.listen, settings.ntp.smear.listen) = ([addresses[1]], [addresses[0]]) }
            serving.apply(settings)
            let (plain, smeared) = isTurned ? (addresses[1], addresses[0]) : (addresses[0], addresses[1])
            for _ in 0..<3000 where serving.facts.smearing != [smeared] || serving.facts.listening.count != 2 {
                serving.keepUp(published)
                HostThread.sleep(for: .milliseconds(20))
            }
            #expect(Set(serving.facts.listening) == [plain, smeared] && serving.facts.smearing == [smeared])
            #expect(try UDPClient(to: plain).ask(transmit: 1)?.leap != LeapIndicator.none)
            #expect(try UDPClient(to: smeared).ask(transmit: 1)?.leap == LeapIndicator.none)
        }
    }
}

@Suite struct `What is told of a smear` {
    private static let leap = UTCRelation.Leap(at: TAIInstant(sinceEpoch: .seconds(1_483_228_800 + 37)), change: 1)

    private func report(_ seconds: Int, knowing next: UTCRelation.Leap?, last: UTCRelation.Leap?) -> StatusReport.Smear
    {
        let now = MonotonicInstant(sinceEpoch: .seconds(9))
        let state = TimeState(
            phase: .locked, since: now, asOf: now, reason: .justStarted,
            utc: UTCRelation(taiMinusUTC: last == nil ? 36 : 37, next: next))
        let reading = ClockReading(era: 0, shown: Self.leap.at + .seconds(seconds))
        let time = ServedTime(
            state: state, clock: ClockMapping(anchor: now, atAnchor: reading, rate: 0), lastLeap: last)
        return StatusReport.Smear(SmearFacts(LeapSmear(.linear), time, at: now), at: [.loopback(port: 5)])
    }

    @Test func `is how far from UTC it is, and until when`() {
        let before = report(-21_601, knowing: Self.leap, last: nil)
        #expect(before.underWay && abs(before.offsetNs + 250e6) < 5e6)
        #expect(before.begins == "2016-12-31T12:00:00.000Z" && before.ends == "2017-01-01T12:00:00.000Z")
        #expect(
            before.phrase.hasPrefix("on 127.0.0.1:5, linear over 24 h: 250")
                && before.phrase.hasSuffix(" ms behind UTC, until 2017-01-01T12:00:00.000Z"), "\(before.phrase)")
        let after = report(21_600, knowing: nil, last: Self.leap)
        #expect(after.underWay && abs(after.offsetNs - 250e6) < 5e6 && after.ends == before.ends)
        #expect(after.phrase.contains("ahead of UTC"))
    }

    @Test func `is nothing where no leap second is near`() {
        let (far, none) = (
            report(-86_400, knowing: Self.leap, last: nil), report(86_400, knowing: nil, last: Self.leap)
        )
        #expect(!far.underWay && far.offsetNs == 0 && far.begins == "2016-12-31T12:00:00.000Z")
        #expect(far.phrase.hasSuffix("as UTC now; the next from 2016-12-31T12:00:00.000Z"))
        #expect(!none.underWay && none.offsetNs == 0 && none.begins == nil && none.phrase.hasSuffix("as UTC now"))
    }
}

@Suite struct `What was before a leap second` {
    @Test(arguments: [Int8(1), -1]) func `is told by the UTC of then`(_ change: Int8) throws {
        let midnight = try #require(UTCInstant(iso8601: "2017-01-01T00:00:00Z"))
        let count = 36 + Int32(change)
        let leap = UTCRelation.Leap(
            at: TAIInstant(sinceEpoch: UnixTimestamp(midnight).sinceEpoch + .seconds(Int64(count))), change: change)
        let now = MonotonicInstant(sinceEpoch: .seconds(1000))
        let state = TimeState(
            phase: .locked, since: now - .seconds(400), asOf: now, reason: .justStarted,
            utc: UTCRelation(taiMinusUTC: count))
        let reading = ClockReading(era: 0, shown: leap.at + .seconds(100))
        var snapshot = ApplianceSnapshot(
            now: now, started: now - .seconds(900), state: state, conditions: [],
            clock: ClockMapping(anchor: now, atAnchor: reading, rate: 0), receiver: ReceiverFacts(device: "simulated"),
            pulse: PulseFacts(source: nil), ntp: NTPFacts())
        snapshot.lastLeap = leap
        #expect(StatusReport(snapshot).since == (change > 0 ? "2016-12-31T23:55:01.000Z" : "2016-12-31T23:54:59.000Z"))
        #expect(StatusReport(snapshot).time.utc == "2017-01-01T00:01:40.000Z")
    }
}
