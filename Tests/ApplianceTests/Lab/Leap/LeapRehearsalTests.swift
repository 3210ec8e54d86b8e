// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

@testable import Appliance

@Suite struct `A rehearsed leap second` {
    /// As short as it can be: an hour's smear, half an hour before and a quarter after.
    private func plan(_ kind: LeapPlan.Kind, _ shape: LeapSmear.Shape) throws -> LeapPlan {
        let smear = try #require(LeapSmear(shape, duration: .seconds(3600)))
        var plan = try LeapPlan(kind, smear: smear)
        (plan.lead, plan.tail) = (.seconds(2700), .seconds(300))
        return plan
    }

    @Test(arguments: zip(LeapPlan.Kind.allCases, LeapSmear.Shape.allCases))
    func `is announced, made and smeared as it is to be`(_ kind: LeapPlan.Kind, shape: LeapSmear.Shape) throws {
        var rehearsal = LeapRehearsal(try plan(kind, shape))
        let report = rehearsal.run()
        #expect(report.faults == [])
        #expect(report.verdicts.count == 8 && report.date == "2026-12-31")
        let near = report.moments.filter { $0.second.magnitude < 3 }
        let leap = kind == .inserted ? "insert" : "delete"
        #expect(near.map(\.leap) == [leap, leap, leap, "none", "none", "none"])
        #expect(near.map(\.ptpOffset) == [37, 37, 37] + [Int](repeating: kind == .inserted ? 38 : 36, count: 3))
        let faces = near.map { $0.utc.dropFirst(11).prefix(8) }
        #expect(
            faces
                == (kind == .inserted
                    ? ["23:59:58", "23:59:59", "23:59:60", "00:00:00", "00:00:01", "00:00:02"]
                    : ["23:59:56", "23:59:57", "23:59:58", "00:00:00", "00:00:01", "00:00:02"]))
        let sign = kind == .inserted ? -1.0 : 1
        #expect(near.allSatisfy { abs($0.smearedOffset - ($0.second < 0 ? sign : -sign) / 2) < 0.002 })
        #expect(report.text(in: TextStyle(columns: 120)).hasSuffix("As it is to be."))
    }

    @Test func `is not right where one of the things is not`() throws {
        let plan = try plan(.inserted, .linear)
        var judge = LeapJudge(plan)
        judge.lookBack(
            on: TimeState(
                phase: .locked, since: .init(sinceEpoch: .zero), asOf: .init(sinceEpoch: .zero), reason: .justStarted,
                utc: plan.truth))
        #expect(judge.verdicts.filter(\.isRight).map(\.name).contains("announced on its day alone"))
        #expect(!judge.verdicts[0].isRight && !judge.verdicts[2].isRight)
        let early = UTCRelation(
            taiMinusUTC: 37, next: UTCRelation.Leap(at: plan.leap.at - .seconds(31 * 86_400 + 1), change: 1))
        judge.lookBack(
            on: TimeState(
                phase: .locked, since: .init(sinceEpoch: .zero), asOf: .init(sinceEpoch: .zero), reason: .justStarted,
                utc: early))
        #expect(!judge.verdicts[1].isRight, "it was announced a month early")
    }

    @Test func `must be one that can be`() throws {
        let (june, may) = (
            try #require(CivilDate(iso8601: "2016-06-30")), try #require(CivilDate(iso8601: "2027-05-30"))
        )
        #expect(throws: LeapPlan.Refusal.self) { try LeapPlan(.inserted, at: june) }
        #expect(throws: LeapPlan.Refusal.self) { try LeapPlan(.inserted, at: may) }
        let past = try #require(CivilDate(iso8601: "2016-12-31"))
        #expect(try LeapPlan(.inserted, at: past).taiMinusUTC == 36)
        #expect(throws: LeapPlan.Refusal.self) { try LeapPlan(.deleted, at: past) }
        #expect(try LeapPlan(.deleted).leap.at.sinceEpoch == .seconds(20_819 * 86_400 + 36))
    }
}
