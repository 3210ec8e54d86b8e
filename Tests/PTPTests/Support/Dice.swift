// SPDX-License-Identifier: Apache-2.0

/// Chances, the same in every run.
struct Dice {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func bits() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state ^ state >> 29) &* 0xBF58_476D_1CE4_E5B9 >> 11
    }

    /// 0 ..< 1.
    mutating func next() -> Double { Double(bits() & 0xF_FFFF_FFFF) / Double(1 << 36 as UInt64) }
    mutating func below(_ limit: Int) -> Int { Int(bits() & 0xFFFF_FFFF) % limit }
}
