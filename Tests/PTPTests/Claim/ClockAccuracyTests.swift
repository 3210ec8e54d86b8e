// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

/// IEEE 1588-2019, table 5.
struct ClockAccuracyTests {
    static let table: [(UInt8, Duration)] = [
        (0x17, .picoseconds(1)), (0x18, Duration(attoseconds: 2_500_000)), (0x19, .picoseconds(10)),
        (0x1A, .picoseconds(25)), (0x1B, .picoseconds(100)), (0x1C, .picoseconds(250)), (0x1D, .nanoseconds(1)),
        (0x1E, .picoseconds(2_500)), (0x1F, .nanoseconds(10)), (0x20, .nanoseconds(25)), (0x21, .nanoseconds(100)),
        (0x22, .nanoseconds(250)), (0x23, .microseconds(1)), (0x24, .nanoseconds(2_500)), (0x25, .microseconds(10)),
        (0x26, .microseconds(25)), (0x27, .microseconds(100)), (0x28, .microseconds(250)), (0x29, .milliseconds(1)),
        (0x2A, .microseconds(2_500)), (0x2B, .milliseconds(10)), (0x2C, .milliseconds(25)),
        (0x2D, .milliseconds(100)), (0x2E, .milliseconds(250)), (0x2F, .seconds(1)), (0x30, .seconds(10)),
    ]

    @Test(arguments: table) func `a bound is told by the step that it fits into, and by the next where it is larger`(
        code: UInt8, limit: Duration
    ) {
        #expect(ClockAccuracy(bound: limit).rawValue == code)
        #expect(ClockAccuracy(bound: limit + Duration(attoseconds: 1)).rawValue == code + 1)
        #expect(ClockAccuracy(rawValue: code).limit == limit)
    }

    @Test func `what is off by more than ten seconds has a step of its own, and tells no limit`() {
        #expect(ClockAccuracy(bound: .seconds(4_000_000_000)).rawValue == 0x31)
        for code: UInt8 in [0, 0x16, 0x31, 0x32, 0x80, 0xFE, 0xFF] {
            #expect(ClockAccuracy(rawValue: code).limit == nil)
        }
    }

    @Test func `nothing is closer than a picosecond`() { #expect(ClockAccuracy(bound: .zero).rawValue == 0x17) }
}
