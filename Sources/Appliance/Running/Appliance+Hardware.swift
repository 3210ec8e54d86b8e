// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import SimulatedBoard
import Synchronization

/// What people ask of the panel and the receiver.
extension Appliance {
    public func testPanel() throws(CommandRefusal) -> Duration { try testPanel(Set(PanelPart.allCases)) }

    public func testPanel(_ part: PanelPart) throws(CommandRefusal) -> Duration { try testPanel([part]) }

    private func testPanel(_ parts: Set<PanelPart>) throws(CommandRefusal) -> Duration {
        guard settings.board.kind == .linux else {
            throw CommandRefusal(.unavailable, "the simulated board has no front panel")
        }
        let there = settings.panel.plan.parts.intersection(parts)
        guard !there.isEmpty else {
            let missing =
                switch (parts.contains(.lamp), parts.contains(.relay)) {
                case (true, true): "neither an alarm lamp nor an alarm relay; see panel in the configuration"
                case (true, false): "no alarm lamp; see panel.alarmLamp in the configuration"
                default: "no alarm relay; see panel.alarmRelay in the configuration"
                }
            throw CommandRefusal(.unavailable, "this board has \(missing)")
        }
        panelAlarms.test(there, at: HostClock.now)
        return PanelAlarms.testTime
    }

    public var receiverSetup: ReceiverSetup {
        guard settings.board.kind == .linux else {
            return ReceiverSetup(summary: "It is simulated, and comes set up for timing.")
        }
        let configures = settings.receiver.configure
        return channels.withLock { $0 }?.desk.setup(configures: configures)
            ?? ReceiverSetup(summary: "Nothing has been set up in it yet.")
    }

    public func ask(ofReceiver wish: ReceiverWish) async throws(CommandRefusal) -> ReceiverSetup {
        guard let channels = channels.withLock({ $0 }) else { throw Self.notStarted }
        if settings.board.kind == .linux { return try await channels.desk.ask(wish) }
        guard case .reset(let start) = wish else {
            throw CommandRefusal(.unavailable, "the receiver is simulated: nothing is ever sent to it")
        }
        try channels.wishes.play(.restart(.init(start)))
        return receiverSetup
    }
}

extension PanelPlan {
    fileprivate var parts: Set<PanelPart> {
        Set([alarmLamp.map { _ in .lamp }, alarmRelay.map { _ in .relay }].compactMap(\.self))
    }
}
