// SPDX-License-Identifier: Apache-2.0

/// Whether a receiver uses a system at all (ZED-F9P interface description UBX-18010854, "CFG-SIGNAL"). Which of the
/// system's signals it uses is said by other keys, and stays as it is.
extension NamedKey {
    /// `nil` for systems that cannot be chosen.
    static func enabled(_ system: Constellation) -> NamedKey? {
        switch system {
        case .gps: NamedKey("CFG-SIGNAL-GPS_ENA", 0x1031_001F)
        case .sbas: NamedKey("CFG-SIGNAL-SBAS_ENA", 0x1031_0020)
        case .galileo: NamedKey("CFG-SIGNAL-GAL_ENA", 0x1031_0021)
        case .beidou: NamedKey("CFG-SIGNAL-BDS_ENA", 0x1031_0022)
        case .qzss: NamedKey("CFG-SIGNAL-QZSS_ENA", 0x1031_0024)
        case .glonass: NamedKey("CFG-SIGNAL-GLO_ENA", 0x1031_0025)
        case .imes, .navic: nil
        }
    }
}

extension Constellations {
    /// Each system that can be chosen, on or off.
    var keyedValues: [ReceiverSetting.KeyedValue] {
        Self.choosable.members.compactMap { system in
            NamedKey.enabled(system).map { .init($0, contains(Self(system)) ? 1 : 0) }
        }
    }

    /// Whether one of the major systems is on among these.
    static func hasMajor(_ items: [ReceiverSetting.KeyedValue]) -> Bool {
        let keys = major.members.compactMap { NamedKey.enabled($0) }
        return items.contains { $0.value != 0 && keys.contains($0.named) }
    }
}
