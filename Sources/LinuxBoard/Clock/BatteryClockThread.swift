// SPDX-License-Identifier: Apache-2.0

import CLinux
import Synchronization
public import TimeBase

/// Sets the battery's clock now and then, on a thread of its own: it may take up to a second to answer.
public final class BatteryClockThread: Sendable {
    /// How often is looked whether it is time.
    private static let interval: Duration = .seconds(5)

    private let wake: WakeUp
    private let isEnding = Atomic<Bool>(false)
    private let thread: Mutex<HostThread?>

    private init() throws(HostFault) {
        wake = try WakeUp()
        thread = Mutex(nil)
    }

    /// - Parameters:
    ///   - time: what is claimed of the time now, and what the served clock shows; called from the new thread.
    ///   - tell: called from that thread after the clock was set at first, or could not be, and when that changes.
    public static func start(
        _ clock: any BatteryClock, time: @escaping @Sendable (MonotonicInstant) -> (TimeState, TAIInstant),
        tell: @escaping @Sendable (ClockFault?) -> Void
    ) throws(HostFault) -> BatteryClockThread {
        let setter = try BatteryClockThread()
        try setter.thread.withLock { (thread) throws(HostFault) in
            thread = try HostThread.spawn(name: "battery clock") { setter.run(clock, time, tell) }
        }
        return setter
    }

    /// Returns once the thread has ended.
    public func stop() {
        isEnding.store(true, ordering: .releasing)
        wake.signal()
        let running = thread.withLock { $0.take() }
        if let running { running.join() }
    }

    private func run(
        _ clock: any BatteryClock, _ time: (MonotonicInstant) -> (TimeState, TAIInstant), _ tell: (ClockFault?) -> Void
    ) {
        var keeper = BatteryClockKeeper()
        var told: ClockFault??
        while !isEnding.load(ordering: .acquiring) {
            let now = HostClock.now
            let (state, shown) = time(now)
            guard let plan = keeper.plan(state, shown: shown, at: now) else {
                wait(Self.interval)
                continue
            }
            wait(plan.wait)
            if isEnding.load(ordering: .acquiring) { return }
            let fault = Self.set(clock, plan.utc)
            if told != fault { tell(fault) }
            told = .some(fault)
        }
    }

    private static func set(_ clock: any BatteryClock, _ utc: UTCInstant) -> ClockFault? {
        do throws(ClockFault) {
            try clock.set(utc)
            return nil
        } catch {
            return error
        }
    }

    private func wait(_ time: Duration) {
        let descriptors: InlineArray<1, Int32> = [wake.raw]
        _ = unsafe descriptors.span.withUnsafeBufferPointer {
            unsafe clinux_wait_readable($0.baseAddress, 1, time.wholeNanoseconds)
        }
    }
}
