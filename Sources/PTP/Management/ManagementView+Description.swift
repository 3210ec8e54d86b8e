// SPDX-License-Identifier: Apache-2.0

import Board

extension ManagementView {
    /// CLOCK_DESCRIPTION (IEEE 1588-2019, 15.5.3.1.2, table 62).
    var clockDescription: ManagementData {
        var data = ManagementData()
        // An ordinary clock has one port; with several it counts as a boundary clock.
        data.put(place.portCount > 1 ? UInt16(0x4000) : 0x8000)
        data.put("IEEE 802.3")
        data.put(UInt16(6))
        data.put(Self.octets(of: place.hardwareAddress))
        putProtocolAddress(into: &data)
        // manufacturerIdentity: an organisation's number, which nobody bought for us; and one reserved.
        data.put([0, 0, 0, 0])
        data.put(place.texts.product)
        data.put(place.texts.revision)
        data.put(place.texts.user)
        data.put(profileIdentity)
        return data
    }

    /// networkProtocol (table 3), the address's length, and the address.
    private func putProtocolAddress(into data: inout ManagementData) {
        switch place.address {
        case .ip(let address, _):
            if let v4 = address.v4 {
                data.put([0, 1, 0, 4])
                data.put(v4)
            } else {
                data.put([0, 2, 0, 16])
                data.put(address.number)
            }
        case .ethernet(let address):
            data.put([0, 3, 0, 6])
            data.put(Self.octets(of: address))
        }
    }

    private static func octets(of address: MACAddress) -> [UInt8] {
        (0..<6).map { UInt8(truncatingIfNeeded: address.number >> (40 - 8 * $0)) }
    }

    /// The profile's number, of six octets: its organisation's, its own, its version (20.3.3).
    private var profileIdentity: [UInt8] {
        switch settings.profile {
        case .defaultE2E: [0x00, 0x1B, 0x19, 0x00, 0x01, 0x00]
        case .defaultP2P: [0x00, 0x1B, 0x19, 0x00, 0x02, 0x00]
        case .g8265_1: [0x00, 0x19, 0xA7, 0x00, 0x01, 0x02]
        case .g8275_1: [0x00, 0x19, 0xA7, 0x01, 0x02, 0x03]
        case .g8275_2: [0x00, 0x19, 0xA7, 0x02, 0x01, 0x02]
        case .dot1AS: [0x00, 0x80, 0xC2, 0x00, 0x02, 0x00]
        case .enterprise: [0x00, 0x00, 0x5E, 0x00, 0x01, 0x00]
        case .power: [0x1C, 0x12, 0x9D, 0x00, 0x00, 0x00]
        case .smpte: [0x68, 0x97, 0xE8, 0x00, 0x01, 0x00]
        }
    }
}
