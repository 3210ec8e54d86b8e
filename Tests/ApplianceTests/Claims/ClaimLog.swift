// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import SimulatedBoard
import TimeBase
import TimeKeeping

@testable import Appliance

/// What a grandmaster in a simulated world announced: after every event, so four times a second and more.
struct ClaimLog: Sendable {
    struct Moment: Sendable {
        /// After the start.
        var at: Duration
        var state: TimeState
        /// By the default profile, as it is announced.
        var claim: GrandmasterClaim
        /// By G.8275.1.
        var telecom: GrandmasterClaim
        /// Our clock − true time.
        var error: Duration
    }

    private(set) var moments: [Moment] = []
    /// When pulses came, after the start.
    private(set) var pulses: [Duration] = []

    /// Runs a world until so many seconds after its start.
    init(_ world: World, until seconds: Int) {
        var world = world
        var keeper = ClaimKeeper()
        while world.loop.board.now < MonotonicInstant(sinceEpoch: .seconds(seconds)) {
            let event = world.loop.step()
            if case .pulse = event.kind { pulses.append(event.at.sinceEpoch) }
            moments.append(Moment(world, &keeper))
        }
    }

    /// Each class that was announced, and when it began to be.
    var changes: [(clockClass: UInt8, at: Duration)] {
        var changes: [(clockClass: UInt8, at: Duration)] = []
        for moment in moments where moment.claim.quality.clockClass != changes.last?.clockClass {
            changes.append((moment.claim.quality.clockClass, moment.at))
        }
        return changes
    }

    func moments(of clockClass: UInt8) -> [Moment] { moments.filter { $0.claim.quality.clockClass == clockClass } }

    /// Whether the truth was never further away than what was announced.
    var isHonest: Bool {
        moments.allSatisfy { moment in
            moment.claim.quality.accuracy.limit.map { moment.error.magnitude <= $0 } ?? true
        }
    }
}

extension ClaimLog.Moment {
    fileprivate init(_ world: World, _ keeper: inout ClaimKeeper) {
        let (now, state) = (world.loop.board.now, world.state)
        let shown = world.loop.board.clock.reading(at: now).shown
        let claim = GrandmasterClaim(of: state, at: now, shown: shown, under: Profile.defaultE2E.row)
        self.init(
            at: now.sinceEpoch, state: state, claim: keeper.tell(claim, at: now),
            telecom: GrandmasterClaim(of: state, at: now, shown: shown, under: Profile.g8275_1.row),
            error: world.error)
    }
}

extension TimingSettings {
    /// The tests' usual ones, but for the budget of the holdover.
    static func budget(_ change: (inout TimekeepingSettings.Holdover) -> Void) -> TimingSettings {
        var settings = World.settings
        change(&settings.keeping.holdover)
        return settings
    }
}
