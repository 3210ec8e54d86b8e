// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Synchronization
import TimeBase
import TimeKeeping

/// What the front panel's lamps and its relay show.
///
/// Without a channel of the kind `relay` the alarm's lamp and the relay go by what the timing loop finds wrong. With
/// one they follow the matrix as other channels do: they show an alarm while one that is routed to them is raised,
/// acknowledged or not, and never otherwise. In both cases a state that is not renewed looks like an alarm; so does a
/// program that has ended, since the relay is drawn only while all is well. Where nobody has watched the alarms for
/// ten seconds, the timing loop's own findings count again.
final class PanelAlarms: Sendable {
    /// How long a test turns them over.
    static let testTime: Duration = .seconds(2)

    private struct State {
        var alarms: Settings.Alarms
        var testedUntil: MonotonicInstant?
        var tested: Set<PanelPart> = []
    }

    private let book: AlarmBook
    private let state: Mutex<State>

    init(_ book: AlarmBook, _ alarms: Settings.Alarms) {
        self.book = book
        state = Mutex(State(alarms: alarms))
    }

    /// The routes in force; may be changed at any time.
    var alarms: Settings.Alarms {
        get { state.withLock { $0.alarms } }
        set { state.withLock { $0.alarms = newValue } }
    }

    /// Turns parts of it over for ``testTime``, and no others.
    func test(_ parts: Set<PanelPart> = Set(PanelPart.allCases), at now: MonotonicInstant) {
        state.withLock { ($0.testedUntil, $0.tested) = (now + Self.testTime, parts) }
    }

    func look(_ time: TimeState, _ conditions: Conditions, at now: MonotonicInstant) -> PanelLook {
        let (alarms, testedUntil, tested) = state.withLock { ($0.alarms, $0.testedUntil, $0.tested) }
        let look = look(time, conditions, alarms, at: now)
        guard let testedUntil, now < testedUntil else { return look }
        return look.turnedOver(lamp: tested.contains(.lamp), relay: tested.contains(.relay))
    }

    private func look(
        _ time: TimeState, _ conditions: Conditions, _ alarms: Settings.Alarms, at now: MonotonicInstant
    ) -> PanelLook {
        let isRouted = alarms.channels.contains(where: \.isRelay)
        if isRouted, let isAlarmed = book.isRaised(at: now, among: alarms.goesToRelay) {
            return PanelLook(of: time, routedAlarm: isAlarmed, at: now)
        }
        return PanelLook(of: time, isAlarmed: !conditions.subtracting(Self.unseen).isEmpty, at: now)
    }

    /// A coming end of the leap-second table is for the page, not for a lamp.
    private static let unseen: Conditions = [.leapTableExpired, .holdover, .signalTroubled]
}

extension Settings.Alarms {
    /// Whether the front panel is told of an alarm, by any of its channels.
    public func goesToRelay(_ id: String) -> Bool { channels(for: id).contains(where: \.isRelay) }
}

extension Settings.Alarms.Channel {
    public var isRelay: Bool { kind == .relay }
}
