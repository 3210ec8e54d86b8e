// SPDX-License-Identifier: Apache-2.0

/// Class and number of a UBX message.
public struct UBXMessageID: Hashable, Sendable, BitwiseCopyable {
    public var messageClass: UInt8
    public var number: UInt8

    public init(_ messageClass: UInt8, _ number: UInt8) {
        (self.messageClass, self.number) = (messageClass, number)
    }

    public static let navStatus = Self(0x01, 0x03)
    public static let navDOP = Self(0x01, 0x04)
    public static let navSol = Self(0x01, 0x06)
    public static let navPVT = Self(0x01, 0x07)
    public static let navTimeGPS = Self(0x01, 0x20)
    public static let navTimeUTC = Self(0x01, 0x21)
    public static let navClock = Self(0x01, 0x22)
    public static let navTimeGLO = Self(0x01, 0x23)
    public static let navTimeBDS = Self(0x01, 0x24)
    public static let navTimeGAL = Self(0x01, 0x25)
    public static let navTimeLS = Self(0x01, 0x26)
    public static let navSVInfo = Self(0x01, 0x30)
    public static let navSat = Self(0x01, 0x35)
    public static let navSVIN = Self(0x01, 0x3B)
    public static let navEOE = Self(0x01, 0x61)
    public static let ackNAK = Self(0x05, 0x00)
    public static let ackACK = Self(0x05, 0x01)
    public static let cfgValSet = Self(0x06, 0x8A)
    public static let cfgValGet = Self(0x06, 0x8B)
    public static let monVer = Self(0x0A, 0x04)
    public static let monHW = Self(0x0A, 0x09)
    public static let monRF = Self(0x0A, 0x38)
    public static let timTP = Self(0x0D, 0x01)
    public static let timTM2 = Self(0x0D, 0x03)
    public static let timSVIN = Self(0x0D, 0x04)

    /// The request for this message: an empty payload under its own class and number.
    public func appendPoll(to bytes: inout [UInt8]) {
        appendFrame(to: &bytes) { _ in }
    }

    /// Appends a frame whose payload is what `writePayload` appends.
    /// A payload longer than 65535 bytes traps: no message has one.
    func appendFrame(to bytes: inout [UInt8], _ writePayload: (inout [UInt8]) -> Void) {
        let start = bytes.count
        bytes.put(UBXFraming.sync1, UBXFraming.sync2, messageClass, number, UInt16(0))
        writePayload(&bytes)
        let length = UInt16(bytes.count - start - UBXFraming.header)
        bytes[start + 4] = UInt8(truncatingIfNeeded: length)
        bytes[start + 5] = UInt8(truncatingIfNeeded: length >> 8)
        let sum = UBXChecksum(of: bytes.span.extracting(start + 2..<bytes.count))
        bytes.put(sum.a, sum.b)
    }
}
