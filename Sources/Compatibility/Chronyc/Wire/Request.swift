// SPDX-License-Identifier: Apache-2.0

import Board

extension Chronyc {
    /// A request's head (candm.h, `CMD_Request`), and its arguments as they came.
    struct Request {
        var command: UInt16
        /// The client's own number, which the reply repeats: its octets as they are.
        var sequence: UInt32
        /// Whether it speaks the version that is spoken here; an older one is told that it does not.
        var isOfThisVersion: Bool
        /// How many octets came, which no reply may exceed.
        var count: Int
        private let octets: [UInt8]

        init(_ octets: [UInt8]) throws(Refusal) {
            guard octets.count >= Chronyc.replyHead else { throw .tooShort }
            guard octets.count <= Chronyc.longest else { throw .tooLong }
            guard octets[1] == 1, octets[2] == 0, octets[3] == 0 else { throw .notARequest }
            // Others than the one before this do not understand the reply either (candm.h).
            guard octets[0] == Chronyc.version || octets[0] == Chronyc.version - 1 else { throw .version }
            self.octets = octets
            (count, isOfThisVersion) = (octets.count, octets[0] == Chronyc.version)
            command = UInt16(octets[4]) << 8 | UInt16(octets[5])
            sequence = Self.word(at: 8, of: octets)
        }

        /// The argument of 32 bits that begins at this octet; zero beyond the end.
        func word(_ offset: Int) -> UInt32 { Self.word(at: Chronyc.requestHead + offset, of: octets) }

        /// The address that begins the arguments; `nil` where it is of no kind that is known.
        var address: IPAddress? {
            switch word(16) >> 16 {
            case 1: IPAddress(v4: word(0))
            case 2: IPAddress(number: (0..<4).reduce(UInt128(0)) { $0 << 32 | UInt128(word($1 * 4)) })
            default: nil
            }
        }

        private static func word(at offset: Int, of octets: [UInt8]) -> UInt32 {
            guard offset + 4 <= octets.count else { return 0 }
            return octets[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
        }
    }
}
