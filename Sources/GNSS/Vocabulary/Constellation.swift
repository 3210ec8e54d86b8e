// SPDX-License-Identifier: Apache-2.0

/// A satellite navigation system. Raw values are u-blox's `gnssId` (u-blox M8 receiver description, "GNSS
/// identifiers"), which NAV-SAT carries.
public enum Constellation: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
    case gps = 0
    case sbas = 1
    case galileo = 2
    case beidou = 3
    case imes = 4
    case qzss = 5
    case glonass = 6
    case navic = 7

    /// As people write it.
    public var name: String {
        switch self {
        case .gps: "GPS"
        case .sbas: "SBAS"
        case .galileo: "Galileo"
        case .beidou: "BeiDou"
        case .imes: "IMES"
        case .qzss: "QZSS"
        case .glonass: "GLONASS"
        case .navic: "NavIC"
        }
    }
}
