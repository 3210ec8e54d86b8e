// SPDX-License-Identifier: Apache-2.0

/// Where an attempt comes from, as it is written into the journal and as failures are counted.
///
/// Failures of IPv6 count for the /64, since one machine has a whole one; an IPv4 address mapped into IPv6 counts as
/// IPv4.
public struct Source: Hashable, Sendable, CustomStringConvertible {
    /// As people write it.
    public let description: String
    /// What failures are counted by.
    let network: [UInt8]

    /// - Parameters:
    ///   - octets: The address in network order: 4 for IPv4, 16 for IPv6. Any other count is counted as it is.
    ///   - text: The address as people write it, cut to 64 characters.
    public init(octets: [UInt8], text: String) {
        description = String(text.prefix(64))
        let isMapped = octets.count == 16 && octets.starts(with: Self.mappedPrefix)
        if isMapped { network = Array(octets.suffix(4)) } else { network = Array(octets.prefix(8)) }
    }

    /// The machine's own console or control socket.
    public static let console = Source(octets: [], text: "console")

    /// A way in of this machine's own, by its name ("console /dev/ttyS0"): failures on one are not counted on another.
    public static func local(_ name: String) -> Source {
        Source(text: String(name.prefix(64)), network: Array(repeating: 0, count: Self.localPrefix) + name.utf8)
    }

    private init(text: String, network: [UInt8]) { (description, self.network) = (text, network) }

    /// More octets than an address has.
    private static let localPrefix = 17

    /// A network as failures are counted by it: an IPv4 address, the /64 of an IPv6 one.
    static func text(ofNetwork octets: [UInt8]) -> String {
        switch octets.count {
        case 0: return "console"
        case 8:
            let groups = stride(from: 0, to: 8, by: 2).map {
                String(UInt16(octets[$0]) << 8 | UInt16(octets[$0 + 1]), radix: 16)
            }
            return groups.joined(separator: ":") + "::/64"
        case localPrefix...: return String(decoding: octets.dropFirst(localPrefix), as: UTF8.self)
        default: return octets.map(String.init).joined(separator: ".")
        }
    }

    private static let mappedPrefix: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]
}
