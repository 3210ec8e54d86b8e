// SPDX-License-Identifier: Apache-2.0

/// One record of NTS key establishment (RFC 8915, 4): a critical bit and a type, a length, a body.
public struct KERecord: Hashable, Sendable {
    /// Octets before the body.
    public static let headerCount = 4

    /// RFC 8915, 4.1 and 7.6.
    public enum Kind {
        public static let endOfMessage: UInt16 = 0
        public static let nextProtocol: UInt16 = 1
        public static let error: UInt16 = 2
        public static let warning: UInt16 = 3
        public static let aeadAlgorithm: UInt16 = 4
        public static let newCookie: UInt16 = 5
        public static let server: UInt16 = 6
        public static let port: UInt16 = 7
        /// Of the range for private use, as chrony has it: with AEAD_AES_128_GCM_SIV, keys are exported as RFC 8915 says,
        /// and not as chrony's earliest versions did.
        public static let compliantExport: UInt16 = 1024
    }

    /// Whether one who does not know the type must refuse the message.
    public var isCritical: Bool
    /// 0...32,767
    public var kind: UInt16
    public var body: [UInt8]

    public init(_ kind: UInt16, isCritical: Bool, _ body: [UInt8] = []) {
        (self.isCritical, self.kind, self.body) = (isCritical, kind, body)
    }

    /// With a body of numbers of 16 bits.
    public init(_ kind: UInt16, isCritical: Bool, numbers: [UInt16]) {
        let body = numbers.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        self.init(kind, isCritical: isCritical, body)
    }

    /// The body's numbers of 16 bits; `nil` where it is of an odd length.
    public var numbers: [UInt16]? {
        guard body.count % 2 == 0 else { return nil }
        return stride(from: 0, to: body.count, by: 2).map { UInt16(body[$0]) << 8 | UInt16(body[$0 + 1]) }
    }

    /// Its octets.
    public var octets: [UInt8] {
        let first = (isCritical ? 0x8000 : 0) | kind & 0x7FFF
        let header = [first, UInt16(truncatingIfNeeded: body.count)]
        return header.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] } + body
    }
}

/// Puts a message of key establishment together as its octets come in.
public struct KEReader: Sendable {
    /// The longest message that is read.
    public static let longest = 16_384

    private var octets: [UInt8] = []

    public init() {}

    /// What is there so far.
    public enum Progress: Hashable, Sendable {
        /// More octets are needed.
        case unfinished
        /// All records up to the end of message, which is not among them.
        case message([KERecord])
        /// Too long, or an end of message that has a body; or something behind it.
        case malformed
    }

    public mutating func take(_ more: some Sequence<UInt8>) -> Progress {
        octets += more
        guard octets.count <= Self.longest else { return .malformed }
        var (records, place): ([KERecord], Int) = ([], 0)
        while octets.count - place >= KERecord.headerCount {
            let first = UInt16(octets[place]) << 8 | UInt16(octets[place + 1])
            let length = Int(octets[place + 2]) << 8 | Int(octets[place + 3])
            let end = place + KERecord.headerCount + length
            guard end <= octets.count else { break }
            let body = Array(octets[place + KERecord.headerCount..<end])
            place = end
            guard first & 0x7FFF != KERecord.Kind.endOfMessage else {
                return length == 0 && place == octets.count ? .message(records) : .malformed
            }
            records.append(KERecord(first & 0x7FFF, isCritical: first & 0x8000 != 0, body))
        }
        return .unfinished
    }
}
