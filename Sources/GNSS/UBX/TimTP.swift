// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// UBX-TIM-TP: which instant the *next* time pulse marks, and by how much the edge will miss it.
///
/// The pulse can only come on a tick of the receiver's own clock, so it misses the instant by up to half a tick
/// (about ±10 ns on u-blox 8, ±4 ns on u-blox 9), and by how much is known beforehand: `qErr`.
///
/// **Sign of `qErr`**: positive, the edge comes *early*: true instant = edge + `qErr`. What the edge is late by
/// (positive: late) is therefore −`qErr`: see ``sawtooth``. The manuals do not state the sign. It was measured: with
/// a counter started by a reference and stopped by a ZED-F9T's pulse, `qErr` added to the interval removes the
/// sawtooth (A. Wallin, "uBlox F9T qErr correction", 2019, anderswallin.net), and others who publish their reduction
/// of counter readings add it too ("positive qErr: the pulse fired early").
public struct TimTP: UBXPayload {
    public var id: UBXMessageID { .timTP }

    /// Time of week of the pulse, ms: in UTC if `timeBase` is set (GPS week, but the leap seconds taken away), else
    /// in GNSS time.
    public var towMS: UInt32 = 0
    /// To be added to `towMS`, 2⁻³² ms.
    public var towSubMS: UInt32 = 0
    /// Quantization error of the pulse, ps; positive, the edge comes early.
    public var qErr: Int32 = 0
    /// Week of the pulse in the same time base, since 1980-01-06.
    public var week: UInt16 = 0
    /// What the above mean.
    public var flags: UInt8 = 0
    /// The time base.
    public var refInfo: UInt8 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(16)
        towMS = payload.field(0)
        towSubMS = payload.field(4)
        qErr = payload.field(8)
        week = payload.field(12)
        flags = payload.field(14)
        refInfo = payload.field(15)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(towMS, towSubMS, qErr, week, flags, refInfo)
    }
}

extension TimTP {
    /// Where the edge will really lie, minus the instant it marks: positive, the edge comes late; 1 ps steps.
    /// `nil` where the receiver says that it does not know.
    public var sawtooth: Duration? { qErrInvalid ? nil : .zero - .picoseconds(Int64(qErr)) }
    /// Set: the time base is UTC; else GNSS time, named by `timeRefGnss`.
    public var timeBase: Bool {
        get { flags[bit: 0] }
        set { flags[bit: 0] = newValue }
    }
    /// UTC is available.
    public var utc: Bool {
        get { flags[bit: 1] }
        set { flags[bit: 1] = newValue }
    }
    /// Integrity monitoring: 0 no information, 1 not active, 2 active.
    public var raim: UInt8 {
        get { flags[bits: 2...3] }
        set { flags[bits: 2...3] = newValue }
    }
    /// `qErr` is not valid (u-blox 9 and later).
    public var qErrInvalid: Bool {
        get { flags[bit: 4] }
        set { flags[bit: 4] = newValue }
    }
    /// The pulse is not locked to GNSS time (recent firmware).
    public var tpNotLocked: Bool {
        get { flags[bit: 5] }
        set { flags[bit: 5] = newValue }
    }
    /// 0 GPS, 1 GLONASS, 2 BeiDou, 3 Galileo, 4 NavIC, 15 unknown.
    public var timeRefGnss: UInt8 {
        get { refInfo[bits: 0...3] }
        set { refInfo[bits: 0...3] = newValue }
    }
    /// As ``NavTimeUTC/utcStandard``.
    public var utcStandard: UInt8 {
        get { refInfo[bits: 4...7] }
        set { refInfo[bits: 4...7] = newValue }
    }
}
