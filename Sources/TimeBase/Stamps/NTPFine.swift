// SPDX-License-Identifier: Apache-2.0

/// An interval as chrony's experimental fields write it: unsigned, 0 ... 15.999999996 s in units of 2⁻²⁸ s (3.7 ns), where
/// the header's own go by 15 µs.
public struct NTPFine: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// In units of 2⁻²⁸ s, as on the wire read big-endian.
    public var raw: UInt32

    public init(raw: UInt32) { self.raw = raw }

    /// Rounded up: a bound must not shrink on its way. Saturates; below zero is zero.
    public init(roundingUp interval: Duration) {
        let limited = max(.zero, min(interval, .seconds(16)))
        let (quotient, rest) = (limited.attoseconds << 28)
            .quotientAndRemainder(dividingBy: Duration.attosecondsPerSecond)
        raw = UInt32(clamping: quotient + (rest > 0 ? 1 : 0))
    }

    /// Down to whole attoseconds.
    public var duration: Duration { Duration(attoseconds: (Int128(raw) * Duration.attosecondsPerSecond) >> 28) }

    public static func < (a: Self, b: Self) -> Bool { a.raw < b.raw }
}
