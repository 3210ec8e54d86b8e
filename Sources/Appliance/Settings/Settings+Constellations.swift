// SPDX-License-Identifier: Apache-2.0

import GNSS

extension Settings.Receiver {
    /// A satellite system, as the file names it.
    public enum Constellation: String, Sendable, CaseIterable, CustomStringConvertible {
        case gps, galileo, beidou, glonass, qzss, sbas

        public var description: String { rawValue }
    }

    /// As the receiver is told.
    var told: Constellations? {
        constellations.map { $0.reduce(into: Constellations()) { $0.formUnion($1.told) } }
    }
}

extension Settings.Receiver.Constellation {
    fileprivate var told: Constellations {
        switch self {
        case .gps: .gps
        case .galileo: .galileo
        case .beidou: .beidou
        case .glonass: .glonass
        case .qzss: .qzss
        case .sbas: .sbas
        }
    }
}
