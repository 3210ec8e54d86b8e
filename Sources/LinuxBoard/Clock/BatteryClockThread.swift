// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Sets the battery's clock now and then, on a thread of its own: it may take up to a second to answer.
public enum BatteryClockThread {
    /// How often is looked whether it is time.
    private static let interval: Duration = .seconds(5)

    /// - Parameters:
    ///   - time: what is claimed of the time now, and what the served clock shows; called from the new thread.
    ///   - tell: called from that thread after the clock was set at first, or could not be, and when that changes.
    public static func start(
        _ clock: any BatteryClock, time: @escaping @Sendable (MonotonicInstant) -> (TimeState, TAIInstant),
        tell: @escaping @Sendable (ClockFault?) -> Void
    ) throws(HostFault) -> EndableThread {
        try .start(name: "battery clock") { run(clock, time, tell, on: $0) }
    }

    private static func run(
        _ clock: any BatteryClock, _ time: (MonotonicInstant) -> (TimeState, TAIInstant), _ tell: (ClockFault?) -> Void,
        on thread: EndableThread
    ) {
        var keeper = BatteryClockKeeper()
        var told: ClockFault??
        while !thread.isEnding {
            let now = HostClock.now
            let (state, shown) = time(now)
            guard let plan = keeper.plan(state, shown: shown, at: now) else {
                thread.wait(atMost: Self.interval)
                continue
            }
            thread.wait(atMost: plan.wait)
            if thread.isEnding { return }
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
}
