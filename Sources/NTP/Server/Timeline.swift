// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// The clock as NTP timestamps over the host's counter: made once per batch, read twice per request, without a
/// division near its anchor.
public struct Timeline: Sendable, BitwiseCopyable {
    private let mapping: ClockMapping
    private let utc: UTCRelation
    /// The timestamp at the anchor, before a change of UTC.
    private let base: UInt64
    /// How long after the anchor the clock comes to a change of UTC, in its own attoseconds, and what it then adds.
    private let change: (after: Int128, seconds: Int64)

    public init(_ mapping: ClockMapping, utc: UTCRelation) {
        (self.mapping, self.utc) = (mapping, utc)
        let shown = mapping.atAnchor.shown
        let difference = Duration.seconds(Int64(utc.taiMinusUTC))
        base = NTPFormat.timestamp(attosecondsSince1970: (shown.sinceEpoch - difference).attoseconds)
        change =
            utc.next.map { ((NTPFormat.change($0) - shown).attoseconds, -Int64($0.change)) }
            ?? (Int128.max, 0)
    }

    /// What the clock shows at `instant`, as an NTP timestamp; within 1 ns of the mapping's own reading.
    public func timestamp(at instant: MonotonicInstant) -> UInt64 {
        let elapsed = (instant - mapping.anchor).attoseconds
        guard let near = Int64(exactly: elapsed), near.magnitude < Self.nearby else {
            return NTPFormat.timestamp(mapping.reading(at: instant).shown, utc: utc)
        }
        let advance = near &+ Int64(Double(near) * mapping.rate)
        let stamp = base &+ UInt64(bitPattern: Self.fixedPoint(advance))
        return Int128(advance) < change.after ? stamp : stamp &+ UInt64(bitPattern: change.seconds << 32)
    }

    /// 8 s, in attoseconds: within it, sums stay within 64 bits for rates of up to 10 %.
    private static let nearby: UInt64 = 8_000_000_000_000_000_000

    /// Attoseconds in units of 2⁻³² s, rounded down: × 2¹²² / 10¹⁸, then ÷ 2⁹⁰.
    private static func fixedPoint(_ attoseconds: Int64) -> Int64 {
        attoseconds.multipliedFullWidth(by: 5_316_911_983_139_663_491).high >> 26
    }
}
