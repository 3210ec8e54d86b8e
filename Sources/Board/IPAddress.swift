// SPDX-License-Identifier: Apache-2.0

/// An address of either internet protocol, held as one IPv6 number: an IPv4 address is its mapped form
/// ::ffff:a.b.c.d (RFC 4291, 2.5.5.2). Fixed size, so that it is compared and looked up without an allocation.
public struct IPAddress: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// The 128 bits as a number, the first octet most significant.
    public var number: UInt128

    public init(number: UInt128) {
        self.number = number
    }

    /// From the 32 bits of an IPv4 address, the first octet most significant: 127.0.0.1 is 0x7F00_0001.
    public init(v4: UInt32) {
        number = Self.mappedPrefix | UInt128(v4)
    }

    public static let loopbackV4 = IPAddress(v4: 0x7F00_0001)
    public static let loopbackV6 = IPAddress(number: 1)
    public static let anyV4 = IPAddress(v4: 0)
    public static let anyV6 = IPAddress(number: 0)

    public var isV4: Bool { number >> 32 == Self.mappedPrefix >> 32 }

    /// The IPv4 address's 32 bits; `nil` for an IPv6 address.
    public var v4: UInt32? { isV4 ? UInt32(truncatingIfNeeded: number) : nil }

    /// 0.0.0.0 or ::, which stand for every address of the host.
    public var isUnspecified: Bool { number == 0 || v4 == 0 }

    /// 127.0.0.0/8 or ::1: this machine itself.
    public var isLoopback: Bool { v4.map { $0 >> 24 == 127 } ?? (number == 1) }

    /// 169.254.0.0/16 (RFC 3927) or fe80::/10 (RFC 4291, 2.5.6): good on one link only.
    public var isLinkLocal: Bool { v4.map { $0 >> 16 == 0xA9FE } ?? (number >> 118 == 0xFE80 >> 6) }

    /// 224.0.0.0/4 (RFC 1112) or ff00::/8 (RFC 4291, 2.7): a group.
    public var isMulticast: Bool { v4.map { $0 >> 28 == 0xE } ?? (number >> 120 == 0xFF) }

    public static func < (a: Self, b: Self) -> Bool { a.number < b.number }

    private static var mappedPrefix: UInt128 { 0xFFFF_0000_0000 }
}

/// Where a datagram comes from or goes to.
public struct IPEndpoint: Hashable, Sendable, BitwiseCopyable {
    public var address: IPAddress
    public var port: UInt16
    /// The interface's index for link-local IPv6 addresses (RFC 4007); zero where none is meant.
    public var scope: UInt32

    public init(_ address: IPAddress, port: UInt16, scope: UInt32 = 0) {
        (self.address, self.port, self.scope) = (address, port, scope)
    }
}
