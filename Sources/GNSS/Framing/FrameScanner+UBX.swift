// SPDX-License-Identifier: Apache-2.0

/// A UBX frame's outside (u-blox 8 / M8 receiver description, "UBX Frame Structure"): B5 62, class, number, length of
/// the payload in two bytes, the payload, and two bytes of checksum. Little-endian.
enum UBXFraming {
    static let sync1: UInt8 = 0xB5
    static let sync2: UInt8 = 0x62
    static let header = 6
    /// Header and checksum.
    static let overhead = 8
}

extension FrameScanner {
    mutating func lookForUBX() -> Verdict {
        let length = end - start
        if length < 2 { return .needs(2) }
        if storage[start + 1] != UBXFraming.sync2 { return .garbage(1) }
        if length < UBXFraming.header { return .needs(UBXFraming.header) }
        let payload = Int(storage[start + 4]) | Int(storage[start + 5]) << 8
        if payload > limits.ubxPayload {
            counters.oversize &+= 1
            return .garbage(1)
        }
        let whole = payload + UBXFraming.overhead
        if length < whole { return .needs(whole) }
        guard checksumMatches(payload: payload) else {
            counters.ubxChecksumFailures &+= 1
            return .garbage(1)
        }
        counters.ubx &+= 1
        let id = UBXMessageID(storage[start + 2], storage[start + 3])
        return .frame(.ubx(id), length: whole, content: UBXFraming.header..<UBXFraming.header + payload)
    }

    private func checksumMatches(payload: Int) -> Bool {
        let place = start + UBXFraming.header + payload
        let sum = UBXChecksum(of: storage.span.extracting(start + 2..<place))
        return sum.a == storage[place] && sum.b == storage[place + 1]
    }
}
