// SPDX-License-Identifier: Apache-2.0

extension ReferenceID {
    /// For people: letters of a primary server where it has any; else an IPv4 address, which it is unless the server's source
    /// has another.
    public static func text(of code: UInt32, stratum: UInt8) -> String {
        let octets = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: code >> UInt32($0)) }
        let isNamed = octets[0] != 0 && octets.allSatisfy { $0 == 0 || (0x21...0x7E).contains($0) }
        guard stratum == 1, isNamed else { return octets.map { "\($0)" }.joined(separator: ".") }
        return String(decoding: octets.filter { $0 != 0 }, as: UTF8.self)
    }

    /// What they who follow a server call it (RFC 5905, 7.3): its IPv4 address, or the first four octets of the MD5 hash of
    /// its IPv6 address.
    ///
    /// - Parameter number: as IPv6 writes it, an IPv4 address in its mapped form.
    public static func code(ofAddress number: UInt128) -> UInt32 {
        if number >> 32 == 0xFFFF { return UInt32(truncatingIfNeeded: number) }
        let octets = (0..<16).map { UInt8(truncatingIfNeeded: number >> UInt128(8 * (15 - $0))) }
        return MD5.hash(of: octets).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
