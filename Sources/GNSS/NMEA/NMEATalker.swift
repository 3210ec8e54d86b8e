// SPDX-License-Identifier: Apache-2.0

extension NMEA {
    /// Who speaks: the first two letters of a sentence.
    public enum Talker: Hashable, Sendable, BitwiseCopyable {
        case gps
        case glonass
        case galileo
        /// `GB`, and `BD` as makers wrote it before NMEA 4.11.
        case beidou
        /// `GQ`; `QZ` and `PQ` as some makers write it.
        case qzss
        /// `GI`
        case navic
        /// `GN`: several systems together.
        case combined
        /// Anything else: the two letters as they stand.
        case other(UInt8, UInt8)

        public init(_ first: UInt8, _ second: UInt8) {
            switch (first, second) {
            case (UInt8(ascii: "G"), UInt8(ascii: "P")): self = .gps
            case (UInt8(ascii: "G"), UInt8(ascii: "L")): self = .glonass
            case (UInt8(ascii: "G"), UInt8(ascii: "A")): self = .galileo
            case (UInt8(ascii: "G"), UInt8(ascii: "B")), (UInt8(ascii: "B"), UInt8(ascii: "D")): self = .beidou
            case (UInt8(ascii: "G"), UInt8(ascii: "Q")), (UInt8(ascii: "Q"), UInt8(ascii: "Z")),
                (UInt8(ascii: "P"), UInt8(ascii: "Q")):
                self = .qzss
            case (UInt8(ascii: "G"), UInt8(ascii: "I")): self = .navic
            case (UInt8(ascii: "G"), UInt8(ascii: "N")): self = .combined
            default: self = .other(first, second)
            }
        }

        /// The letters to write.
        public var letters: (UInt8, UInt8) {
            switch self {
            case .gps: (UInt8(ascii: "G"), UInt8(ascii: "P"))
            case .glonass: (UInt8(ascii: "G"), UInt8(ascii: "L"))
            case .galileo: (UInt8(ascii: "G"), UInt8(ascii: "A"))
            case .beidou: (UInt8(ascii: "G"), UInt8(ascii: "B"))
            case .qzss: (UInt8(ascii: "G"), UInt8(ascii: "Q"))
            case .navic: (UInt8(ascii: "G"), UInt8(ascii: "I"))
            case .combined: (UInt8(ascii: "G"), UInt8(ascii: "N"))
            case .other(let first, let second): (first, second)
            }
        }

        /// The one system whose satellites this talker numbers; `nil` where the number itself must tell.
        public var constellation: Constellation? {
            switch self {
            case .glonass: .glonass
            case .galileo: .galileo
            case .beidou: .beidou
            case .qzss: .qzss
            case .navic: .navic
            case .gps, .combined, .other: nil
            }
        }
    }
}
