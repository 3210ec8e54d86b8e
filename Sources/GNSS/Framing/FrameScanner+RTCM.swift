// SPDX-License-Identifier: Apache-2.0

/// An RTCM 3 frame's outside (RTCM 10403, "Transport Layer"): D3, six zero bits and ten of length, the message, and
/// CRC-24Q in three bytes, big-endian. Gnomon has no use for corrections, but a stream may carry them.
enum RTCM3 {
    static let preamble: UInt8 = 0xD3
    static let overhead = 6
    static let longest = 1023 + overhead

    /// CRC-24Q (polynomial 1864CFB, initially zero). Over a message and its own CRC it gives zero.
    static func crc24q(_ bytes: Span<UInt8>) -> UInt32 {
        var crc: UInt32 = 0
        for index in bytes.indices {
            crc = crc << 8 & 0xFF_FFFF ^ remainders[Int(crc >> 16 ^ UInt32(bytes[index]))]
        }
        return crc
    }

    /// What each leading byte leaves: a false header in noise costs a whole CRC, so it had better be quick.
    private static let remainders: InlineArray<256, UInt32> = InlineArray { byte in
        var crc = UInt32(byte) << 16
        for _ in 0..<8 { crc = crc & 0x80_0000 != 0 ? crc << 1 ^ 0x186_4CFB : crc << 1 }
        return crc & 0xFF_FFFF
    }
}

extension FrameScanner {
    mutating func lookForRTCM() -> Verdict {
        let length = end - start
        if length < 3 { return .needs(3) }
        if storage[start + 1] & 0xFC != 0 { return .garbage(1) }
        let whole = RTCM3.overhead + (Int(storage[start + 1]) << 8 | Int(storage[start + 2]))
        if length < whole { return .needs(whole) }
        guard RTCM3.crc24q(storage.span.extracting(start..<start + whole)) == 0 else {
            counters.rtcmChecksumFailures &+= 1
            return .garbage(1)
        }
        counters.rtcm &+= 1
        return .skipped(length: whole)
    }
}
