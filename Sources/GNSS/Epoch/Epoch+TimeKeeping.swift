// SPDX-License-Identifier: Apache-2.0

public import TimeBase

// What the timing loop asks of an epoch.

extension StatedTime {
    /// The stated time as TAI: from GPS time by a constant where that is stated; else from UTC by `relation`.
    /// `nil` where UTC is all there is and cannot be converted, or the receiver does not vouch for its leap seconds.
    public func tai(_ relation: UTCRelation) -> TAIInstant? {
        if let gps { return TAIInstant(gps) }
        guard let utc, isUTCVouched else { return nil }
        return try? relation.tai(utc)
    }
}

extension Epoch {
    /// The system whose satellites the solution used, ``TimeReference/gnss`` for several; `nil` where this epoch does not say.
    /// Augmentation (SBAS) does not count.
    public var reference: TimeReference? {
        var found: TimeReference?
        for index in 0..<sky.count where sky[index].isUsed {
            guard let reference = sky[index].constellation.reference else { continue }
            if let found, found != reference { return .gnss }
            found = reference
        }
        return found
    }
}

extension Sky {
    /// Mean carrier to noise density of the four strongest satellites, or of all where there are fewer, dB-Hz; `nil` where
    /// none is tracked.
    public var strength: Double? {
        var strongest = InlineArray<4, UInt8>(repeating: 0)
        for index in 0..<count {
            guard var level = self[index].cn0 else { continue }
            for place in 0..<4 where level > strongest[place] { swap(&level, &strongest[place]) }
        }
        var (sum, tracked) = (0.0, 0.0)
        for place in 0..<4 where strongest[place] > 0 {
            sum += Double(strongest[place])
            tracked += 1
        }
        return tracked > 0 ? sum / tracked : nil
    }
}

extension Constellation {
    /// `nil` for what only augments other systems.
    public var reference: TimeReference? {
        switch self {
        case .gps: .gps
        case .galileo: .galileo
        case .beidou: .beidou
        case .glonass: .glonass
        case .qzss: .qzss
        case .navic: .navic
        case .sbas, .imes: nil
        }
    }
}
