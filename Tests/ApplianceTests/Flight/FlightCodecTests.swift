// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import Appliance

@Suite struct `A flight recording` {
    static let at = MonotonicInstant(sinceEpoch: Duration(attoseconds: 12_345_678_901_234_567_890_123))
    static let edge = PulseEdge(
        reading: ClockReading(
            era: 0xDEAD_BEEF, shown: TAIInstant(sinceEpoch: Duration(attoseconds: -987_654_321_098_765_432_109))),
        uncertainty: .picoseconds(77))
    static let comparison = ClockComparison(
        follower: 1, era: 3, offset: .picoseconds(-1_234_567), uncertainty: .nanoseconds(350))
    static let events: [TimingEvent] = [
        TimingEvent(at: at, .tick),
        TimingEvent(at: at, .receiverOpened),
        TimingEvent(at: at, .receiverLost(.busy)),
        TimingEvent(at: at, .bytes(ByteChunk([0x24, 0x00, 0xFF]))),
        TimingEvent(at: at, .bytes(ByteChunk(repeatElement(7, count: 128)))),
        TimingEvent(at: at, .pulse(edge)),
        TimingEvent(at: at, .command(.reacquire)),
        TimingEvent(at: at, .clockStepped(ClockStep(era: 9, change: .milliseconds(-1500)))),
        TimingEvent(at: at, .compared(comparison)),
        TimingEvent(at: at, .temperature(-12.0625)),
        TimingEvent(at: at, .upstream(upstream)),
        TimingEvent(at: at, .upstream(UpstreamReading(reading: edge.reading, word: nil))),
    ]
    static let upstream = UpstreamReading(
        reading: edge.reading,
        word: UpstreamReading.Word(
            offset: .picoseconds(-77_777), bound: ErrorBound(base: .nanoseconds(5), growth: 3e-5, wander: 1e-9),
            deviation: .nanoseconds(3), isFresh: false,
            server: UpstreamServer(stratum: 3, referenceID: 0xC000_0201, rootDelay: .microseconds(250))),
        dispute: .receiverGoes, distance: .seconds(-1))

    /// Events compare by what is written of them: the types hold nothing else.
    private func octets(_ events: [TimingEvent]) -> [UInt8] {
        var output: [UInt8] = []
        for event in events { FlightCodec.encode(.event(event), into: &output) }
        return output
    }

    @Test func `gives back every event as it was heard`() throws {
        let written = octets(Self.events)
        var offset = 0
        var read: [TimingEvent] = []
        while case .event(let event)? = try FlightCodec.decode(written, at: &offset) { read.append(event) }
        #expect(read.count == Self.events.count)
        #expect(octets(read) == written)
        guard case .pulse(let edge) = read[5].kind else { throw FlightFault(offset: 5, reason: "not a pulse") }
        #expect(edge.reading == Self.edge.reading)
        #expect(edge.uncertainty == Self.edge.uncertainty)
        #expect(read[5].at == Self.at)
    }

    @Test func `writes literal octets`() {
        let event = TimingEvent(at: MonotonicInstant(sinceEpoch: Duration(attoseconds: 0x0102)), .receiverLost(.busy))
        #expect(octets([event]) == [2, 2, 1] + [UInt8](repeating: 0, count: 14) + [2])
    }

    @Test func `says where it was cut off`() {
        let written = octets(Self.events)
        for length in 1..<written.count {
            let cut = Array(written.prefix(length))
            var offset = 0
            do {
                while try FlightCodec.decode(cut, at: &offset) != nil {}
                #expect(offset == length)
            } catch {
                #expect(error.offset <= length)
                #expect(error.reason == "it ends within an entry")
            }
        }
    }

    @Test func `keeps a temperature as it was read, and refuses one that cannot be`() throws {
        var offset = 0
        let entry = try FlightCodec.decode(octets([TimingEvent(at: Self.at, .temperature(41.3125))]), at: &offset)
        guard case .event(let event)? = entry, case .temperature(let celsius) = event.kind else {
            throw FlightFault(offset: 0, reason: "not a temperature")
        }
        #expect(celsius == 41.3125)
        for wrong in [Double.nan, -300, .infinity] {
            let written = octets([TimingEvent(at: Self.at, .temperature(wrong))])
            offset = 0
            #expect(throws: FlightFault.self) { try FlightCodec.decode(written, at: &offset) }
        }
    }

    @Test(arguments: [
        [9], [2] + [UInt8](repeating: 0, count: 16) + [99], [3] + [UInt8](repeating: 0, count: 16) + [200],
    ])
    func `refuses what is no event`(_ octets: [UInt8]) {
        var offset = 0
        #expect(throws: FlightFault.self) { try FlightCodec.decode(octets, at: &offset) }
    }
}
