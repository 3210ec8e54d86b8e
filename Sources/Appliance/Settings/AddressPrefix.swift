// SPDX-License-Identifier: Apache-2.0

public import Board

/// A network, `10.0.0.0/8`, or one address, `10.0.0.1`.
public struct AddressPrefix: Hashable, Sendable {
    public var address: IPAddress
    /// How many leading bits count: 0 ... 32 for IPv4, 0 ... 128 for IPv6.
    public var length: UInt8

    public init(address: IPAddress, length: UInt8) {
        (self.address, self.length) = (address, length)
    }
}

extension AddressPrefix: CustomStringConvertible {
    public var description: String { "\(address)/\(length)" }

    /// Throws what is wrong, in words for whoever wrote it. Bits below the length must be zero: `10.1.2.3/8` is more
    /// likely a mistake than a wish.
    init(parsing text: String) throws(SettingRefusal) {
        let slash = text.firstIndex(of: "/") ?? text.endIndex
        guard let address = IPAddress(String(text[..<slash])) else {
            throw SettingRefusal("\(quoted(text)) is not an address or a network such as 10.0.0.0/8 or 2001:db8::/32")
        }
        self.address = address
        length = UInt8(address.isV4 ? 32 : 128)
        guard slash != text.endIndex else { return }
        length = try Self.length(text[text.index(after: slash)...], atMost: length)
        if address.number & hostMask != 0 {
            throw SettingRefusal("\(quoted(text)) has bits set beyond its length; write \(network)/\(length)")
        }
    }

    /// Why a text is no network; `nil` where it is one.
    public static func fault(in text: String) -> String? {
        do throws(SettingRefusal) { _ = try AddressPrefix(parsing: text) } catch { return error.reason }
        return nil
    }

    private static func length(_ text: Substring, atMost most: UInt8) throws(SettingRefusal) -> UInt8 {
        let isDecimal = (1...3).contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isDecimal, let length = UInt8(text), length <= most else {
            throw SettingRefusal("\(quoted(text)) is not a prefix length; it must be 0 to \(most)")
        }
        return length
    }

    private var hostMask: UInt128 {
        let free = UInt128(address.isV4 ? 32 : 128) - UInt128(length)
        return free == 128 ? .max : (1 << free) - 1
    }

    private var network: IPAddress { IPAddress(number: address.number & ~hostMask) }
}
