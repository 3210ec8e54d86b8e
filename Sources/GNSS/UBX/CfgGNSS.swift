// SPDX-License-Identifier: Apache-2.0

/// UBX-CFG-GNSS: the systems that a receiver uses, and how it shares its channels out among them (u-blox 7 and M8;
/// UBX-13003221).
public struct CfgGNSS: UBXPayload {
    public var id: UBXMessageID { .cfgGNSS }

    public struct Block: Hashable, Sendable, BitwiseCopyable {
        /// As ``Constellation`` has it.
        public var gnssId: UInt8
        /// Channels kept for it.
        public var resTrkCh: UInt8
        /// Channels that it has at most.
        public var maxTrkCh: UInt8
        /// Bit 0: enabled; bits 16...23: its signals.
        public var flags: UInt32

        public init(gnssId: UInt8, resTrkCh: UInt8 = 0, maxTrkCh: UInt8 = 0, flags: UInt32 = 0) {
            (self.gnssId, self.resTrkCh, self.maxTrkCh, self.flags) = (gnssId, resTrkCh, maxTrkCh, flags)
        }
    }

    /// What a message can hold here; blocks beyond it are left out.
    public typealias Blocks = FixedList<16, Block>

    /// Channels that there are.
    public var numTrkChHw: UInt8 = 0
    /// Channels in use; 255: all.
    public var numTrkChUse: UInt8 = 0
    public var blocks = Blocks(filler: Block(gnssId: 0))

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        if payload.count < 4 { throw .length(payload.count) }
        if payload[0] != 0 { throw .version(payload[0]) }
        try payload.require(4, plus: Int(payload[3]), times: 8)
        (numTrkChHw, numTrkChUse) = (payload[1], payload[2])
        for offset in stride(from: 4, to: payload.count, by: 8) { blocks.append(Block(payload, at: offset)) }
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(UInt8(0), numTrkChHw, numTrkChUse, UInt8(blocks.count))
        for it in blocks { bytes.put(it.gnssId, it.resTrkCh, it.maxTrkCh, UInt8(0), it.flags) }
    }
}

extension CfgGNSS.Block {
    init(_ payload: Span<UInt8>, at offset: Int) {
        self.init(
            gnssId: payload.field(offset), resTrkCh: payload.field(offset + 1), maxTrkCh: payload.field(offset + 2),
            flags: payload.field(offset + 4))
    }

    /// It is used.
    public var enable: Bool {
        get { flags[bit: 0] }
        set { flags[bit: 0] = newValue }
    }
    /// Its signals; bit 0 is the one in the L1 band, for every system.
    public var sigCfgMask: UInt32 {
        get { flags[bits: 16...23] }
        set { flags[bits: 16...23] = newValue }
    }
}

extension UBXMessageID {
    public static let cfgGNSS = Self(0x06, 0x3E)
}
