// SPDX-License-Identifier: Apache-2.0

extension ManagementID {
    /// Whether it is asked of each port rather than of the clock (IEEE 1588-2019, table 59).
    var isOfPort: Bool {
        switch self {
        case .nullManagement, .clockDescription, .portDataSet, .logAnnounceInterval, .announceReceiptTimeout,
            .logSyncInterval, .versionNumber, .enablePort, .disablePort, .unicastNegotiationEnable, .masterOnly,
            .delayMechanism, .logMinPeerDelayRequestInterval, .portDataSetNP, .portProperties, .portStatistics,
            .portHardwareClock:
            true
        default: false
        }
    }

    /// Whether it means something, even where we do not answer it: the standard's, and linuxptp's.
    var isKnown: Bool {
        switch rawValue {
        case 0x0000...0x0007, 0x2000...0x2021, 0x3000...0x3004, 0x4000...0x4002, 0x6000...0x6001, 0xC000...0xC009: true
        default: false
        }
    }
}
