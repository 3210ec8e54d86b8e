// SPDX-License-Identifier: Apache-2.0

/// What every Follow_Up of IEEE 802.1AS-2020 carries (11.4.4.3). A grandmaster's own says zero of everything but the time
/// base and its changes.
public struct FollowUpInformation: OrganizationTLV {
    public static let type = TLVType.organizationExtension
    public static let identity = OrganizationExtension.followUpInformation
    public static let count = 28

    /// (Rate ratio − 1) · 2⁴¹ of the grandmaster to the sender; 0 of the grandmaster itself.
    public var cumulativeScaledRateOffset: Int32 = 0
    /// Counts the jumps of the grandmaster's time or frequency.
    public var gmTimeBaseIndicator: UInt16 = 0
    /// How far the time jumped the last time, 2⁻¹⁶ ns, 96 bits, signed.
    public var lastGmPhaseChange: Int128 = 0
    /// How far the frequency did, fractional, · 2⁴¹.
    public var scaledLastGmFreqChange: Int32 = 0

    public init() {}

    public init(checked message: Span<UInt8>, _ offset: Int) {
        cumulativeScaledRateOffset = Int32(bitPattern: message.big32(offset))
        gmTimeBaseIndicator = message.big16(offset + 4)
        lastGmPhaseChange = message.signed96(offset + 6)
        scaledLastGmFreqChange = Int32(bitPattern: message.big32(offset + 18))
    }

    public func writeData(into buffer: inout MutableSpan<UInt8>, at offset: Int) {
        buffer.set(UInt32(bitPattern: cumulativeScaledRateOffset), offset)
        buffer.set(gmTimeBaseIndicator, offset + 4)
        buffer.set96(lastGmPhaseChange, offset + 6)
        buffer.set(UInt32(bitPattern: scaledLastGmFreqChange), offset + 18)
    }
}
