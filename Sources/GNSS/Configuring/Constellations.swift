// SPDX-License-Identifier: Apache-2.0

/// Some satellite navigation systems: those that a receiver is to use.
public struct Constellations: OptionSet, Hashable, Sendable, BitwiseCopyable {
    /// Bit n: the ``Constellation`` whose raw value is n.
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public init(_ system: Constellation) { rawValue = 1 << system.rawValue }

    public static let gps = Self(.gps)
    public static let sbas = Self(.sbas)
    public static let galileo = Self(.galileo)
    public static let beidou = Self(.beidou)
    public static let qzss = Self(.qzss)
    public static let glonass = Self(.glonass)

    /// Those that give time and position by themselves, of which a receiver needs one (u-blox M8 receiver description
    /// UBX-13003221, UBX-CFG-GNSS: "at least one major GNSS").
    public static let major: Self = [.gps, .galileo, .beidou, .glonass]
    /// Those that a receiver can be told to use or not.
    static let choosable: Self = [.gps, .sbas, .galileo, .beidou, .qzss, .glonass]

    /// What a u-blox is told when these are wished for. QZSS goes with GPS, be it named or not: their signals are so
    /// alike that they can be mistaken for each other, and the manual recommends to have both or neither
    /// (UBX-13003221, UBX-CFG-GNSS, "cross-correlation"). SBAS, of little use to a clock, only if it is named.
    var told: Self { contains(.gps) ? union(.qzss) : subtracting(.qzss) }

    /// By u-blox's numbers.
    public var members: [Constellation] { Constellation.allCases.filter { contains(Self($0)) } }

    /// Such as "GPS, Galileo".
    public var text: String { members.map(\.name).joined(separator: ", ") }
}
