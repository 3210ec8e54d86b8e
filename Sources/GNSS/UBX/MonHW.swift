// SPDX-License-Identifier: Apache-2.0

/// UBX-MON-HW: antenna, jamming and noise (up to u-blox 8; later ``MonRF``). The pins' states are left out.
///
/// Payload: 60 bytes with 17 virtual pins (u-blox 7 and 8), or 68 with 25 (u-blox 5 and 6).
public struct MonHW: UBXPayload {
    public var id: UBXMessageID { .monHW }

    /// Noise level.
    public var noisePerMS: UInt16 = 0
    /// Gain control, 0...8191.
    public var agcCnt: UInt16 = 0
    /// Antenna: 0 initialising, 1 unknown, 2 good, 3 short, 4 open.
    public var aStatus: UInt8 = 0
    /// Antenna power: 0 off, 1 on, 2 unknown.
    public var aPower: UInt8 = 0
    /// Real-time clock, boot mode, jamming, crystal.
    public var flags: UInt8 = 0
    /// Continuous wave jamming: 0 none ... 255 strong.
    public var jamInd: UInt8 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        if payload.count != 60 && payload.count != 68 { throw .length(payload.count) }
        noisePerMS = payload.field(16)
        agcCnt = payload.field(18)
        aStatus = payload.field(20)
        aPower = payload.field(21)
        flags = payload.field(22)
        jamInd = payload.field(payload.count == 60 ? 45 : 53)
    }

    /// Writes the form of 60 bytes, the pins as zeros.
    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.putZeros(16)
        bytes.put(noisePerMS, agcCnt, aStatus, aPower, flags)
        bytes.putZeros(22)
        bytes.put(jamInd)
        bytes.putZeros(14)
    }
}

extension MonHW {
    /// The real-time clock is calibrated.
    public var rtcCalib: Bool {
        get { flags[bit: 0] }
        set { flags[bit: 0] = newValue }
    }
    /// 0 unknown or not watched, 1 no significant jamming, 2 visible but a fix is possible, 3 no fix for jamming.
    public var jammingState: UInt8 {
        get { flags[bits: 2...3] }
        set { flags[bits: 2...3] = newValue }
    }
    /// The crystal is absent.
    public var xtalAbsent: Bool {
        get { flags[bit: 4] }
        set { flags[bit: 4] = newValue }
    }
}
