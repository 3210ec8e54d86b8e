// SPDX-License-Identifier: Apache-2.0

/// MD5 (RFC 1321) of exactly 16 octets, an IPv6 address: what a reference id is made of (RFC 5905, 7.3). It protects
/// nothing.
enum AddressDigest {
    /// The digest's first four octets, the first one highest.
    static func firstWord(of address: UInt128) -> UInt32 {
        var block = InlineArray<16, UInt32>(repeating: 0)
        for index in 0..<4 {
            block[index] = UInt32(truncatingIfNeeded: address >> UInt128(96 - 32 * index)).byteSwapped
        }
        // The padding's first bit, and the length in bits.
        (block[4], block[14]) = (0x80, 128)
        return digest(block).byteSwapped
    }

    private static let initial: (UInt32, UInt32, UInt32, UInt32) = (0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476)

    /// The state's first word after the one block.
    private static func digest(_ block: InlineArray<16, UInt32>) -> UInt32 {
        var (a, b, c, d) = initial
        for step in 0..<64 {
            let (mixed, word) = mix(step, b, c, d)
            let turned = rotate(a &+ mixed &+ sines[step] &+ block[word], by: turns[step / 16][step % 4])
            (a, d, c, b) = (d, c, b, b &+ turned)
        }
        return initial.0 &+ a
    }

    private static func mix(_ step: Int, _ b: UInt32, _ c: UInt32, _ d: UInt32) -> (UInt32, word: Int) {
        switch step / 16 {
        case 0: (b & c | ~b & d, step)
        case 1: (d & b | ~d & c, (5 * step + 1) % 16)
        case 2: (b ^ c ^ d, (3 * step + 5) % 16)
        default: (c ^ (b | ~d), 7 * step % 16)
        }
    }

    private static func rotate(_ word: UInt32, by bits: UInt32) -> UInt32 { word << bits | word >> (32 - bits) }

    private static let turns: [[UInt32]] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]]

    /// 2³² times the sines of 1...64 radians, without their signs.
    private static let sines: [UInt32] = [
        0xD76A_A478, 0xE8C7_B756, 0x2420_70DB, 0xC1BD_CEEE, 0xF57C_0FAF, 0x4787_C62A, 0xA830_4613, 0xFD46_9501,
        0x6980_98D8, 0x8B44_F7AF, 0xFFFF_5BB1, 0x895C_D7BE, 0x6B90_1122, 0xFD98_7193, 0xA679_438E, 0x49B4_0821,
        0xF61E_2562, 0xC040_B340, 0x265E_5A51, 0xE9B6_C7AA, 0xD62F_105D, 0x0244_1453, 0xD8A1_E681, 0xE7D3_FBC8,
        0x21E1_CDE6, 0xC337_07D6, 0xF4D5_0D87, 0x455A_14ED, 0xA9E3_E905, 0xFCEF_A3F8, 0x676F_02D9, 0x8D2A_4C8A,
        0xFFFA_3942, 0x8771_F681, 0x6D9D_6122, 0xFDE5_380C, 0xA4BE_EA44, 0x4BDE_CFA9, 0xF6BB_4B60, 0xBEBF_BC70,
        0x289B_7EC6, 0xEAA1_27FA, 0xD4EF_3085, 0x0488_1D05, 0xD9D4_D039, 0xE6DB_99E5, 0x1FA2_7CF8, 0xC4AC_5665,
        0xF429_2244, 0x432A_FF97, 0xAB94_23A7, 0xFC93_A039, 0x655B_59C3, 0x8F0C_CC92, 0xFFEF_F47D, 0x8584_5DD1,
        0x6FA8_7E4F, 0xFE2C_E6E0, 0xA301_4314, 0x4E08_11A1, 0xF753_7E82, 0xBD3A_F235, 0x2AD7_D2BB, 0xEB86_D391,
    ]
}

extension ReferenceID {
    /// What a server at that address is called by those who follow it: the IPv4 address, or the first four octets of
    /// the MD5 of the IPv6 address (RFC 5905, 7.3).
    ///
    /// - Parameter address: 128 bits, an IPv4 address in its mapped form.
    public static func code(ofAddress address: UInt128) -> UInt32 {
        address >> 32 == 0xFFFF ? UInt32(truncatingIfNeeded: address) : AddressDigest.firstWord(of: address)
    }
}
