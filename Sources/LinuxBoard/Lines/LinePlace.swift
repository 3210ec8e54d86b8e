// SPDX-License-Identifier: Apache-2.0

/// One general-purpose line of a chip.
public struct LinePlace: Hashable, Sendable, CustomStringConvertible {
    /// The chip's device: "/dev/gpiochip0".
    public var chip: String
    /// The line's number within its chip; `gpioinfo` lists them.
    public var offset: UInt32
    /// Whether low is what counts as on: a lamp to the supply, a button to ground.
    public var isActiveLow: Bool

    public init(chip: String, offset: UInt32, isActiveLow: Bool = false) {
        (self.chip, self.offset, self.isActiveLow) = (chip, offset, isActiveLow)
    }

    public var description: String { "line \(offset) of \(chip)" }
}

/// Which changes of a line's level are told.
public enum LineEdges: UInt8, Sendable, BitwiseCopyable {
    case none, rising, falling, both
}

/// What the chip itself pulls an input to.
public enum LineBias: UInt8, Sendable, BitwiseCopyable {
    /// As it was found.
    case unchanged
    case none, up, down
}
