// SPDX-License-Identifier: Apache-2.0

/// Any UBX message, decoded where Gnomon has a use for it. Lists are held in place: the value is about a kilobyte,
/// and making one allocates nothing.
public enum UBXMessage: Hashable, Sendable, BitwiseCopyable {
    case navStatus(NavStatus)
    case navDOP(NavDOP)
    case navSol(NavSol)
    case navPVT(NavPVT)
    case navTimeGPS(NavTimeGPS)
    case navTimeUTC(NavTimeUTC)
    case navClock(NavClock)
    case navTimeGLO(NavTimeGLO)
    case navTimeBDS(NavTimeBDS)
    case navTimeGAL(NavTimeGAL)
    case navTimeLS(NavTimeLS)
    case navSVInfo(NavSVInfo)
    case navSat(NavSat)
    case navSVIN(NavSVIN)
    case navEOE(NavEOE)
    case ack(Ack)
    case cfgValSet(CfgValSet)
    case cfgValGet(CfgValGet)
    case monVer(MonVer)
    case monHW(MonHW)
    case monRF(MonRF)
    case timTP(TimTP)
    case timTM2(TimTM2)
    case timSVIN(TimSVIN)
    /// A good frame of a message that has no case here; the length is its payload's, in bytes.
    case other(UBXMessageID, length: Int)

    /// From the content of a UBX ``Frame``.
    public init(_ id: UBXMessageID, payload: Span<UInt8>) throws(UBXRefusal) {
        switch id.messageClass {
        case 0x01: self = try Self.navigation(id, payload)
        case 0x05, 0x06: self = try Self.configuration(id, payload)
        case 0x0A: self = try Self.monitoring(id, payload)
        case 0x0D: self = try Self.timing(id, payload)
        default: self = .other(id, length: payload.count)
        }
    }

    private static func navigation(_ id: UBXMessageID, _ payload: Span<UInt8>) throws(UBXRefusal) -> Self {
        switch id {
        case .navStatus: .navStatus(try NavStatus(payload: payload))
        case .navDOP: .navDOP(try NavDOP(payload: payload))
        case .navSol: .navSol(try NavSol(payload: payload))
        case .navPVT: .navPVT(try NavPVT(payload: payload))
        case .navClock: .navClock(try NavClock(payload: payload))
        case .navSVInfo: .navSVInfo(try NavSVInfo(payload: payload))
        case .navSat: .navSat(try NavSat(payload: payload))
        case .navSVIN: .navSVIN(try NavSVIN(payload: payload))
        case .navEOE: .navEOE(try NavEOE(payload: payload))
        default: try time(id, payload)
        }
    }

    private static func time(_ id: UBXMessageID, _ payload: Span<UInt8>) throws(UBXRefusal) -> Self {
        switch id {
        case .navTimeGPS: .navTimeGPS(try NavTimeGPS(payload: payload))
        case .navTimeUTC: .navTimeUTC(try NavTimeUTC(payload: payload))
        case .navTimeGLO: .navTimeGLO(try NavTimeGLO(payload: payload))
        case .navTimeBDS: .navTimeBDS(try NavTimeBDS(payload: payload))
        case .navTimeGAL: .navTimeGAL(try NavTimeGAL(payload: payload))
        case .navTimeLS: .navTimeLS(try NavTimeLS(payload: payload))
        default: .other(id, length: payload.count)
        }
    }

    private static func configuration(_ id: UBXMessageID, _ payload: Span<UInt8>) throws(UBXRefusal) -> Self {
        switch id {
        case .ackACK: .ack(try Ack(payload: payload, isAcknowledged: true))
        case .ackNAK: .ack(try Ack(payload: payload, isAcknowledged: false))
        case .cfgValSet: .cfgValSet(try CfgValSet(payload: payload))
        case .cfgValGet: .cfgValGet(try CfgValGet(payload: payload))
        default: .other(id, length: payload.count)
        }
    }

    private static func monitoring(_ id: UBXMessageID, _ payload: Span<UInt8>) throws(UBXRefusal) -> Self {
        switch id {
        case .monVer: .monVer(try MonVer(payload: payload))
        case .monHW: .monHW(try MonHW(payload: payload))
        case .monRF: .monRF(try MonRF(payload: payload))
        default: .other(id, length: payload.count)
        }
    }

    private static func timing(_ id: UBXMessageID, _ payload: Span<UInt8>) throws(UBXRefusal) -> Self {
        switch id {
        case .timTP: .timTP(try TimTP(payload: payload))
        case .timTM2: .timTM2(try TimTM2(payload: payload))
        case .timSVIN: .timSVIN(try TimSVIN(payload: payload))
        default: .other(id, length: payload.count)
        }
    }
}
