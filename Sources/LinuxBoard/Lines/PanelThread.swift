// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Runs a front panel on a thread of its own, without any claim to be on time: blinking must not cost the timing
/// thread a wake-up, and a chip behind a slow bus must not hold it up.
public enum PanelThread {
    /// How often the state is looked at where nothing blinks.
    private static let interval: Duration = .milliseconds(250)

    /// Its end leaves lamps dark and the relay's contact open.
    /// - Parameters:
    ///   - look: what is to be shown now; called from the panel's thread.
    ///   - tell: called from the panel's thread with presses and faults.
    public static func start(
        _ plan: PanelPlan, provider: any LineProvider = GPIODLines(),
        look: @escaping @Sendable (MonotonicInstant) -> PanelLook, tell: @escaping @Sendable (PanelNews) -> Void
    ) throws(HostFault) -> EndableThread {
        try .start(name: "panel") { run(Panel(plan, provider: provider), look: look, tell: tell, on: $0) }
    }

    private static func run(
        _ started: Panel, look: (MonotonicInstant) -> PanelLook, tell: (PanelNews) -> Void, on thread: EndableThread
    ) {
        var panel = started
        while !thread.isEnding {
            let now = HostClock.now
            let shown = look(now)
            panel.show(shown, at: now, telling: tell)
            panel.listen(at: now, telling: tell)
            let next = [now + Self.interval, shown.nextChange(after: now), panel.attempt].compactMap(\.self).min()
            thread.wait(for: panel.descriptor, atMost: (next ?? now) - HostClock.now)
        }
        panel.show(.off, at: HostClock.now, telling: tell)
    }
}
