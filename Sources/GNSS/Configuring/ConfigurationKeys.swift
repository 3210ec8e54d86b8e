// SPDX-License-Identifier: Apache-2.0

/// A key of the configuration interface with its name.
public struct NamedKey: Hashable, Sendable {
    public var name: String
    public var key: CfgKey

    init(_ name: String, _ key: UInt32) { (self.name, self.key) = (name, CfgKey(key)) }
}

/// Keys and their ids (ZED-F9P interface description UBX-18010854, "Configuration items": CFG-MSGOUT, CFG-RATE,
/// CFG-TP, CFG-NAVSPG, CFG-TMODE, CFG-UART1OUTPROT...).
extension NamedKey {
    static let measurementPeriod = NamedKey("CFG-RATE-MEAS", 0x3021_0001)
    static let measurementsPerSolution = NamedKey("CFG-RATE-NAV", 0x3021_0002)
    static let dynamicModel = NamedKey("CFG-NAVSPG-DYNMODEL", 0x2011_0021)

    static let timeMode = NamedKey("CFG-TMODE-MODE", 0x2003_0001)
    static let surveyDuration = NamedKey("CFG-TMODE-SVIN_MIN_DUR", 0x4003_0010)
    static let surveyAccuracy = NamedKey("CFG-TMODE-SVIN_ACC_LIMIT", 0x4003_0011)

    static let pulsePeriod = NamedKey("CFG-TP-PERIOD_TP1", 0x4005_0002)
    static let pulsePeriodLocked = NamedKey("CFG-TP-PERIOD_LOCK_TP1", 0x4005_0003)
    static let pulseLength = NamedKey("CFG-TP-LEN_TP1", 0x4005_0004)
    static let pulseLengthLocked = NamedKey("CFG-TP-LEN_LOCK_TP1", 0x4005_0005)
    static let pulseEnabled = NamedKey("CFG-TP-TP1_ENA", 0x1005_0007)
    static let pulseFollowsGNSS = NamedKey("CFG-TP-SYNC_GNSS_TP1", 0x1005_0008)
    static let pulseUsesLocked = NamedKey("CFG-TP-USE_LOCKED_TP1", 0x1005_0009)
    static let pulseAligned = NamedKey("CFG-TP-ALIGN_TO_TOW_TP1", 0x1005_000A)
    static let pulseRises = NamedKey("CFG-TP-POL_TP1", 0x1005_000B)
    static let pulseGrid = NamedKey("CFG-TP-TIMEGRID_TP1", 0x2005_000C)
    static let pulseByPeriod = NamedKey("CFG-TP-PULSE_DEF", 0x2005_0023)
    static let pulseByLength = NamedKey("CFG-TP-PULSE_LENGTH_DEF", 0x2005_0030)

    /// Whether a port sends a language at all: groups 0x72, 0x74, 0x76, 0x78 and 0x7A, in the order of the ports.
    static func output(nmea: Bool, on port: ReceiverLink.Port) -> NamedKey {
        let groups: [(String, UInt32)] = [
            ("I2C", 0x1072_0000), ("UART1", 0x1074_0000), ("UART2", 0x1076_0000), ("USB", 0x1078_0000),
            ("SPI", 0x107A_0000),
        ]
        let (name, group) = groups[Int(port.rawValue)]
        return NamedKey("CFG-\(name)OUTPROT-\(nmea ? "NMEA" : "UBX")", group + (nmea ? 2 : 1))
    }

    /// How often a port sends a message. A message's keys follow each other in the order of the ports: I2C, UART1,
    /// UART2, USB, SPI. `nil` for messages that are never asked for.
    static func rate(of message: UBXMessageID, on port: ReceiverLink.Port) -> NamedKey? {
        guard let (name, first) = firstKey(of: message) else { return nil }
        let ports = ["I2C", "UART1", "UART2", "USB", "SPI"]
        let place = Int(port.rawValue)
        return NamedKey("CFG-MSGOUT-UBX_\(name)_\(ports[place])", first + UInt32(place))
    }

    /// The name, and the key for I2C.
    private static func firstKey(of message: UBXMessageID) -> (String, UInt32)? {
        switch message {
        case .navPVT: ("NAV_PVT", 0x2091_0006)
        case .navStatus: ("NAV_STATUS", 0x2091_001A)
        case .navSat: ("NAV_SAT", 0x2091_0015)
        case .navTimeGPS: ("NAV_TIMEGPS", 0x2091_0047)
        case .navTimeLS: ("NAV_TIMELS", 0x2091_0060)
        case .navClock: ("NAV_CLOCK", 0x2091_0065)
        case .timSVIN: ("TIM_SVIN", 0x2091_0097)
        case .navEOE: ("NAV_EOE", 0x2091_015F)
        case .timTP: ("TIM_TP", 0x2091_017D)
        case .monRF: ("MON_RF", 0x2091_0359)
        default: nil
        }
    }
}
