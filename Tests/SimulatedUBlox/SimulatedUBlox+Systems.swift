// SPDX-License-Identifier: Apache-2.0

public import GNSS

/// Which satellite systems it uses, by whichever way it is told.
extension SimulatedUBlox {
    private static let keys: [UInt32: Constellation] = [
        0x1031_001F: .gps, 0x1031_0020: .sbas, 0x1031_0021: .galileo, 0x1031_0022: .beidou, 0x1031_0024: .qzss,
        0x1031_0025: .glonass,
    ]
    private static let majors: Set<Constellation> = [.gps, .galileo, .beidou, .glonass]

    /// The systems in use.
    public var systemsInUse: Set<Constellation> {
        if model.hasKeys { return Set(Self.keys.filter { (values[$0.key] ?? 0) != 0 }.values) }
        return Self.enabled(systems)
    }

    /// As it comes: GPS, SBAS, QZSS and GLONASS, with u-blox's channels for them.
    mutating func tuneIn() {
        (systems.numTrkChHw, systems.numTrkChUse) = (32, 32)
        for system in model.systems {
            let isOn = [.gps, .sbas, .qzss, .glonass].contains(system)
            let isMajor = Self.majors.contains(system)
            systems.blocks.append(
                .init(
                    gnssId: system.rawValue, resTrkCh: isMajor ? 8 : 0, maxTrkCh: isMajor ? 16 : 3,
                    flags: isOn ? 0x0001_0001 : 0x0001_0000))
        }
        guard model.hasKeys else { return }
        for (key, system) in Self.keys where [.gps, .sbas, .qzss, .glonass].contains(system) {
            values[key] = model.systems.contains(system) ? 1 : nil
        }
    }

    func isUnknown(_ key: CfgKey) -> Bool {
        if model.unknownKeys.contains(key.rawValue) { return true }
        return Self.keys[key.rawValue].map { !model.systems.contains($0) } ?? false
    }

    /// As the manual's configuration requirements have it.
    func accepts(_ told: CfgGNSS) -> Bool {
        let isRight = told.blocks.allSatisfy { block in
            let system = Constellation(rawValue: block.gnssId)
            guard let system, model.systems.contains(system) else { return false }
            let fewest = Self.majors.contains(system) ? 4 : 1
            return !block.enable || (block.maxTrkCh >= fewest && block.sigCfgMask != 0)
        }
        return isRight && accepts(Self.enabled(told))
    }

    func accepts(_ order: CfgValSet) -> Bool {
        guard order.items.contains(where: { Self.keys[$0.key.rawValue] != nil }) else { return true }
        var next = systemsInUse
        for item in order.items {
            guard let system = Self.keys[item.key.rawValue] else { continue }
            if item.value == 0 { next.remove(system) } else { next.insert(system) }
        }
        return accepts(next)
    }

    private func accepts(_ next: Set<Constellation>) -> Bool {
        (1...model.mostMajors).contains(next.intersection(Self.majors).count)
    }

    private static func enabled(_ systems: CfgGNSS) -> Set<Constellation> {
        Set(systems.blocks.filter(\.enable).compactMap { Constellation(rawValue: $0.gnssId) })
    }
}
