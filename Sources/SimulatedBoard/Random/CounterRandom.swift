// SPDX-License-Identifier: Apache-2.0

import Glibc

/// Random numbers by counting: value `i` of a stream is a hash of the key and of `i + 1`, so any value can be had
/// without those before it, and no part of a simulated world disturbs the numbers of another.
///
/// The hash is the finaliser of SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators",
/// OOPSLA 2014); seeds, streams and counters are combined as the clock-discipline yardstick does.
public struct CounterRandom: Sendable, BitwiseCopyable {
    private static let gamma: UInt64 = 0x9E37_79B9_7F4A_7C15
    private let key: UInt64

    /// Streams of one seed are independent for all that a simulation can tell.
    public init(seed: UInt64, stream: UInt64) {
        key = Self.hash64(Self.hash64(seed) ^ (stream &* Self.gamma))
    }

    /// All 64 bits of value `index`.
    public func bits(_ index: UInt64) -> UInt64 {
        Self.hash64(key &+ (index &+ 1) &* Self.gamma)
    }

    /// Value `index` in the open interval (0, 1), 53 bits.
    public func uniform(_ index: UInt64) -> Double {
        (Double(bits(index) >> 11) + 0.5) * 0x1p-53
    }

    static func hash64(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Standard normal numbers by counting: Box–Muller's cosine branch over the streams `2·stream` and `2·stream + 1`.
public struct CounterNormal: Sendable, BitwiseCopyable {
    private let radius: CounterRandom
    private let angle: CounterRandom

    public init(seed: UInt64, stream: UInt64) {
        radius = CounterRandom(seed: seed, stream: 2 &* stream)
        angle = CounterRandom(seed: seed, stream: 2 &* stream &+ 1)
    }

    /// Value `index`: mean 0, standard deviation 1, magnitude below 8.7.
    public func value(_ index: UInt64) -> Double {
        (-2.0 * log(radius.uniform(index))).squareRoot() * cos(2.0 * Double.pi * angle.uniform(index))
    }
}
