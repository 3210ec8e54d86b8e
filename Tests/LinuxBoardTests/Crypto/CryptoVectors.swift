// SPDX-License-Identifier: Apache-2.0

@testable import LinuxBoard

/// Octets from hexadecimal digits; spaces between them do not matter.
func hex(_ digits: String) -> [UInt8] {
    let digits = digits.utf8.filter { $0 != 0x20 }.map { UInt8(Character(UnicodeScalar($0)).hexDigitValue ?? 0) }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

/// The octets of a digest, the highest first.
func octets(_ block: UInt128?) -> [UInt8] {
    guard let block else { return [] }
    return (0..<16).map { UInt8(truncatingIfNeeded: block >> UInt128(120 - 8 * $0)) }
}

extension CMAC {
    func take(_ key: [UInt8]) -> Bool { load(key.span) }
    func digest(of message: [UInt8], _ count: Int) -> [UInt8] { octets(digest(message.span, 0..<count)) }
}

extension BlockCipher {
    func take(_ key: [UInt8]) -> Bool { load(key.span) }
}
