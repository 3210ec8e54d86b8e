// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
public import TimeBase

/// The system's clock, CLOCK_REALTIME, steered by clock_adjtime(2). It shows TAI: CLOCK_TAI, which a leap second does not
/// touch, once the kernel knows TAI − UTC.
///
/// CLOCK_MONOTONIC is steered together with it, so its mapping has the rate 0 at every frequency. Used by one thread.
public struct SystemClock: SteerableClock {
    /// The kernel's: ±500 ppm (MAXFREQ in <linux/timex.h>).
    public static let frequencyLimit = 500e-6
    /// Of the kernel's field: 2⁻¹⁶ ppm.
    static let units = 65_536e6
    /// Microseconds a tick; more off than 4 and the frequency's range would not reach.
    private static let tick: Int64 = 10_000
    private static let tickMargin: Int64 = 4

    let timeline: HostTimeline
    /// What is in force, fractional: what an earlier run or another program left at first.
    public private(set) var frequency = 0.0
    /// Why it cannot be corrected, as last tried; `nil` while it can.
    public private(set) var fault: ClockFault?
    private var era: UInt32 = 0
    /// What is to be added to CLOCK_TAI until the kernel knows TAI − UTC, seconds.
    var unlabelled: Int32
    var leapStatus: Int32 = 0
    /// In which second of its own the kernel was last told of the time, and whether that was to be trusted.
    var lastTold: (second: Int64, isSure: Bool)?
    var leapCleared: MonotonicInstant?

    /// Takes the clock over: whatever slew or kernel loop another program left is ended, its frequency is kept.
    ///
    /// - Parameter taiMinusUTC: seconds, as the table has it for now.
    public init(timeline: HostTimeline, taiMinusUTC: Int32) {
        self.timeline = timeline
        unlabelled = taiMinusUTC &- timeline.taiOffset
        takeOver()
    }

    /// Its anchor is the counter's zero.
    public var mapping: ClockMapping {
        let shown = Duration.nanoseconds(timeline.difference) + .seconds(Int64(unlabelled))
        return ClockMapping(
            anchor: MonotonicInstant(sinceEpoch: .zero),
            atAnchor: ClockReading(era: era, shown: TAIInstant(sinceEpoch: shown)), rate: 0)
    }

    /// How far the mapping may be off by the time that reading two clocks takes.
    public var uncertainty: Duration { .nanoseconds(timeline.tolerance) }

    public mutating func apply(_ correction: ClockCorrection, at now: MonotonicInstant) -> ClockCorrection {
        let step = correction.step == .zero ? .zero : self.step(by: correction.step)
        setFrequency(correction.frequency)
        return ClockCorrection(frequency: frequency, step: step)
    }

    /// What a change that others made means for this clock.
    mutating func notice(_ change: HostTimeline.Change) -> ClockStep? {
        switch change {
        case .relabelled(let seconds):
            unlabelled &-= seconds
            return nil
        case .stepped(let nanoseconds):
            beginEra()
            return ClockStep(era: era, change: .nanoseconds(nanoseconds))
        }
    }
}

extension SystemClock {
    /// No time constant, no loop, no offset to slew: ADJ_SETOFFSET by nothing ends a slew (ntp_clear in
    /// kernel/time/ntp.c), a status without STA_PLL the loop.
    private mutating func takeOver() {
        guard let found = try? timeline.kernel.adjust(clinux_timex()) else {
            fault = .failed
            return
        }
        frequency = Double(found.frequency) / Self.units
        var wish = clinux_timex()
        wish.modes = UInt32(CLINUX_ADJ_SETOFFSET | CLINUX_ADJ_NANO | CLINUX_ADJ_STATUS)
        wish.status = CLINUX_STA_UNSYNC
        if (found.tick_us - Self.tick).magnitude > UInt64(Self.tickMargin) {
            wish.modes |= UInt32(CLINUX_ADJ_TICK)
            wish.tick_us = Self.tick
        }
        _ = adjust(wish)
    }

    /// Rounded down to the nanosecond. Returns what was applied.
    private mutating func step(by step: Duration) -> Duration {
        var wish = clinux_timex()
        wish.modes = UInt32(CLINUX_ADJ_SETOFFSET | CLINUX_ADJ_NANO)
        wish.step_seconds = step.wholeSeconds
        wish.step_nanoseconds = step.fractionOfSecond.wholeNanoseconds
        guard adjust(wish) != nil else { return .zero }
        timeline.moved(by: step.wholeNanoseconds)
        beginEra()
        return .nanoseconds(step.wholeNanoseconds)
    }

    private mutating func setFrequency(_ wanted: Double) {
        guard wanted.isFinite else { return }
        var wish = clinux_timex()
        wish.modes = UInt32(CLINUX_ADJ_FREQUENCY)
        let limited = min(max(wanted, -Self.frequencyLimit), Self.frequencyLimit)
        wish.frequency = Int64((limited * Self.units).rounded())
        if let done = adjust(wish) { frequency = Double(done.frequency) / Self.units }
    }

    private mutating func beginEra() {
        era &+= 1
        // The kernel forgets when an armed leap is due when it is set: it must be armed anew.
        leapStatus = 0
        leapCleared = nil
    }

    mutating func adjust(_ wish: clinux_timex) -> clinux_timex? {
        do {
            let done = try timeline.kernel.adjust(wish)
            fault = nil
            return done
        } catch {
            fault = error
            return nil
        }
    }
}
