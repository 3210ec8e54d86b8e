// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimeKeeping

/// Gaps in a record, and the bridging of short ones.
struct PhaseRecordTests {
    @Test func `What is nil or not finite is a gap`() {
        let record = PhaseRecord([1, nil, .infinity, .nan, 5], interval: 1)
        #expect(record.missing == 3)
        #expect(record.samples[1].isNaN && record.samples[2].isNaN && record.samples[3].isNaN)
        #expect(PhaseRecord([1, -Double.infinity], interval: 1).missing == 1)
    }

    @Test func `A short gap is bridged by a line and counted, a long one and the ends stay`() {
        let record = PhaseRecord([nil, 1, nil, nil, 4, nil, nil, nil, 0, nil], interval: 1).bridged(gapsUpTo: 2)
        #expect(record.samples[1...4] == [1, 2, 3, 4])
        #expect(record.filled == 2)
        #expect(record.missing == 5)
        #expect(record.bridged(gapsUpTo: 3).filled == 5)
        #expect(record.bridged(gapsUpTo: 0).samples[1...4] == [1, 2, 3, 4])
    }

    @Test func `One lost second in each hour leaves no long time deviation unless it is bridged`() {
        var phase: [Double?] = Records.noise(14400)
        for hour in 0..<4 { phase[hour * 3600 + 1800] = nil }
        let record = PhaseRecord(phase, interval: 1)
        let strict = StabilityCurve(.timeDeviation, of: record).points.last?.tau
        let bridged = StabilityCurve(.timeDeviation, of: record.bridged(gapsUpTo: 3)).points
        #expect(strict == 1024)
        #expect(bridged.last?.tau == 2048)
    }
}
