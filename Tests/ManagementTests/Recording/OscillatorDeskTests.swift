// SPDX-License-Identifier: Apache-2.0

import Appliance
import Foundation
import Operations
import Records
import StillAppliance
import Testing
import TimeKeeping

@testable import Management

/// 2026-11-21T12:00:00Z
private let noon: Int64 = 1_795_262_400_000

@Suite struct `What the oscillator's history teaches` {
    /// Samples each ten seconds: 15 ppm fast, faster by 24 ppb a day and by 3 ppb with each kelvin.
    private func withHistory(
        hours: Int64, _ body: (RecordStore) async throws -> Void
    ) async throws {
        let path = NSTemporaryDirectory() + "gnomon-oscillator-\(UUID().uuidString).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        var limits = RecordLimits()
        limits.waitingSamples = 1_000_000
        let store = RecordStore(path: path, limits: limits)
        for second in stride(from: Int64(0), to: hours * 3600, by: 2) {
            let day = Double(second) / 86_400
            let temperature = 40 + 5 * (day * 4).truncatingRemainder(dividingBy: 1)
            let noise = Double((second * 7919) % 101 - 50) / 100
            store.record(
                HistorySample(
                    utcMilliseconds: noon + second * 1000,
                    values: [.frequency: 15_000 + 24 * day + 3 * temperature + noise, .temperature: temperature]))
        }
        #expect(await store.flush())
        try await body(store)
        await store.close()
    }

    @Test func `is its drift and its coefficient, with their margins, and from what it was learned`() async throws {
        try await withHistory(hours: 26) { store in
            let desk = OscillatorDesk(records: store)
            let law = try await desk.learned(until: noon + 26 * 3_600_000)
            let report = OscillatorReport(law, now: .locked)
            let (drift, warmth) = (try #require(report.driftPpbPerDay), try #require(report.temperaturePpbPerKelvin))
            #expect((drift.value - 24).magnitude < 1 && drift.isLearned && drift.text.hasSuffix(" ppb"))
            #expect((warmth.value - 3).magnitude < 0.1 && warmth.isLearned)
            #expect(report.samples == 156 && report.spanHours == 26)
            #expect(report.text.hasPrefix("Learned from 26 h of history, in 156 means of ten minutes; "))
            #expect(report.frequencyPpb == 1500)
            #expect(OscillatorReport(law, now: .starting).frequencyPpb == nil)
            // It is known for some minutes.
            store.record(HistorySample(utcMilliseconds: noon, values: [.frequency: 1e6]))
            #expect(try await desk.learned(until: noon + 26 * 3_600_000) == law)
        }
    }

    @Test func `is not told before there is enough of it`() async throws {
        try await withHistory(hours: 3) { store in
            let law = try await OscillatorDesk(records: store).learned(until: noon + 3 * 3_600_000)
            #expect(law.driftText == "not learned yet: it takes 6 h of history, and there are 3.0 h")
            #expect(OscillatorReport(law, now: .locked).driftPpbPerDay?.isLearned == false)
        }
        let nothing = OscillatorReport(OscillatorLaw([], length: 600), now: .locked)
        #expect(nothing.driftPpbPerDay == nil && nothing.text == "There is too little history to learn from.")
    }

    @Test func `leaves out what was only expected during outages, and stretches that are not full`() async throws {
        try await withHistory(hours: 8) { store in
            var outage = OutageRecord(began: noon + 2 * 3_600_000, cause: "fixLost", end: .returned)
            outage.seconds = 3000
            store.keep(outage)
            let law = try await OscillatorDesk(records: store).learned(until: noon + 8 * 3_600_000)
            #expect(law.samples == 48 - 6 && law.span == 8 * 3600)
        }
    }

    @Test func `is told with its sign and the figures that it deserves`() {
        var law = OscillatorLaw([], length: 600)
        law.drift = .init(value: -1.204, margin: 0.3)
        #expect(law.driftText == "\u{2212}1.2 ppb a day, ± 0.3 ppb")
        law.drift = .init(value: 123.4, margin: 12.34, doubt: .tooUncertain)
        #expect(law.driftText == "not learned yet: so far it is +123 ppb a day, ± 12.3 ppb")
        (law.temperature, law.temperatureSpan) = (.init(value: 0, margin: .infinity, doubt: .tooSteady), 0.3)
        #expect(
            law.temperatureText == "not learned yet: the temperature has changed by 0.3 K only, and it takes 1 K")
    }
}

@Suite struct `What the discipline has learned of its oscillator` {
    private let law = OscillatorLaw([], length: 600)

    @Test func `is told with figures`() throws {
        var snapshot = ApplianceSnapshot.locked
        #expect(OscillatorReport(law, now: snapshot).live == nil)
        snapshot.oscillator = .learned
        let live = try #require(OscillatorReport(law, now: snapshot).live)
        #expect(live.adev1s == 1.04e-9 && live.adev1h == 9.7e-9 && live.heardHours == 48)
        #expect((live.swingPpb.value - 310).magnitude < 1e-6 && (live.swingPpb.deviation - 25).magnitude < 1e-6)
        #expect((try #require(live.temperaturePpbPerKelvin).value + 102).magnitude < 1e-6)
        #expect(live.shares.temperature == 0.85 && live.rehearsals.map(\.hours) == [1, 4, 16])
        #expect(live.rehearsals.map(\.stretch) == [1, 1.25, 1.4])
    }

    @Test func `is told in words`() {
        let words = OscillatorFacts.learned.lines.map { "\($0.name): \($0.text)" }
        #expect(
            words == [
                "restlessness: ADEV 1.04e-9 over 1 s (white), 9.70e-9 over 1 h (walk)",
                "by day: swings by 310 ppb, σ 25.0 ppb; changes by \u{2212}10.0 ppb an hour now",
                "per kelvin: \u{2212}102 ppb, σ 3.0 ppb",
                "moved by: what lasts 0 %, weather 15 %, the thermometer's warmth 85 %; from 2.0 d",
                "rehearsed: the bound is stretched × 1.0 at 1 h (of 44.0), × 1.25 at 4 h (of 10.5), × 1.4 at 16 h (of 1.9)",
            ])
        var facts = OscillatorFacts.learned
        (facts.warmth, facts.hasThermometer) = (nil, false)
        #expect(facts.lines[2].text == "no thermometer is heard")
    }
}
