// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// How fast the neighbour's clock runs, measured by ours (IEEE 802.1AS-2020, 11.2.19.3.3: neighborRateRatio): over the last
/// eight exchanges, since the shorter the span the more the stamps' noise weighs.
struct NeighborRate: Sendable {
    private var moments = InlineArray<8, (origin: TAIInstant, arrived: TAIInstant)?>(repeating: nil)
    private var count = 0
    private(set) var ratio: Double?

    /// Real oscillators are within 100 ppm each; what differs more was a step of either clock.
    private static let limit = 0.0005

    mutating func removeAll() { self = NeighborRate() }

    mutating func add(_ result: PeerExchange.Result) {
        let index = count & 7
        let oldest = count < 8 ? moments[0] : moments[index]
        moments[index] = (result.origin, result.arrived)
        count = count < 15 ? count + 1 : 8
        guard let oldest else { return }
        let (theirs, ours) = (result.origin - oldest.origin, result.arrived - oldest.arrived)
        guard ours > .zero, (theirs - ours).magnitude.realSeconds < ours.realSeconds * Self.limit else {
            // Begin anew from here.
            removeAll()
            (moments[0], count) = ((result.origin, result.arrived), 1)
            return
        }
        ratio = 1 + (theirs - ours).realSeconds / ours.realSeconds
    }
}
