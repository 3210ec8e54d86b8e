// SPDX-License-Identifier: Apache-2.0

/// What a TLV is (IEEE 1588-2019, table 52). Any number is one; those not named here are passed over.
public struct TLVType: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let management = TLVType(rawValue: 0x0001)
    public static let managementErrorStatus = TLVType(rawValue: 0x0002)
    public static let organizationExtension = TLVType(rawValue: 0x0003)
    public static let requestUnicastTransmission = TLVType(rawValue: 0x0004)
    public static let grantUnicastTransmission = TLVType(rawValue: 0x0005)
    public static let cancelUnicastTransmission = TLVType(rawValue: 0x0006)
    public static let acknowledgeCancelUnicastTransmission = TLVType(rawValue: 0x0007)
    public static let pathTrace = TLVType(rawValue: 0x0008)
    public static let alternateTimeOffsetIndicator = TLVType(rawValue: 0x0009)
    /// An extension that boundary clocks pass on.
    public static let organizationExtensionPropagate = TLVType(rawValue: 0x4000)
    public static let enhancedAccuracyMetrics = TLVType(rawValue: 0x4001)
    /// An extension that they do not.
    public static let organizationExtensionDoNotPropagate = TLVType(rawValue: 0x8000)
    /// Of frequency by the physical layer (annex L); ignored.
    public static let l1Sync = TLVType(rawValue: 0x8001)
    public static let portCommunicationAvailability = TLVType(rawValue: 0x8002)
    public static let protocolAddress = TLVType(rawValue: 0x8003)
    public static let slaveReceiveSyncTimingData = TLVType(rawValue: 0x8004)
    public static let slaveReceiveSyncComputedData = TLVType(rawValue: 0x8005)
    public static let slaveTransmitEventTimestamps = TLVType(rawValue: 0x8006)
    public static let cumulativeRateRatio = TLVType(rawValue: 0x8007)
    /// Octets that mean nothing (14.4).
    public static let pad = TLVType(rawValue: 0x8008)
    /// Of security (16.14); passed over: no key is known here, so it is neither believed nor doubted.
    public static let authentication = TLVType(rawValue: 0x8009)

    /// Whether the value begins with an organisation's number and its own of the TLV (14.3).
    public var isOrganizations: Bool {
        switch self {
        case .organizationExtension, .organizationExtensionPropagate, .organizationExtensionDoNotPropagate: true
        default: false
        }
    }
}
