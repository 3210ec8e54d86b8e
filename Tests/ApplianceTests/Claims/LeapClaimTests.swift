// SPDX-License-Identifier: Apache-2.0

import PTP
import SimulatedBoard
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

/// A second inserted at the end of 2026-12-31, of which the satellites tell.
@Suite struct `A leap second, as a grandmaster announces it,` {
    private static let midnight = TAIInstant(sinceEpoch: .seconds(20_819 * 86_400 + 37 + 1))

    private func scene(before: Int, until seconds: Int, script: [Scene.Cue] = []) -> ClaimLog {
        let truth = UTCRelation(taiMinusUTC: 37, next: UTCRelation.Leap(at: Self.midnight, change: 1))
        return ClaimLog(World(start: Self.midnight - .seconds(before), utc: truth, script: script), until: seconds)
    }

    /// How long before midnight a moment is by the true time.
    private func left(_ moment: ClaimLog.Moment, of before: Int) -> Duration { .seconds(before) - moment.at }

    @Test func `is told from twelve hours before`() {
        let before = 12 * 3600 + 300
        let moments = scene(before: before, until: 400).moments(of: 6)
        #expect(!moments.isEmpty)
        for moment in moments {
            // Where the clock is off by nanoseconds, so is the moment.
            guard (left(moment, of: before) - .seconds(12 * 3600)).magnitude > .microseconds(1) else { continue }
            let isTime = left(moment, of: before) < .seconds(12 * 3600)
            #expect(moment.claim.flags.contains(.leap61) == isTime)
            #expect(moment.claim.utcOffset == 37 && !moment.claim.flags.contains(.leap59))
        }
    }

    /// With satellites, and in holdover.
    @Test(arguments: [[], [Scene.Cue(at: .seconds(150), .antennaOff)]])
    func `changes the offset at its second, and not before`(script: [Scene.Cue]) throws {
        let before = 300
        let moments = scene(before: before, until: 330, script: script).moments.filter { $0.at > .seconds(200) }
        #expect(moments.allSatisfy { $0.claim.flags.contains([.utcOffsetValid, .ptpTimescale, .timeTraceable]) })
        for moment in moments {
            let left = left(moment, of: before)
            guard left.magnitude > .microseconds(20) else { continue }
            #expect(moment.claim.utcOffset == (left > .zero ? 37 : 38))
            #expect(moment.claim.flags.contains(.leap61) == (left > .zero))
        }
        let changed = try #require(moments.first { $0.claim.utcOffset == 38 })
        #expect(
            changed.at >= .seconds(before) - .microseconds(20) && changed.at < .seconds(before) + .milliseconds(251))
    }
}
