// SPDX-License-Identifier: Apache-2.0

import Board
import NTP

/// An address at which NTP is served, and which time: the true one, or one whose leap seconds are smeared.
struct NTPAddress: Hashable, Sendable, CustomStringConvertible {
    var endpoint: IPEndpoint
    /// `nil`: the true time.
    var smear: LeapSmear?

    var description: String { "\(endpoint)" }

    /// Whether its socket can hear what comes to a group; what looks for servers there is told the true time.
    func hears(_ group: IPAddress) -> Bool {
        smear == nil && endpoint.address.isUnspecified && endpoint.address.isV4 == group.isV4
    }
}
