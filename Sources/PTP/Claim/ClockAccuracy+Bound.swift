// SPDX-License-Identifier: Apache-2.0

extension ClockAccuracy {
    /// The finest step of table 5 that a bound on the error fits into.
    ///
    /// A bound of 100 ns exactly is within 100 ns. What is beyond ten seconds has a step of its own; a bound that says
    /// nothing at all does not get here, but is ``unknown``.
    public init(bound: Duration) {
        var step: UInt8 = 0
        while step < Self.steps, bound > Self.limit(of: step) { step += 1 }
        rawValue = Self.finest + step
    }

    /// How far a clock that says so may be off; `nil` where it does not tell (0xFE, more than 10 s, reserved).
    public var limit: Duration? {
        guard (Self.finest..<Self.finest + Self.steps).contains(rawValue) else { return nil }
        return Self.limit(of: rawValue - Self.finest)
    }

    /// 0x17: within 1 ps. The steps go on as 1, 2.5, 10, 25, 100 ... up to 0x2F: within 1 s; then comes 0x30: within 10 s.
    private static let finest: UInt8 = 0x17
    /// From 0x17 to 0x30; the next one, 0x31, is for all beyond.
    private static let steps: UInt8 = 0x31 - 0x17

    private static func limit(of step: UInt8) -> Duration {
        guard step < steps - 1 else { return .seconds(10) }
        var attoseconds: Int128 = step.isMultiple(of: 2) ? 1_000_000 : 2_500_000
        for _ in 0..<step / 2 { attoseconds *= 10 }
        return Duration(attoseconds: attoseconds)
    }
}
