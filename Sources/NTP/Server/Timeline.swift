// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// The clock as NTP timestamps over the host's counter: made once per batch, read twice per request, without a
/// division near its anchor.
public struct Timeline: Sendable, BitwiseCopyable {
    private let mapping: ClockMapping
    private let utc: UTCRelation
    /// The timestamp at the anchor, as if UTC never changed again.
    private let base: UInt64
    /// How long after the anchor the clock comes to the change of UTC, in its own attoseconds.
    private let change: Int128
    /// What is then added to a timestamp: −1 s for an inserted second, which repeats 23:59:59.
    private let adjustment: UInt64

    public init(_ mapping: ClockMapping, utc: UTCRelation) {
        (self.mapping, self.utc) = (mapping, utc)
        let shown = mapping.atAnchor.shown
        base = NTPTimestamp(UTCRelation(taiMinusUTC: utc.taiMinusUTC).utc(shown)).raw
        guard let next = utc.next else {
            (change, adjustment) = (.max, 0)
            return
        }
        // An inserted second has the change at its beginning, 23:59:60; a left-out one is over when it would begin.
        change = (next.at - shown - (next.change > 0 ? .seconds(1) : .zero)).attoseconds
        adjustment = UInt64(bitPattern: -Int64(next.change)) << 32
    }

    /// What the clock shows at `instant`; within 1 ns of the mapping's own reading.
    public func timestamp(at instant: MonotonicInstant) -> NTPTimestamp {
        let elapsed = (instant - mapping.anchor).attoseconds
        guard let near = Int64(exactly: elapsed), near.magnitude < Self.nearby else {
            return NTPTimestamp(utc.utc(mapping.reading(at: instant).shown))
        }
        let advance = near &+ Int64(Double(near) * mapping.rate)
        let stamp = base &+ UInt64(bitPattern: Self.fixedPoint(advance))
        return NTPTimestamp(raw: Int128(advance) < change ? stamp : stamp &+ adjustment)
    }

    /// 8 s, in attoseconds: within it, sums stay within 64 bits for rates of up to 10 %.
    private static let nearby: UInt64 = 8_000_000_000_000_000_000

    /// Attoseconds in units of 2⁻³² s, to nearest: × 2¹²² / 10¹⁸, then ÷ 2⁹⁰.
    private static func fixedPoint(_ attoseconds: Int64) -> Int64 {
        (attoseconds.multipliedFullWidth(by: 5_316_911_983_139_663_492).high + 1 << 25) >> 26
    }
}
