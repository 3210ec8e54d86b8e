// SPDX-License-Identifier: Apache-2.0

extension UBXMessageID {
    /// As the maker's manuals call it: "NAV-PVT"; class and number where it has no name here: "0x02-0x15".
    public var name: String {
        Self.names[self] ?? "\(Self.hexadecimal(messageClass))-\(Self.hexadecimal(number))"
    }

    private static let names: [UBXMessageID: String] = [
        .navStatus: "NAV-STATUS", .navDOP: "NAV-DOP", .navSol: "NAV-SOL", .navPVT: "NAV-PVT",
        .navTimeGPS: "NAV-TIMEGPS", .navTimeUTC: "NAV-TIMEUTC", .navClock: "NAV-CLOCK", .navTimeGLO: "NAV-TIMEGLO",
        .navTimeBDS: "NAV-TIMEBDS", .navTimeGAL: "NAV-TIMEGAL", .navTimeLS: "NAV-TIMELS", .navSVInfo: "NAV-SVINFO",
        .navSat: "NAV-SAT", .navSVIN: "NAV-SVIN", .navEOE: "NAV-EOE", .ackNAK: "ACK-NAK", .ackACK: "ACK-ACK",
        .cfgValSet: "CFG-VALSET", .cfgValGet: "CFG-VALGET", .monVer: "MON-VER", .monHW: "MON-HW", .monRF: "MON-RF",
        .timTP: "TIM-TP", .timTM2: "TIM-TM2", .timSVIN: "TIM-SVIN",
    ]

    private static func hexadecimal(_ octet: UInt8) -> String {
        "0x" + (octet < 16 ? "0" : "") + String(octet, radix: 16)
    }
}
