// SPDX-License-Identifier: Apache-2.0

/// What a port does now (IEEE 1588-2019, table 20, with its numbers). A grandmaster never follows another clock by PTP, so
/// it is never uncalibrated or slave.
public enum PortState: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case initializing = 1
    case faulty = 2
    case disabled = 3
    case listening = 4
    case preMaster = 5
    case master = 6
    case passive = 7
    case uncalibrated = 8
    case slave = 9
}

/// How the path's delay is measured (8.2.15.4.4, table 21).
public enum DelayMechanism: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case endToEnd = 1
    case peerToPeer = 2
    case none = 0xFE
}
