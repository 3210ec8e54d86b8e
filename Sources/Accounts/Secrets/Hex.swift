// SPDX-License-Identifier: Apache-2.0

/// Two hexadecimal digits an octet, in lower case.
enum Hex {
    private static let digits = Array("0123456789abcdef")

    static func text(_ octets: some Sequence<UInt8>) -> String {
        String(octets.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    static func isText(_ text: String, ofOctets count: Int) -> Bool {
        text.utf8.count == 2 * count && text.allSatisfy(digits.contains)
    }
}
