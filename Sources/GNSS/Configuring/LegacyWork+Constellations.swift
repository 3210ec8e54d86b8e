// SPDX-License-Identifier: Apache-2.0

/// UBX-CFG-GNSS: of what the receiver reports, only the switches are altered, and what must be so for a system that is
/// switched on (UBX-13003221, UBX-CFG-GNSS, "Configuration requirements").
///
/// The manual wants an M8 that is to have Galileo saved and reset afterwards. That is not done: a reset takes the
/// receiver off USB, and whatever its battery does not hold is forgotten by it, to be set and reset for ever.
extension LegacyWork {
    /// A major system needs at least so many channels, another one at least one.
    private static let fewestChannels: UInt8 = 4

    static func constellations(_ wanted: Constellations, _ has: CfgGNSS) -> Judgement {
        guard !wanted.subtracting(missing(of: wanted, in: has)).isDisjoint(with: .major) else {
            return .leave(Self.whyNoMajor)
        }
        var next = has
        let hasMasks = has.blocks.contains { $0.enable && $0.sigCfgMask != 0 }
        for index in next.blocks.indices {
            guard let system = Constellation(rawValue: next.blocks[index].gnssId),
                Constellations.choosable.contains(Constellations(system))
            else { continue }
            turn(&next.blocks[index], on: wanted.contains(Constellations(system)), system, hasMasks)
        }
        return next == has ? .isSo : .write(next.frame)
    }

    static let whyNoMajor = "none of the systems wished for is to be had"

    /// What is wished for and not to be had.
    static func missing(of wanted: Constellations, in has: CfgGNSS) -> Constellations {
        has.blocks.reduce(into: wanted) { rest, block in
            if let system = Constellation(rawValue: block.gnssId) { rest.remove(Constellations(system)) }
        }
    }

    /// What is so already stays as it is, whatever its channels are.
    private static func turn(_ block: inout CfgGNSS.Block, on: Bool, _ system: Constellation, _ hasMasks: Bool) {
        if block.enable == on { return }
        block.enable = on
        guard on else { return }
        let isMajor = Constellations.major.contains(Constellations(system))
        block.maxTrkCh = max(block.maxTrkCh, isMajor ? fewestChannels : 1)
        if hasMasks, block.sigCfgMask == 0 { block.sigCfgMask = 1 }
    }
}
