// SPDX-License-Identifier: Apache-2.0

/// How much of a solution the receiver has.
public enum Fix: UInt8, Comparable, Sendable, BitwiseCopyable, CaseIterable {
    case none = 0
    /// Time only: the position is known or held (a surveyed-in timing receiver).
    case time = 1
    case twoD = 2
    case threeD = 3

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
