// SPDX-License-Identifier: Apache-2.0

import CLinux
import Synchronization
public import TimeBase

/// Runs a front panel on a thread of its own, without any claim to be on time: blinking must not cost the timing
/// thread a wake-up, and a chip behind a slow bus must not hold it up.
public final class PanelThread: Sendable {
    /// How often the state is looked at where nothing blinks.
    private static let interval: Duration = .milliseconds(250)

    private let wake: WakeUp
    private let isEnding = Atomic<Bool>(false)
    private let thread: Mutex<HostThread?>

    private init() throws(HostFault) {
        wake = try WakeUp()
        thread = Mutex(nil)
    }

    /// - Parameters:
    ///   - look: what is to be shown now; called from the panel's thread.
    ///   - tell: called from the panel's thread with presses and faults.
    public static func start(
        _ plan: PanelPlan, provider: any LineProvider = GPIODLines(),
        look: @escaping @Sendable (MonotonicInstant) -> PanelLook, tell: @escaping @Sendable (PanelNews) -> Void
    ) throws(HostFault) -> PanelThread {
        let panel = try PanelThread()
        try panel.thread.withLock { (thread) throws(HostFault) in
            thread = try HostThread.spawn(name: "panel") {
                panel.run(Panel(plan, provider: provider), look: look, tell: tell)
            }
        }
        return panel
    }

    /// Ends it: lamps dark, the relay's contact open. Returns once that is done.
    public func stop() {
        isEnding.store(true, ordering: .releasing)
        wake.signal()
        let running = thread.withLock { $0.take() }
        if let running { running.join() }
    }

    private func run(
        _ started: Panel, look: (MonotonicInstant) -> PanelLook, tell: (PanelNews) -> Void
    ) {
        var panel = started
        while !isEnding.load(ordering: .acquiring) {
            let now = HostClock.now
            let shown = look(now)
            panel.show(shown, at: now, telling: tell)
            panel.listen(at: now, telling: tell)
            let next = [now + Self.interval, shown.nextChange(after: now), panel.attempt].compactMap(\.self).min()
            wait(panel.descriptor, until: next ?? now)
        }
        panel.show(.off, at: HostClock.now, telling: tell)
    }

    private func wait(_ descriptor: Int32, until instant: MonotonicInstant) {
        let descriptors: InlineArray<2, Int32> = [wake.raw, descriptor]
        let timeout = max(0, (instant - HostClock.now).wholeNanoseconds)
        _ = unsafe descriptors.span.withUnsafeBufferPointer {
            unsafe clinux_wait_readable($0.baseAddress, 2, timeout)
        }
    }
}
