// SPDX-License-Identifier: Apache-2.0

import Appliance
import Operations
import Records
import StillAppliance
import Testing
import TimeBase
import TimeKeeping

@testable import Management

@Suite struct `Of an outage` {
    private static func snapshot(_ outage: Outage?, second: Int = 0) -> ApplianceSnapshot {
        var snapshot = ApplianceSnapshot.locked
        snapshot.now = snapshot.now + .seconds(second)
        snapshot.outage = outage
        return snapshot
    }

    /// It began when the snapshot was taken.
    private static func outage(_ change: (inout Outage) -> Void = { _ in }) -> Outage {
        var outage = Outage(
            number: 1, began: ApplianceSnapshot.locked.now, cause: .fixLost,
            promise: ErrorBound(base: .nanoseconds(300), growth: 1e-9))
        change(&outage)
        return outage
    }

    private static func over(_ outage: inout Outage) {
        (outage.end, outage.ended) = (.returned, outage.began + .seconds(610))
        outage.finding = Outage.Finding(
            after: .seconds(600), bound: .nanoseconds(800), offset: .nanoseconds(-420), uncertainty: .nanoseconds(90),
            pulses: 4)
    }

    @Test func `the beginning and the end are kept, in one record, and nothing between`() throws {
        var watch = OutageWatch()
        #expect(watch.news(in: Self.snapshot(nil), temperature: 40) == nil)
        let began = watch.news(in: Self.snapshot(Self.outage(), second: 1), temperature: 41)
        #expect(began?.began == 1_483_228_790_000)
        #expect((began?.end, began?.cause, began?.temperatures.begin) == (.running, "fixLost", 41))
        #expect(watch.news(in: Self.snapshot(Self.outage(), second: 2), temperature: 43) == nil)
        // A step of the clock meanwhile does not make it another outage.
        var later = Self.snapshot(Self.outage(Self.over), second: 611)
        later.clock = ClockMapping(
            anchor: later.now, atAnchor: ClockReading(era: 2, shown: TAIInstant(sinceEpoch: .seconds(1))), rate: 0)
        let made = watch.news(in: later, temperature: 39)
        let record = try #require(made)
        #expect((record.began, record.end, record.seconds) == (1_483_228_790_000, .returned, 610))
        #expect((record.predicted, record.promised, record.found) == (900, 800, -420))
        #expect((record.uncertainty, record.isKept) == (90, true))
        #expect(record.temperatures == .init(begin: 41, end: 39))
        #expect(watch.news(in: later, temperature: 30) == nil)
    }

    @Test func `that is given up is told, and told again when it ends`() {
        var watch = OutageWatch()
        _ = watch.news(in: Self.snapshot(Self.outage()), temperature: nil)
        let given = Self.outage { $0.gaveUp = $0.began + .seconds(60) }
        let record = watch.news(in: Self.snapshot(given, second: 61), temperature: nil)
        #expect((record?.end, record?.gaveUpAfter) == (.running, 60))
        var stepped = given
        (stepped.end, stepped.ended) = (.clockStepped, given.began + .seconds(70))
        let end = watch.news(in: Self.snapshot(stepped, second: 71), temperature: nil)
        #expect((end?.end, end?.gaveUpAfter, end?.seconds, end?.isKept) == (.stepped, 60, 70, nil))
    }

    @Test func `that nobody saw begin the end is kept, without a temperature`() {
        var watch = OutageWatch()
        let record = watch.news(in: Self.snapshot(Self.outage(Self.over), second: 700), temperature: 40)
        #expect(record?.found == -420 && record?.temperatures == .init())
    }

    @Test func `the journal says at its end what was found`() throws {
        var record = OutageRecord(began: 0, cause: "fixLost", end: .returned)
        (record.seconds, record.found, record.promised, record.isKept) = (612, -420, 1800, true)
        let entry = try #require(JournalRecord(record, at: 5))
        #expect(
            entry.text
                == "After 10 min without a reference the clock was found 420 ns behind, within the 1.8 µs that had been promised."
        )
        #expect((entry.kind, entry.severity) == (.state, .info))
        (record.found, record.isKept) = (2000, false)
        let broken = try #require(JournalRecord(record, at: 5))
        #expect(broken.severity == .warning && broken.text.contains("2 µs ahead, more than the 1.8 µs"))
        record.end = .stepped
        #expect(JournalRecord(record, at: 5) == nil)
    }

    @Test func `and all others it is said how well promises were kept`() {
        #expect(OutageSummary(of: []).text == "There was none yet.")
        var kept = OutageRecord(began: 0, cause: "fixLost", end: .returned)
        (kept.found, kept.promised, kept.isKept) = (-410, 1000, true)
        #expect(
            OutageSummary(of: Array(repeating: kept, count: 7)).text
                == "7 of 7 outages stayed within what was promised; the worst was off by 41 % of its bound.")
        var broken = kept
        (broken.found, broken.isKept) = (1500, false)
        var close = kept
        (close.found, close.isKept) = (1050, nil)
        let lost = OutageRecord(began: 0, cause: "fixLost", end: .restarted)
        let running = OutageRecord(began: 0, cause: "fixLost")
        let summary = OutageSummary(of: [kept, broken, close, lost, running])
        #expect((summary.outages, summary.found, summary.judged, summary.kept) == (5, 3, 2, 1))
        #expect(summary.worstShare == 1.5)
        #expect(
            summary.text
                == "1 of 2 outages stayed within what was promised; the worst was off by 150 % of its bound. "
                + "Of 1 more the pulses are too uncertain to say. Of 1 more it was not found.")
        #expect(OutageSummary(of: [running]).text == "The first one is not over yet.")
        #expect(OutageSummary(of: [lost]).text == "At the end of none so far it was found what the clock was off.")
    }
}
