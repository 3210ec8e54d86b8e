// SPDX-License-Identifier: Apache-2.0

/// UBX-NAV-STATUS: the receiver's navigation status.
public struct NavStatus: UBXPayload {
    public var id: UBXMessageID { .navStatus }

    /// GPS time of week of the navigation epoch, ms. Truncated: see the other fields for what lies below.
    public var iTOW: UInt32 = 0
    /// As ``NavPVT/fixType``.
    public var gpsFix: UInt8 = 0
    /// The fix.
    public var flags: UInt8 = 0
    /// Differential and map matching status.
    public var fixStat: UInt8 = 0
    /// More of the state.
    public var flags2: UInt8 = 0
    /// Time to first fix, ms.
    public var ttff: UInt32 = 0
    /// Since start or reset, ms.
    public var msss: UInt32 = 0

    public init() {}

    public init(payload: Span<UInt8>) throws(UBXRefusal) {
        try payload.require(16)
        iTOW = payload.field(0)
        gpsFix = payload.field(4)
        flags = payload.field(5)
        fixStat = payload.field(6)
        flags2 = payload.field(7)
        ttff = payload.field(8)
        msss = payload.field(12)
    }

    public func appendPayload(to bytes: inout [UInt8]) {
        bytes.put(iTOW, gpsFix, flags, fixStat, flags2, ttff, msss)
    }
}

extension NavStatus {
    /// The fix is within its limits.
    public var gpsFixOk: Bool {
        get { flags[bit: 0] }
        set { flags[bit: 0] = newValue }
    }
    /// Differential corrections were applied.
    public var diffSoln: Bool {
        get { flags[bit: 1] }
        set { flags[bit: 1] = newValue }
    }
    /// The week number is valid.
    public var wknSet: Bool {
        get { flags[bit: 2] }
        set { flags[bit: 2] = newValue }
    }
    /// The time of week is valid.
    public var towSet: Bool {
        get { flags[bit: 3] }
        set { flags[bit: 3] = newValue }
    }
    /// Power save: 0 acquisition, 1 tracking, 2 optimised tracking, 3 inactive.
    public var psmState: UInt8 {
        get { flags2[bits: 0...1] }
        set { flags2[bits: 0...1] = newValue }
    }
    /// Spoofing: 0 unknown or off, 1 none, 2 indicated, 3 several indications.
    public var spoofDetState: UInt8 {
        get { flags2[bits: 3...4] }
        set { flags2[bits: 3...4] = newValue }
    }
    /// Carrier phase: 0 none, 1 floating, 2 fixed ambiguities.
    public var carrSoln: UInt8 {
        get { flags2[bits: 6...7] }
        set { flags2[bits: 6...7] = newValue }
    }
}
