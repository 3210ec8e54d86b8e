// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import Appliance

struct YearPlanTests {
    private let plan = YearPlan(seed: 1)

    @Test func `a seed has one plan`() {
        #expect(plan == YearPlan(seed: 1))
        #expect(plan != YearPlan(seed: 2))
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func `twenty outages of minutes to a day lie apart`(seed: UInt64) {
        let outages = YearPlan(seed: seed).outages
        #expect(outages.count == 20)
        for (earlier, later) in zip(outages, outages.dropFirst()) {
            #expect(earlier.seconds.upperBound + 3600 < later.seconds.lowerBound)
        }
        #expect(outages.map(\.seconds.count).min() == 180)
        #expect(outages.map(\.seconds.count).max() == 86_400)
        #expect(outages.allSatisfy { $0.seconds.upperBound < 365 * 86_400 })
        #expect(outages.contains { $0.seconds.upperBound < 30 * 86_400 && $0.seconds.count > 6 * 3600 })
    }

    @Test func `fifty storms last for minutes, with a tenth to six tenths of the edges late`() {
        #expect(plan.storms.count == 50)
        #expect(plan.storms.allSatisfy { (120...1800).contains($0.seconds.count) && (0.1...0.6).contains($0.share) })
        #expect(plan.storms.allSatisfy { $0.seconds.lowerBound >= 3600 && $0.seconds.upperBound < 365 * 86_400 })
    }

    @Test func `three leap seconds end a month each, and one of them comes without a pulse`() {
        let days = plan.leaps.map { leap in
            YearSky(plan).truth(at: leap.second).utc(YearPlan.start + .seconds(leap.second)).iso8601(decimals: 0)
        }
        #expect(days == ["2027-03-01T00:00:00Z", "2027-07-01T00:00:00Z", "2028-01-01T00:00:00Z"])
        #expect(plan.outages.count { $0.seconds.contains(plan.leaps[1].second) } == 1)
    }

    @Test func `what the receiver tells of UTC is true, and told eight weeks before`() {
        var sky = YearSky(plan)
        for leap in plan.leaps {
            for second in [leap.toldFrom, leap.second - 2, leap.second - 1, leap.second, leap.second + 86_400] {
                let now = YearPlan.start + .seconds(second) + .milliseconds(300)
                let told = sky.relation(at: second)
                #expect(told.utc(now) == sky.truth(at: second).utc(now))
                #expect((told.next != nil) == (second < leap.second))
                #expect(told.isCurrent)
            }
        }
    }
}
