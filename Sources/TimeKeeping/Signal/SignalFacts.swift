// SPDX-License-Identifier: Apache-2.0

/// What a receiver says, beside the time, of how well it hears the satellites. Each is `nil` where it does not say.
public struct SignalFacts: Hashable, Sendable, BitwiseCopyable {
    /// What its supervisor sees of the antenna's line, by the current that it draws.
    public enum Antenna: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        case ok, open, short
    }

    /// Interference as the receiver judges it.
    public enum Interference: UInt8, Sendable, BitwiseCopyable, CaseIterable, Comparable {
        case none
        /// It is there, but the fix holds.
        case visible
        /// It is there, and no fix.
        case critical

        public static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
    }

    /// Carrier to noise density, mean of the four strongest satellites, dB-Hz.
    public var strength: Double?
    public var antenna: Antenna?
    public var interference: Interference?
    /// How strong a continuous wave interferes: 0 none ... 255 strong.
    public var interferenceLevel: UInt8?

    public init(
        strength: Double? = nil, antenna: Antenna? = nil, interference: Interference? = nil,
        interferenceLevel: UInt8? = nil
    ) {
        (self.strength, self.antenna) = (strength, antenna)
        (self.interference, self.interferenceLevel) = (interference, interferenceLevel)
    }
}
