// SPDX-License-Identifier: Apache-2.0

/// UBX-MON-RF: antenna, jamming and noise of each radio path (u-blox 9 and later).
public struct MonRF: UBXPayload {
    public var id: UBXMessageID { .monRF }

    public struct Block: Hashable, Sendable, BitwiseCopyable {
        /// Which radio path: 0 L1, 1 L2 or L5.
        public var blockId: UInt8 = 0
        public var flags: UInt8 = 0
        /// Antenna: 0 initialising, 1 unknown, 2 good, 3 short, 4 open.
        public var antStatus: UInt8 = 0
        /// Antenna power: 0 off, 1 on, 2 unknown.
        public var antPower: UInt8 = 0
        /// Self test; 0: passed.
        public var postStatus: UInt32 = 0
        /// Noise level.
        public var noisePerMS: UInt16 = 0
        /// Gain control, 0...8191.
        public var agcCnt: UInt16 = 0
        /// Continuous wave jamming: 0 none ... 255 strong.
        public var jamInd: UInt8 = 0
        /// Imbalance of I, −128...127.
        public var ofsI: Int8 = 0
        /// Magnitude of I, 0...255.
        public var magI: UInt8 = 0
        /// Imbalance of Q, −128...127.
        public var ofsQ: Int8 = 0
        /// Magnitude of Q, 0...255.
        public var magQ: UInt8 = 0

        public init() {}
    }

    /// What a message can hold here; no receiver has more than four.
    public typealias Blocks = FixedList<8, Block>

    public var blocks = Blocks(filler: Block())

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        if payload.count < 4 { throw .length(payload.count) }
        if payload[0] != 0 { throw .version(payload[0]) }
        let listed = Int(payload[1])
        try payload.require(4, plus: listed, times: 24)
        for block in 0..<listed { blocks.append(Block(payload, at: 4 + 24 * block)) }
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(UInt8(0), UInt8(blocks.count), UInt16(0))
        for block in blocks { block.append(to: &bytes) }
    }
}

extension MonRF.Block {
    init(_ payload: Span<UInt8>, at offset: Int) {
        blockId = payload.field(offset)
        flags = payload.field(offset + 1)
        antStatus = payload.field(offset + 2)
        antPower = payload.field(offset + 3)
        postStatus = payload.field(offset + 4)
        noisePerMS = payload.field(offset + 12)
        agcCnt = payload.field(offset + 14)
        jamInd = payload.field(offset + 16)
        ofsI = payload.field(offset + 17)
        magI = payload.field(offset + 18)
        ofsQ = payload.field(offset + 19)
        magQ = payload.field(offset + 20)
    }

    func append(to bytes: inout [UInt8]) {
        bytes.put(blockId, flags, antStatus, antPower, postStatus, UInt32(0), noisePerMS, agcCnt)
        bytes.put(jamInd, ofsI, magI, ofsQ, magQ)
        bytes.putZeros(3)
    }

    /// As ``MonHW/jammingState``.
    public var jammingState: UInt8 {
        get { flags[bits: 0...1] }
        set { flags[bits: 0...1] = newValue }
    }
}
