// SPDX-License-Identifier: Apache-2.0

/// UBX-NAV-SAT: the satellites known to the receiver (u-blox 8 and later).
public struct NavSat: UBXPayload {
    public var id: UBXMessageID { .navSat }

    public struct Satellite: Hashable, Sendable, BitwiseCopyable {
        /// 0 GPS, 1 SBAS, 2 Galileo, 3 BeiDou, 4 IMES, 5 QZSS, 6 GLONASS, 7 NavIC.
        public var gnssId: UInt8 = 0
        /// Number within its system (GLONASS: slot, 255 where it is not known).
        public var svId: UInt8 = 0
        /// Carrier to noise density, dB-Hz; 0: no signal.
        public var cno: UInt8 = 0
        /// Elevation, degrees, −90...90; anything else: unknown.
        public var elev: Int8 = 0
        /// Azimuth, degrees, 0...360; only where the elevation is known.
        public var azim: Int16 = 0
        /// Pseudorange residual, 0.1 m.
        public var prRes: Int16 = 0
        /// Quality, use, health and orbit.
        public var flags: UInt32 = 0

        public init() {}
    }

    /// What a message can hold here; satellites beyond it are left out, and `numSvs` still counts them.
    public typealias Satellites = FixedList<72, Satellite>

    /// GPS time of week of the navigation epoch, ms.
    public var iTOW: UInt32 = 0
    /// How many satellites the receiver listed.
    public private(set) var numSvs: UInt8 = 0
    public private(set) var satellites = Satellites(filler: Satellite())

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        if payload.count < 8 { throw .length(payload.count) }
        if payload[4] != 1 { throw .version(payload[4]) }
        let listed: UInt8 = payload[5]
        try payload.require(8, plus: Int(listed), times: 12)
        iTOW = payload.field(0)
        for block in 0..<Int(listed) { append(Satellite(payload, at: 8 + 12 * block)) }
    }

    /// Adds a satellite; beyond 255 it is ignored.
    public mutating func append(_ satellite: Satellite) {
        guard numSvs < .max else { return }
        numSvs += 1
        satellites.append(satellite)
    }

    /// Writes the satellites that are held, and their number.
    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(iTOW, UInt8(1), UInt8(satellites.count), UInt16(0))
        for satellite in satellites { satellite.append(to: &bytes) }
    }
}

extension NavSat.Satellite {
    init(_ payload: Span<UInt8>, at offset: Int) {
        gnssId = payload.field(offset)
        svId = payload.field(offset + 1)
        cno = payload.field(offset + 2)
        elev = payload.field(offset + 3)
        azim = payload.field(offset + 4)
        prRes = payload.field(offset + 6)
        flags = payload.field(offset + 8)
    }

    func append(to bytes: inout [UInt8]) { bytes.put(gnssId, svId, cno, elev, azim, prRes, flags) }

    /// 0 no signal, 1 searching, 2 acquired, 3 unusable, 4 code locked, 5...7 code and carrier locked.
    public var qualityInd: UInt32 {
        get { flags[bits: 0...2] }
        set { flags[bits: 0...2] = newValue }
    }
    /// It is used in the solution.
    public var svUsed: Bool {
        get { flags[bit: 3] }
        set { flags[bit: 3] = newValue }
    }
    /// 0 unknown, 1 healthy, 2 unhealthy.
    public var health: UInt32 {
        get { flags[bits: 4...5] }
        set { flags[bits: 4...5] = newValue }
    }
    /// Differential corrections are available.
    public var diffCorr: Bool {
        get { flags[bit: 6] }
        set { flags[bit: 6] = newValue }
    }
    /// 0 none, 1 ephemeris, 2 almanac, 3 AssistNow Offline, 4 AssistNow Autonomous.
    public var orbitSource: UInt32 {
        get { flags[bits: 8...10] }
        set { flags[bits: 8...10] = newValue }
    }
}
