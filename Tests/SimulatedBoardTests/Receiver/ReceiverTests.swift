// SPDX-License-Identifier: Apache-2.0

import Board
import GNSS
import SimulatedBoard
import Testing
import TimeBase

struct ReceiverTests {
    private static let models = [
        ReceiverModel(.nmea, baud: 9600), ReceiverModel(.nmea, baud: 115_200), ReceiverModel(.ubx, baud: 9600),
        ReceiverModel(.ubx, baud: 460_800),
    ]

    private func events(_ model: ReceiverModel, until end: Double) -> [TimingEvent] {
        SimulatedBoard(scene { $0.receiver = model }).events(until: end)
    }

    @Test("Once it has a fix, what is decoded is the truth, every second", arguments: 0..<4)
    func statesTruth(index: Int) throws {
        let epochs = events(Self.models[index], until: 100).epochs.filter {
            $0.arrival > instant(20) && $0.arrival < instant(99)
        }
        #expect((78...80).contains(epochs.count))
        for epoch in epochs {
            let truth = (someStart + epoch.arrival.sinceEpoch).sinceEpoch.wholeSeconds
            let said = try presentUTC.tai(#require(epoch.time?.utc))
            #expect(epoch.hasValidTime && epoch.fix == .threeD)
            #expect(said.sinceEpoch == .seconds(truth))
            #expect(epoch.sky.count >= 8 && epoch.sky.usedCount >= 4)
        }
    }

    @Test("Before its fix it states a time, and does not vouch for it", arguments: [ReceiverModel.Language.nmea, .ubx])
    func coldStart(language: ReceiverModel.Language) {
        let epochs = events(ReceiverModel(language), until: 20).epochs
        let early = epochs.filter { $0.arrival < instant(11) }
        #expect(early.count >= 10 && early.allSatisfy { !$0.hasValidTime && $0.fix == .none })
        #expect(epochs.contains { $0.fix == .twoD } && epochs.last?.fix == .threeD)
    }

    @Test("Bytes come no faster than the line carries them, and no second is left out", arguments: 0..<4)
    func keepsBaud(index: Int) {
        let model = Self.models[index]
        var free = instant(0)
        for event in events(model, until: 60) {
            guard case .bytes(let chunk) = event.kind else { continue }
            #expect(event.at >= free)
            free = event.at + .realSeconds(Double(chunk.count) * 10 / Double(model.baud) - 1e-12)
        }
    }

    @Test func `The first byte about a second comes after it by the latency`() {
        var model = ReceiverModel(.ubx)
        model.latency = .milliseconds(120)
        model.latencyJitter = .milliseconds(5)
        let delays = events(model, until: 300).epochs.map { epoch in
            (someStart + epoch.arrival.sinceEpoch).sinceEpoch.fractionOfSecond.realSeconds
        }
        let mean = delays.reduce(0, +) / Double(delays.count)
        #expect(abs(mean - 0.12) < 0.01)
        #expect(delays.allSatisfy { $0 > 0.09 && $0 < 0.16 })
    }

    @Test("Nothing that it sends is refused", arguments: [ReceiverModel.Language.nmea, .ubx])
    func isWellFormed(language: ReceiverModel.Language) {
        var decoder = ReceiverDecoder()
        for event in events(ReceiverModel(language), until: 300) {
            guard case .bytes(let chunk) = event.kind else { continue }
            chunk.withBytes { decoder.decode($0, at: event.at) { _ in } }
        }
        #expect(decoder.nmeaCounters.malformed == 0 && decoder.nmeaCounters.unknown == 0)
        #expect(decoder.ubxCounters.wrongLength == 0 && decoder.ubxCounters.malformed == 0)
        #expect(decoder.nmeaCounters.read + decoder.ubxCounters.decoded > 1000)
    }

    @Test func `Until it has read the leap seconds it counts with its firmware's, and says so`() {
        var model = ReceiverModel(.ubx)
        model.leapSecondsAfter = .seconds(30)
        model.firmwareLeapError = -2
        let epochs = events(model, until: 80).epochs
        let early = epochs.filter { $0.arrival > instant(20) && $0.arrival < instant(40) }
        #expect(early.allSatisfy { $0.leap?.isVouched == false && $0.leap?.gpsMinusUTC == 16 })
        #expect(epochs.last?.leap?.isVouched == true && epochs.last?.leap?.gpsMinusUTC == 18)
    }

    @Test func `A line too slow for its receiver loses seconds, not their order`() {
        var model = ReceiverModel(.nmea, baud: 4800)
        model.constellations = [.gps, .galileo, .beidou, .glonass]
        let stated = events(model, until: 60).epochs.compactMap { $0.time?.utc }.dropFirst(12)
        for (earlier, later) in zip(stated, stated.dropFirst()) { #expect(earlier < later) }
    }

    @Test func `Satellites move, and are heard the better the higher they stand`() throws {
        let epochs = events(ReceiverModel(.ubx), until: 1800).epochs
        let (first, last) = try (#require(epochs.first { $0.arrival > instant(60) }), #require(epochs.last))
        let moved = (0..<first.sky.count).count { index in
            guard let later = last.sky.index(of: first.sky[index]) else { return true }
            return last.sky[later].azimuth != first.sky[index].azimuth
        }
        #expect(moved * 2 > first.sky.count)
        let all = (0..<last.sky.count).map { last.sky[$0] }
        #expect(all.filter { ($0.elevation ?? 0) > 60 }.allSatisfy { ($0.cn0 ?? 0) >= 43 })
        #expect(all.filter { ($0.elevation ?? 90) < 6 }.allSatisfy { ($0.cn0 ?? 99) <= 32 })
    }
}
