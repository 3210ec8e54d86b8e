// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Time as the schedule of unicast messages counts it: 1 024 ticks a second, so that every interval of a power of two
/// seconds down to 2⁻⁷ is a whole number of them.
enum Tick {
    /// log2 of the ticks of a second.
    static let logPerSecond: Int8 = 10

    /// The last tick at or before so many nanoseconds.
    static func before(nanoseconds: Int64) -> Int64 {
        // 1 024 / 10⁹ = 2 / 1 953 125.
        let doubled = nanoseconds &* 2
        return Int64(truncatingIfNeeded: nanoseconds >= 0 ? doubled / 1_953_125 : (doubled - 1_953_124) / 1_953_125)
    }

    /// The first tick at or after so many nanoseconds.
    static func after(nanoseconds: Int64) -> Int64 { -before(nanoseconds: -nanoseconds) }

    /// The first nanosecond of a tick.
    static func nanoseconds(_ tick: Int64) -> Int64 {
        Int64(clamping: (Int128(tick) * 1_953_125 + 1) >> 1)
    }

    /// How many ticks an interval has, given as log2 seconds of −10 ... 20.
    static func interval(log: Int8) -> Int64 { 1 << Int64(logPerSecond + log) }
}
