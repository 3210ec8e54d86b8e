// SPDX-License-Identifier: Apache-2.0

import GNSS

extension SimulatedUBlox {
    /// What it says in a second: NMEA while that is on, and the messages that are due.
    public mutating func speak() -> [UInt8] {
        defer { second += 1 }
        var bytes: [UInt8] = []
        if speaksNMEA { bytes += Self.sentence }
        for (id, interval) in messages.sorted(by: { $0.key.number < $1.key.number })
        where interval > 0 && second % Int(interval) == 0 {
            bytes += Self.message(id)
        }
        return bytes
    }

    private var speaksNMEA: Bool {
        model.hasKeys ? values[0x1074_0002] != 0 : port.outputsNMEA
    }

    /// Messages that are on, by whichever way.
    private var messages: [UBXMessageID: UInt8] {
        guard model.hasKeys else { return rates }
        var on = rates
        for (key, id) in Self.firstUART { on[id] = UInt8(truncatingIfNeeded: values[key] ?? 0) }
        return on
    }

    private static let firstUART: [UInt32: UBXMessageID] = [
        0x2091_0007: .navPVT, 0x2091_0048: .navTimeGPS, 0x2091_017E: .timTP, 0x2091_0061: .navTimeLS,
    ]

    private static let sentence = Array("$GPZDA,172237.00,01,12,2017,00,00*62\r\n".utf8)

    private static func message(_ id: UBXMessageID) -> [UInt8] {
        switch id {
        case .navPVT: NavPVT().frame
        case .navTimeGPS: NavTimeGPS().frame
        case .timTP: TimTP().frame
        case .navTimeLS: NavTimeLS().frame
        default: []
        }
    }
}
