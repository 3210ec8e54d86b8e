// SPDX-License-Identifier: Apache-2.0

/// UBX-NAV-SVINFO: the receiver's channels (u-blox 5...8); NAV-SAT replaces it.
public struct NavSVInfo: UBXPayload {
    public var id: UBXMessageID { .navSVInfo }

    public struct Channel: Hashable, Sendable, BitwiseCopyable {
        /// Channel number; 255: none assigned.
        public var chn: UInt8 = 0
        /// Satellite in u-blox's common numbering: 1...32 GPS, 33...64 BeiDou (6...37), 65...96 GLONASS, 120...158
        /// SBAS, 159...163 BeiDou (1...5), 173...182 IMES, 193...202 QZSS, 211...246 Galileo, 255 unknown GLONASS.
        public var svid: UInt8 = 0
        /// Use, orbit and health.
        public var flags: UInt8 = 0
        /// Lowest four bits: 0 idle, 1 searching, 2 acquired, 3 unusable, 4 code locked, 5...7 code and carrier.
        public var quality: UInt8 = 0
        /// Carrier to noise density, dB-Hz; 0: no signal.
        public var cno: UInt8 = 0
        /// Elevation, degrees.
        public var elev: Int8 = 0
        /// Azimuth, degrees.
        public var azim: Int16 = 0
        /// Pseudorange residual, cm.
        public var prRes: Int32 = 0

        public init() {}
    }

    /// What a message can hold here; channels beyond it are left out, and `numCh` still counts them.
    public typealias Channels = FixedList<72, Channel>

    /// GPS time of week of the navigation epoch, ms.
    public var iTOW: UInt32 = 0
    /// Lowest three bits, the chip: 0 Antaris, 1 u-blox 5, 2 u-blox 6, 3 u-blox 7, 4 u-blox 8.
    public var globalFlags: UInt8 = 0
    /// How many channels the receiver listed.
    public private(set) var numCh: UInt8 = 0
    public private(set) var channels = Channels(filler: Channel())

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        if payload.count < 8 { throw .length(payload.count) }
        let listed: UInt8 = payload[4]
        try payload.require(8, plus: Int(listed), times: 12)
        iTOW = payload.field(0)
        globalFlags = payload.field(5)
        for block in 0..<Int(listed) { append(Channel(payload, at: 8 + 12 * block)) }
    }

    /// Adds a channel; beyond 255 it is ignored.
    public mutating func append(_ channel: Channel) {
        guard numCh < .max else { return }
        numCh += 1
        channels.append(channel)
    }

    /// Writes the channels that are held, and their number.
    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(iTOW, UInt8(channels.count), globalFlags, UInt16(0))
        for channel in channels { channel.append(to: &bytes) }
    }
}

extension NavSVInfo.Channel {
    init(_ payload: Span<UInt8>, at offset: Int) {
        chn = payload.field(offset)
        svid = payload.field(offset + 1)
        flags = payload.field(offset + 2)
        quality = payload.field(offset + 3)
        cno = payload.field(offset + 4)
        elev = payload.field(offset + 5)
        azim = payload.field(offset + 6)
        prRes = payload.field(offset + 8)
    }

    func append(to bytes: inout [UInt8]) { bytes.put(chn, svid, flags, quality, cno, elev, azim, prRes) }

    /// It is used in the solution.
    public var svUsed: Bool {
        get { flags[bit: 0] }
        set { flags[bit: 0] = newValue }
    }
    /// An orbit is known.
    public var orbitAvail: Bool {
        get { flags[bit: 2] }
        set { flags[bit: 2] = newValue }
    }
    public var unhealthy: Bool {
        get { flags[bit: 4] }
        set { flags[bit: 4] = newValue }
    }
    /// As ``NavSat/Satellite/qualityInd``.
    public var qualityInd: UInt8 {
        get { quality[bits: 0...3] }
        set { quality[bits: 0...3] = newValue }
    }
}
