// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What the front panel shows: all of it follows from the published state.
public struct PanelLook: Hashable, Sendable, BitwiseCopyable {
    /// Steady while locked, slow in holdover, fast in every other state.
    public var lock: LampPattern
    /// Steady while the time must not be relied on or an alarm stands, slow while it comes from something other than
    /// the receiver.
    public var alarm: LampPattern
    /// The alarm relay is drawn (its contact closed) while all is well: a broken wire, a lost supply and a dead program
    /// look like an alarm, not like none.
    public var isRelayDrawn: Bool

    /// Nothing is known, or nobody is left to know it.
    public static let unknown = PanelLook(lock: .dark, alarm: .steady, isRelayDrawn: false)
    /// As it is left at the end: dark, and the relay's contact open.
    public static let off = PanelLook(lock: .dark, alarm: .dark, isRelayDrawn: false)

    init(lock: LampPattern, alarm: LampPattern, isRelayDrawn: Bool) {
        (self.lock, self.alarm, self.isRelayDrawn) = (lock, alarm, isRelayDrawn)
    }

    /// - Parameter isAlarmed: whether any alarm stands that is to be seen from outside.
    public init(of state: TimeState, isAlarmed: Bool, at now: MonotonicInstant) {
        guard now - state.asOf <= TimeState.staleness else {
            self = .unknown
            return
        }
        lock = Self.lock(state.phase)
        alarm = isAlarmed || !state.isTrustworthy ? .steady : state.phase == .locked ? .dark : .slow
        isRelayDrawn = state.isTrustworthy && !isAlarmed
    }

    /// By what is routed to the panel, and by nothing else.
    /// - Parameter isAlarmed: whether an alarm that is routed to the panel is raised.
    public init(of state: TimeState, routedAlarm isAlarmed: Bool, at now: MonotonicInstant) {
        guard now - state.asOf <= TimeState.staleness else {
            self = .unknown
            return
        }
        lock = Self.lock(state.phase)
        alarm = isAlarmed ? .steady : state.phase == .locked ? .dark : .slow
        isRelayDrawn = !isAlarmed
    }

    /// For a test: the alarm's lamp, or its relay, or both show the opposite.
    public func turnedOver(lamp: Bool = true, relay: Bool = true) -> PanelLook {
        PanelLook(
            lock: lock, alarm: lamp ? alarm == .steady ? .dark : .steady : alarm,
            isRelayDrawn: relay ? !isRelayDrawn : isRelayDrawn)
    }

    private static func lock(_ phase: TimeState.Phase) -> LampPattern {
        switch phase {
        case .locked: .steady
        case .holdover: .slow
        case .starting, .acquiring, .fallback, .unsynchronised: .fast
        }
    }

    /// When what is shown next changes by itself.
    public func nextChange(after now: MonotonicInstant) -> MonotonicInstant? {
        [lock.nextChange(after: now), alarm.nextChange(after: now)].compactMap(\.self).min()
    }
}
