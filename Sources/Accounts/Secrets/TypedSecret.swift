// SPDX-License-Identifier: Apache-2.0

/// A secret of 128 bits that a person reads from a console and types: 26 digits of base 32 without `i l o u`
/// (Crockford's alphabet), in groups: `k3v9x-0m2pq-…`.
enum TypedSecret {
    static let length = 16
    private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz")

    /// Traps on other than ``length`` octets.
    static func text(_ octets: [UInt8]) -> String {
        precondition(octets.count == length)
        let value = octets.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        let symbols = (0..<26).reversed().map { digits[Int(value >> UInt128($0 * 5) & 31)] }
        let groups = [0..<5, 5..<10, 10..<15, 15..<20, 20..<26]
        return groups.map { String(symbols[$0]) }.joined(separator: "-")
    }

    /// As it was meant: case, groups and look-alike letters do not matter.
    static func plain(_ typed: String) -> String {
        String(typed.prefix(64).lowercased().compactMap(meant))
    }

    private static func meant(_ character: Character) -> Character? {
        switch character {
        case "i", "l": "1"
        case "o": "0"
        case "-", " ", "\t", "\n", "\r": nil
        default: character
        }
    }
}
