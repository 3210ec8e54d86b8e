// SPDX-License-Identifier: Apache-2.0

/// One profile's line of the table: what is usual, and what else it allows.
public struct ProfileRow: Sendable, Equatable {
    /// How two masters are compared.
    public enum BestMaster: Sendable {
        /// IEEE 1588-2019, 9.3.
        case standard
        /// G.8275.1 and G.8275.2, 6.3: no priority1, a local priority, and several grandmasters at once.
        case alternate
        /// IEEE 802.1AS-2020, 10.3.
        case dot1AS
        /// None: masters are told, not found (G.8265.1).
        case none
    }

    /// What besides IEEE 1588's own fields has to be in its messages.
    public struct Extensions: OptionSet, Sendable {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// PATH_TRACE in Announce (IEEE 1588-2019, 16.2; IEEE 802.1AS-2020, 10.6.3.2.8).
        public static let pathTrace = Extensions(rawValue: 1)
        /// Follow_Up information (IEEE 802.1AS-2020, 11.4.4.3).
        public static let followUpInformation = Extensions(rawValue: 2)
        /// IEEE_C37_238 in Announce (IEEE C37.238-2017, 5.12).
        public static let totalInaccuracy = Extensions(rawValue: 4)
        /// Synchronization metadata, in management messages of the grandmaster (SMPTE ST 2059-2, 5.13).
        public static let synchronizationMetadata = Extensions(rawValue: 8)
    }

    public struct Transports: OptionSet, Sendable {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let udp4 = Transports(rawValue: 1)
        public static let udp6 = Transports(rawValue: 2)
        public static let ethernet = Transports(rawValue: 4)
        public static let ip: Transports = [.udp4, .udp6]
        public static let any: Transports = [.udp4, .udp6, .ethernet]

        public init(_ transport: PortSettings.Transport) {
            switch transport {
            case .udp4: self = .udp4
            case .udp6: self = .udp6
            case .ethernet: self = .ethernet
            }
        }
    }

    public var transport: PortSettings.Transport
    public var transports: Transports
    public var sdoId: UInt16
    public var domain: UInt8
    public var domains: ClosedRange<UInt8>
    /// The only one that the profile allows, but for `allowsBothMechanisms`.
    public var delayMechanism: DelayMechanism
    public var allowsBothMechanisms: Bool
    public var isMulticast: Bool
    /// Whether unicast messages may be negotiated (16.1).
    public var isUnicast: Bool
    /// Whether Sync messages may carry their own time of sending.
    public var allowsOneStep: Bool

    /// Log2 seconds.
    public var logAnnounceInterval: Int8
    public var logAnnounceIntervals: ClosedRange<Int8>
    public var logSyncInterval: Int8
    public var logSyncIntervals: ClosedRange<Int8>
    public var logMinDelayRequestInterval: Int8
    public var logMinDelayRequestIntervals: ClosedRange<Int8>
    public var logMinPeerDelayRequestInterval: Int8
    public var logMinPeerDelayRequestIntervals: ClosedRange<Int8>
    public var announceReceiptTimeout: UInt8
    public var announceReceiptTimeouts: ClosedRange<UInt8>

    public var priority1: UInt8
    public var priorities1: ClosedRange<UInt8>
    public var priority2: UInt8
    public var bestMaster: BestMaster
    public var classes: ClassRule
    public var extensions: Extensions
    /// Whether synchronizationUncertain is told.
    public var tellsUncertainty: Bool
}
