// SPDX-License-Identifier: Apache-2.0

public import TimeBase

// What a server that smears does otherwise: its timestamps and its claim.

extension LeapSmear {
    /// The smeared clock's timestamp at `tai`.
    public func timestamp(at tai: TAIInstant, _ utc: UTCRelation) -> NTPTimestamp {
        let plain = UTCRelation(taiMinusUTC: utc.taiMinusUTC)
        return NTPTimestamp(plain.utc(shifted(tai, utc)))
    }

    /// A ``Timeline`` of the smeared clock. It is straight from the mapping's anchor on: 1 s away it is 0.4 ns off at
    /// most, beside a corner of the linear smear 12 µs/s; so anchor it at the batch.
    public func timeline(_ mapping: ClockMapping, _ utc: UTCRelation) -> Timeline {
        let shown = mapping.atAnchor.shown
        var smeared = mapping
        smeared.atAnchor.shown = shifted(shown, utc)
        smeared.rate = mapping.rate + (1 + mapping.rate) * rate(at: shown, utc)
        return Timeline(smeared, utc: UTCRelation(taiMinusUTC: utc.taiMinusUTC))
    }

    /// What TAI would be if UTC had never changed again, and the smeared clock were right.
    private func shifted(_ tai: TAIInstant, _ utc: UTCRelation) -> TAIInstant {
        tai - (taiMinusSmeared(at: tai, utc) - .seconds(Int64(utc.taiMinusUTC)))
    }
}

extension ServerClaim {
    /// What is claimed of a smeared clock. It never announces a leap second: it has none. While one is being spread,
    /// the reference id is 254.x.y.z, as ntpd has it, with the offset from UTC in its last three octets. The root
    /// dispersion stays the bound on the smeared clock's own error, as with ntpd and chronyd: those who want UTC
    /// know by the reference id that they do not get it.
    ///
    /// - Parameters:
    ///   - utc: as ``LeapSmear/relation(of:at:)`` gives it.
    public func smeared(
        by smear: LeapSmear, at shown: TAIInstant, lastUpdate: TAIInstant?, _ utc: UTCRelation
    ) -> ServerClaim {
        var claim = self
        if leap == .insert || leap == .delete { claim.leap = .none }
        if let lastUpdate { claim.reference = smear.timestamp(at: lastUpdate, utc) }
        if stratum < 16, smear.isUnderWay(at: shown, utc) {
            claim.referenceID = ReferenceID.smeared(by: smear.offset(at: shown, utc))
        }
        return claim
    }
}

extension ReferenceID {
    /// 254, then the smear's offset from UTC: 24 bits, two of them whole seconds with the sign, to nearest.
    static func smeared(by offset: Duration) -> UInt32 {
        let units = (offset.realSeconds * 4_194_304).rounded()
        return 0xFE00_0000 | UInt32(truncatingIfNeeded: Int32(min(max(units, -8_388_608), 8_388_607))) & 0xFF_FFFF
    }
}
