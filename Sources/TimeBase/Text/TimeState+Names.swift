// SPDX-License-Identifier: Apache-2.0

extension TimeState.Phase: CustomStringConvertible {
    /// The word that every interface uses for it.
    public var name: String {
        switch self {
        case .starting: "starting"
        case .acquiring: "acquiring"
        case .locked: "locked"
        case .holdover: "holdover"
        case .fallback: "fallback"
        case .unsynchronised: "unsynchronised"
        }
    }

    public var description: String { name }
}

extension TimeReference {
    /// The reference id of a stratum 1 server, at most four letters; empty for ``none``.
    ///
    /// GPS and GAL stand in IANA's registry (NTP Reference Identifier Codes). The registry has none for the other
    /// systems: they have the abbreviations of RINEX, and GNSS where several agree.
    public var refid: String {
        switch self {
        case .none: ""
        case .gps: "GPS"
        case .galileo: "GAL"
        case .beidou: "BDS"
        case .glonass: "GLO"
        case .qzss: "QZS"
        case .navic: "IRN"
        case .gnss: "GNSS"
        }
    }

    /// ``refid`` as NTP packets carry it: four ASCII octets, left-justified, zero-padded, the first one highest
    /// (RFC 5905, section 7.3). Allocates nothing.
    public var refidCode: UInt32 {
        switch self {
        case .none: 0
        case .gps: 0x4750_5300
        case .galileo: 0x4741_4C00
        case .beidou: 0x4244_5300
        case .glonass: 0x474C_4F00
        case .qzss: 0x515A_5300
        case .navic: 0x4952_4E00
        case .gnss: 0x474E_5353
        }
    }

    /// The system's name in a sentence.
    public var name: String {
        switch self {
        case .none: "no reference"
        case .gps: "GPS"
        case .galileo: "Galileo"
        case .beidou: "BeiDou"
        case .glonass: "GLONASS"
        case .qzss: "QZSS"
        case .navic: "NavIC"
        case .gnss: "GNSS"
        }
    }
}
