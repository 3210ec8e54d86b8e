// SPDX-License-Identifier: Apache-2.0

/// What a message is (IEEE 1588-2019, table 36). Those below 8 are event messages: they are timestamped.
public enum MessageType: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case sync = 0x0
    case delayRequest = 0x1
    case peerDelayRequest = 0x2
    case peerDelayResponse = 0x3
    case followUp = 0x8
    case delayResponse = 0x9
    case peerDelayResponseFollowUp = 0xA
    case announce = 0xB
    case signaling = 0xC
    case management = 0xD

    public var isEvent: Bool { rawValue < 8 }
}

/// The flag field (table 37), its first octet in the upper half.
public struct MessageFlags: OptionSet, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let alternateMaster = MessageFlags(rawValue: 0x0100)
    public static let twoStep = MessageFlags(rawValue: 0x0200)
    public static let unicast = MessageFlags(rawValue: 0x0400)
    public static let profileSpecific1 = MessageFlags(rawValue: 0x2000)
    public static let profileSpecific2 = MessageFlags(rawValue: 0x4000)
    public static let leap61 = MessageFlags(rawValue: 0x0001)
    public static let leap59 = MessageFlags(rawValue: 0x0002)
    public static let utcOffsetValid = MessageFlags(rawValue: 0x0004)
    public static let ptpTimescale = MessageFlags(rawValue: 0x0008)
    public static let timeTraceable = MessageFlags(rawValue: 0x0010)
    public static let frequencyTraceable = MessageFlags(rawValue: 0x0020)
    public static let synchronizationUncertain = MessageFlags(rawValue: 0x0040)
}

/// The 34 octets that every message begins with (13.3).
///
/// Nothing that comes from outside can trap here: ``init(_:)`` refuses what is too short, of another major version, of no
/// known type, or says to be longer than it is.
public struct MessageHeader: Hashable, Sendable, BitwiseCopyable {
    public static let count = 34

    public var type: MessageType
    /// majorSdoId in the upper 4 of 12 bits, minorSdoId in the lower 8: 0 for 1588's own profiles, 0x100 for 802.1AS.
    public var sdoId: UInt16 = 0
    /// 2.0 or 2.1; what is sent by a peer of a later minor version is understood.
    public var minorVersion: UInt8 = 1
    /// Octets of the whole message, TLVs included, as it says.
    public var messageLength: UInt16
    public var domain: UInt8 = 0
    public var flags: MessageFlags = []
    public var correction: TimeInterval = .zero
    /// Meaning depends on the type (13.3.2.8); 0 but in one-step peers' hardware.
    public var typeSpecific: UInt32 = 0
    public var source: PortIdentity
    public var sequence: UInt16 = 0
    /// Log2 seconds; 0x7F where none is meant (13.3.2.14).
    public var logInterval: Int8 = 0x7F

    public init(type: MessageType, messageLength: UInt16, source: PortIdentity) {
        (self.type, self.messageLength, self.source) = (type, messageLength, source)
    }

    public init?(_ bytes: Span<UInt8>) {
        guard bytes.count >= Self.count, bytes[1] & 0xF == 2, let type = MessageType(rawValue: bytes[0] & 0xF) else {
            return nil
        }
        messageLength = bytes.big16(2)
        guard (Self.count...bytes.count).contains(Int(messageLength)) else { return nil }
        self.type = type
        sdoId = UInt16(bytes[0] >> 4) << 8 | UInt16(bytes[5])
        minorVersion = bytes[1] >> 4
        domain = bytes[4]
        flags = MessageFlags(rawValue: bytes.big16(6))
        correction = TimeInterval(scaledNanoseconds: Int64(bitPattern: bytes.big64(8)))
        typeSpecific = bytes.big32(16)
        source = bytes.portIdentity(20)
        sequence = bytes.big16(30)
        logInterval = Int8(bitPattern: bytes[33])
    }

    /// The control field of version 1 hardware (13.3.2.13, table 42).
    private var control: UInt8 {
        switch type {
        case .sync: 0
        case .delayRequest: 1
        case .followUp: 2
        case .delayResponse: 3
        case .management: 4
        default: 5
        }
    }

    /// Writes the first 34 octets; the caller's buffer holds them.
    public func write(into buffer: inout MutableSpan<UInt8>) {
        buffer[0] = UInt8(truncatingIfNeeded: sdoId >> 8) << 4 | type.rawValue
        buffer[1] = minorVersion << 4 | 2
        buffer.set(messageLength, 2)
        buffer[4] = domain
        buffer[5] = UInt8(truncatingIfNeeded: sdoId)
        buffer.set(flags.rawValue, 6)
        buffer.set(UInt64(bitPattern: correction.scaledNanoseconds), 8)
        buffer.set(typeSpecific, 16)
        buffer.set(source, 20)
        buffer.set(sequence, 30)
        buffer[32] = control
        buffer[33] = UInt8(bitPattern: logInterval)
    }
}
