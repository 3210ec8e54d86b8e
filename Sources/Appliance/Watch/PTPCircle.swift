// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import PTP
import TimeBase

/// PTP clocks that are asked together: those of one link, or one at an address.
struct PTPCircle: Hashable, Sendable {
    /// The group's name.
    var group: String
    var way: Settings.PTPWay
    var profile: Profile
    var domain: UInt8

    init(_ group: Settings.WatchGroup, _ way: Settings.PTPWay) {
        (self.group, self.way, profile) = (group.group, way, group.ptpProfile)
        domain = group.ptpDomain.map { UInt8(clamping: $0) } ?? group.ptpProfile.row.domain
    }

    /// All of them, with how often each is asked.
    static func all(of groups: [Settings.WatchGroup]) -> [(circle: PTPCircle, interval: Duration)] {
        groups.flatMap { group in
            group.nodes.compactMap { node in
                guard case .ptp(let way) = node else { return nil }
                return (PTPCircle(group, way), .seconds(group.everySeconds))
            }
        }
    }
}

/// Which clocks have answered in a circle.
struct PTPFound: Sendable {
    /// In the order in which they were found.
    var clocks: [(identity: ClockIdentity, address: MessageAddress)] = []
    /// Why nobody can be asked; `nil` while all is well.
    var trouble: String?
}

extension PTPFound: Equatable {
    static func == (a: PTPFound, b: PTPFound) -> Bool {
        a.trouble == b.trouble && a.clocks.map(\.identity) == b.clocks.map(\.identity)
            && a.clocks.map(\.address) == b.clocks.map(\.address)
    }
}

extension ToldClock {
    /// Where it is from our time by its own word; `nil`: that cannot be told.
    func difference(ours: ClockIdentity?, _ own: OwnClock) -> ClockDifference? {
        switch place(ours: ours) {
        case .unknown: nil
        case .fromUs(let offset, let uncertainty):
            ClockDifference(at: at, offset: offset, uncertainty: uncertainty, era: own.era)
        case .fromTAI(let offset, let uncertainty):
            // What it is from TAI it is from our time but for what ours is off.
            ClockDifference(at: at, offset: offset, uncertainty: uncertainty + own.bound, era: own.era)
        }
    }
}
