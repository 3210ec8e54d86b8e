// SPDX-License-Identifier: Apache-2.0

/// All addresses that begin alike, as IPv6 numbers; IPv4 in its mapped form ::ffff:a.b.c.d, so that 10.0.0.0/8 has
/// the length 104.
public struct AddressBlock: Hashable, Sendable, BitwiseCopyable {
    /// Bits beyond the length are zero.
    public let number: UInt128
    /// 0...128
    public let length: UInt8

    public static let everything = AddressBlock(unchecked: 0, length: 0)
    /// All of IPv4: ::ffff:0:0/96.
    static var v4: AddressBlock { AddressBlock(unchecked: 0xFFFF << 32, length: 96) }

    /// Bits beyond the length are cleared; `nil` for a length above 128.
    public init?(number: UInt128, length: Int) {
        guard (0...128).contains(length) else { return nil }
        self.init(unchecked: number, length: UInt8(length))
    }

    private init(unchecked number: UInt128, length: UInt8) {
        (self.number, self.length) = (number & Self.mask(Int(length)), length)
    }

    public func contains(_ address: UInt128) -> Bool {
        address & Self.mask(Int(length)) == number
    }

    /// The shorter block that this one lies in.
    func shortened(to length: UInt8) -> AddressBlock {
        AddressBlock(unchecked: number, length: min(length, self.length))
    }

    /// As many ones in front.
    static func mask(_ length: Int) -> UInt128 {
        length == 0 ? 0 : UInt128.max << (128 - length)
    }
}
