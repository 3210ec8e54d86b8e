// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// The front panel: lamps, the alarm relay and a button. One thread uses it.
struct Panel {
    private var lock: PanelOutput?
    private var alarm: PanelOutput?
    private var relay: PanelOutput?
    private var button: ButtonInput?

    init(_ plan: PanelPlan, provider: any LineProvider) {
        lock = plan.lockLamp.map { PanelOutput("lock lamp", $0, provider: provider) }
        alarm = plan.alarmLamp.map { PanelOutput("alarm lamp", $0, provider: provider) }
        relay = plan.alarmRelay.map { PanelOutput("alarm relay", $0, provider: provider) }
        button = plan.button.map { ButtonInput($0, provider: provider) }
    }

    /// What to wait on for the button; −1 while there is nothing.
    var descriptor: Int32 { button?.descriptor ?? -1 }
    /// When the button wants to be looked at.
    var attempt: MonotonicInstant? { button?.attempt }

    /// Shows it as it is to be seen now; tells what cannot be shown.
    mutating func show(_ look: PanelLook, at now: MonotonicInstant, telling tell: (PanelNews) -> Void) {
        Self.set(&lock, look.lock.isLit(at: now), at: now, tell)
        Self.set(&alarm, look.alarm.isLit(at: now), at: now, tell)
        Self.set(&relay, look.isRelayDrawn, at: now, tell)
    }

    /// Takes what was done to the button.
    mutating func listen(at now: MonotonicInstant, telling tell: (PanelNews) -> Void) {
        guard let place = button?.place else { return }
        do throws(SourceFault) {
            while let press = try button?.next(at: now) { tell(.pressed(press)) }
        } catch {
            tell(.fault(part: "button", place: place, error))
        }
    }

    private static func set(
        _ output: inout PanelOutput?, _ level: Bool, at now: MonotonicInstant, _ tell: (PanelNews) -> Void
    ) {
        guard let fault = output?.set(level, at: now), let output else { return }
        tell(.fault(part: output.name, place: output.place, fault))
    }
}
