// SPDX-License-Identifier: Apache-2.0

import Board

/// An address's octets as the shim has them.
typealias AddressOctets = (
    UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8
)

enum RawAddress {
    /// From a number whose first octet is the most significant.
    static func octets(_ number: UInt128) -> AddressOctets {
        unsafe unsafeBitCast(number.bigEndian, to: AddressOctets.self)
    }

    static func number(_ octets: AddressOctets) -> UInt128 {
        UInt128(bigEndian: unsafe unsafeBitCast(octets, to: UInt128.self))
    }

    /// A MAC address in the first six.
    static func octets(_ mac: MACAddress) -> AddressOctets { octets(UInt128(mac.number) << 80) }

    static func mac(_ octets: AddressOctets) -> MACAddress {
        MACAddress(UInt64(truncatingIfNeeded: number(octets) >> 80))
    }
}

extension MessageAddress {
    /// As the shim has it.
    var octets: AddressOctets {
        switch self {
        case .ip(let address, _): RawAddress.octets(address.number)
        case .ethernet(let address): RawAddress.octets(address)
        }
    }
}
