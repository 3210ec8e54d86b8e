// SPDX-License-Identifier: Apache-2.0

public import Board

extension ReferenceID {
    /// For people: letters of a primary server, an IPv4 address of another one, which it is unless its source has another.
    public static func text(of code: UInt32, stratum: UInt8) -> String {
        if stratum > 1 { return "\(IPAddress(v4: code))" }
        let octets = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: code >> UInt32($0)) }
        return String(decoding: octets.filter { (0x21...0x7E).contains($0) }, as: UTF8.self)
    }

    /// What they who follow a server call it (RFC 5905, 7.3): its IPv4 address, or the first four octets of the MD5 hash of
    /// its IPv6 address.
    public static func code(of address: IPAddress) -> UInt32 {
        if let v4 = address.v4 { return v4 }
        var octets = [UInt8]()
        for index in 0..<16 { octets.append(UInt8(truncatingIfNeeded: address.number >> UInt128(8 * (15 - index)))) }
        return MD5.hash(of: octets).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
