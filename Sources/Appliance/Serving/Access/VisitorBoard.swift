// SPDX-License-Identifier: Apache-2.0

import NTP

/// Whom one worker has answered, put up by it at least once a second and read by anybody who comes by within ten.
///
/// Ten seconds that are over stay until the ones after the next begin.
final class VisitorBoard: Sendable {
    private static let none = Reception.Visitors(sketch: ClientSketch(), slice: -1)
    private let even = Published(none)
    private let odd = Published(none)

    /// For the worker alone.
    func put(_ visitors: Reception.Visitors) {
        (visitors.slice & 1 == 0 ? even : odd).publish(visitors)
    }

    /// Takes all that is there into a census; the same again changes nothing.
    func add(to census: inout ClientCensus) {
        for visitors in [even.read(), odd.read()] where visitors.slice >= 0 {
            census.merge(visitors.sketch, at: visitors.slice)
        }
    }
}
