// SPDX-License-Identifier: Apache-2.0

/// The name of a PTP clock, unique in the world (IEEE 1588-2019, 7.5.2.2): eight octets, the first most significant.
public struct ClockIdentity: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var raw: UInt64

    public init(raw: UInt64) { self.raw = raw }

    /// From the 48 bits of an interface's address by inserting FF-FE in its middle, as all makers do (7.5.2.2.3 keeps it
    /// for what exists; linuxptp and the switches around expect it).
    public init(ofInterface mac: UInt64) {
        raw = (mac >> 24 & 0xFF_FFFF) << 40 | 0xFFFE << 24 | (mac & 0xFF_FFFF)
    }

    /// All ones: every clock (15.3.1).
    public static let all = ClockIdentity(raw: .max)

    public static func < (a: Self, b: Self) -> Bool { a.raw < b.raw }
}

extension ClockIdentity: CustomStringConvertible {
    /// As linuxptp prints it: `001b21.fffe.a1b2c3`.
    public var description: String {
        let digits = String(raw, radix: 16)
        let padded = String(repeating: "0", count: 16 - digits.count) + digits
        return "\(padded.prefix(6)).\(padded.dropFirst(6).prefix(4)).\(padded.suffix(6))"
    }
}

/// A port of a clock (7.5.2.1).
public struct PortIdentity: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var clock: ClockIdentity
    /// From 1; 0 speaks for no port, 0xFFFF for every one.
    public var number: UInt16

    public init(clock: ClockIdentity, number: UInt16) { (self.clock, self.number) = (clock, number) }

    /// Every port of every clock: whom management asks when it asks everybody (15.3.1).
    public static let all = PortIdentity(clock: .all, number: .max)

    public static func < (a: Self, b: Self) -> Bool { (a.clock, a.number) < (b.clock, b.number) }
}

extension PortIdentity: CustomStringConvertible {
    /// As linuxptp prints it: `001b21.fffe.a1b2c3-1`.
    public var description: String { "\(clock)-\(number)" }
}
