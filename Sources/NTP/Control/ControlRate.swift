// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// How many requests of each address are looked at, so that one who sends without end leaves room for the others.
/// Fixed storage; asking it allocates nothing.
public struct ControlRate: Sendable, BitwiseCopyable {
    /// ntpq sends some forty one after another where it asks for variables one at a time.
    public static let size = TokenBucket.Size(burst: 64, perSecond: 32)

    private struct Place: BitwiseCopyable {
        var address: UInt128
        var bucket: TokenBucket
    }

    /// An address has one place, by its low bits; who shares it with another begins anew each time they take turns.
    private var places: InlineArray<64, Place>

    public init(at now: MonotonicInstant) {
        places = InlineArray(repeating: Place(address: 0, bucket: TokenBucket(Self.size, at: now)))
    }

    /// Whether one more request of that address is to be looked at; then it is counted.
    public mutating func admits(_ address: UInt128, at now: MonotonicInstant) -> Bool {
        let index = Int(truncatingIfNeeded: (address ^ address >> 64) & 63)
        if places[index].address != address {
            places[index] = Place(address: address, bucket: TokenBucket(Self.size, at: now))
        }
        guard places[index].bucket.held(at: now) >= 1 else { return false }
        places[index].bucket.take(1, at: now)
        return true
    }
}
