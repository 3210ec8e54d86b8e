// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
public import TimeBase

/// A network card's clock (PHC), steered by its own clock id. It shows TAI, as PTP has it.
///
/// It is known by comparisons with CLOCK_REALTIME; between two of them it is reckoned. Used by one thread.
public final class HardwareClock: SteerableClock {
    /// Its device, or the interface that it belongs to.
    public let name: String
    /// The largest frequency correction, fractional; 0 until the clock is there.
    public private(set) var frequencyLimit = 0.0
    /// False until it was there for the first time: what it shows till then is made up.
    private(set) var isKnown = false
    public private(set) var mapping: ClockMapping
    /// How far the mapping was off at the last comparison by the time that took.
    public private(set) var uncertainty: Duration
    /// What is in force, fractional: what an earlier run left at first.
    public private(set) var frequency: Double
    /// Why it cannot be read or corrected, as last tried.
    public private(set) var fault: ClockFault?

    let timeline: HostTimeline
    private let kernel: any PHCKernel
    private var comparer = ClockComparer()
    /// Comparisons since the rate was last unknown; 0: the next is not judged.
    private var run = 0
    private var compared: MonotonicInstant
    private var stepped: MonotonicInstant?

    /// Others' steps below this are a matter for the discipline.
    private static let stepFloor: Duration = .microseconds(1)
    /// How fast the reckoning may go wrong before it is called a step.
    private static let strayRate = 500e-6
    private static let leastGain = 0.25

    /// One that may not be there yet: it is looked for at every comparison.
    ///
    /// - Parameter shown: what it is taken to show until then.
    public convenience init(awaiting name: String, showing shown: TAIInstant, timeline: HostTimeline) {
        self.init(awaiting: HostPHC(named: name), name: name, showing: shown, timeline: timeline)
    }

    init(awaiting kernel: any PHCKernel, name: String = "", showing shown: TAIInstant, timeline: HostTimeline) {
        (self.kernel, self.name, self.timeline) = (kernel, name, timeline)
        let now = HostClock.instant(nanoseconds: timeline.now)
        mapping = ClockMapping(anchor: now, atAnchor: ClockReading(era: 0, shown: shown), rate: 0)
        (uncertainty, frequency, compared) = (.zero, 0, now)
        do throws(ClockFault) { try begin() } catch { fault = error }
    }

    /// One that is there.
    convenience init(_ kernel: any PHCKernel, name: String = "", timeline: HostTimeline) throws(ClockFault) {
        self.init(awaiting: kernel, name: name, showing: TAIInstant(sinceEpoch: .zero), timeline: timeline)
        if let fault { throw fault }
    }

    /// How it is read: which of the kernel's ways the driver offers.
    var method: ClockComparer.Method { comparer.method }

    /// Reads it anew. Returns the step that another made, if one did.
    func compare() -> ClockStep? {
        do throws(ClockFault) {
            guard isKnown else { return try appear() }
            let sample = try comparer.sample(kernel)
            fault = nil
            guard let (at, shown) = Self.place(sample, on: timeline) else { return nil }
            return hear(shown, at: at, sample.uncertainty)
        } catch {
            fault = error
            return nil
        }
    }

    public func apply(_ correction: ClockCorrection, at now: MonotonicInstant) -> ClockCorrection {
        guard isKnown else { return ClockCorrection(frequency: frequency) }
        let step = correction.step == .zero ? .zero : self.step(by: correction.step, at: now)
        setFrequency(correction.frequency, at: now)
        return ClockCorrection(frequency: frequency, step: step)
    }

    /// To be told when CLOCK_MONOTONIC itself is made to run faster by `change` (fractional).
    func hostRateChanged(by change: Double, at now: MonotonicInstant) { reckon(at: now, gaining: -change) }

    /// The monotonic instant of a stamp of this clock; `nil` where it may be of before a step or is not recent.
    func monotonic(stamp nanoseconds: Int64, now: MonotonicInstant) -> MonotonicInstant? {
        guard isKnown else { return nil }
        if let stepped, now - stepped < .nanoseconds(HostTimeline.unsettled) { return nil }
        let ahead = TAIInstant(sinceEpoch: .nanoseconds(nanoseconds)) - mapping.atAnchor.shown
        guard ahead.magnitude < .seconds(60) else { return nil }
        let instant = mapping.anchor + .realSeconds(ahead.realSeconds / (1 + mapping.rate))
        let slack = uncertainty + .nanoseconds(HostTimeline.rounding)
        return instant <= now + slack && instant >= now - .nanoseconds(HostTimeline.oldest) ? instant : nil
    }
}

extension HardwareClock {
    /// Learns all there is to know of it.
    private func begin() throws(ClockFault) {
        frequencyLimit = Double(max(0, try kernel.capabilities().max_adjust_ppb - 1)) * 1e-9
        frequency = Double(try kernel.adjust(clinux_timex()).frequency) / SystemClock.units
        let sample = try comparer.sample(kernel)
        guard let (at, shown) = Self.place(sample, on: timeline) else { throw .failed }
        mapping = ClockMapping(anchor: at, atAnchor: ClockReading(era: mapping.atAnchor.era, shown: shown), rate: 0)
        (uncertainty, compared) = (sample.uncertainty, at)
        (isKnown, fault) = (true, nil)
    }

    /// It came after all: what it was taken to show until now is void.
    private func appear() throws(ClockFault) -> ClockStep {
        let made = mapping
        try begin()
        mapping.atAnchor.era &+= 1
        let change = mapping.atAnchor.shown - made.reading(at: mapping.anchor).shown
        return ClockStep(era: mapping.atAnchor.era, change: change)
    }

    private static func place(
        _ sample: ClockComparer.Sample, on timeline: HostTimeline
    ) -> (MonotonicInstant, TAIInstant)? {
        guard let at = timeline.monotonic(fresh: sample.realtime) else { return nil }
        return (HostClock.instant(nanoseconds: at), TAIInstant(sinceEpoch: .nanoseconds(sample.phc)))
    }

    private func hear(_ shown: TAIInstant, at instant: MonotonicInstant, _ uncertainty: Duration) -> ClockStep? {
        let expected = mapping.reading(at: instant)
        let (elapsed, residual) = ((instant - compared).realSeconds, shown - expected.shown)
        let strayed = Duration.realSeconds(max(0, elapsed) * Self.strayRate)
        let isStep = run > 0 && residual.magnitude > (uncertainty + self.uncertainty) * 2 + Self.stepFloor + strayed
        var rate = mapping.rate
        if !isStep, elapsed > 0.1 {
            rate += residual.realSeconds / elapsed * max(Self.leastGain, 1 / Double(run + 1))
            run += 1
        }
        let era = isStep ? expected.era &+ 1 : expected.era
        mapping = ClockMapping(anchor: instant, atAnchor: ClockReading(era: era, shown: shown), rate: rate)
        (self.uncertainty, compared) = (uncertainty, instant)
        guard isStep else { return nil }
        stepped = instant
        return ClockStep(era: era, change: residual)
    }

    private func step(by step: Duration, at now: MonotonicInstant) -> Duration {
        var wish = clinux_timex()
        wish.modes = UInt32(CLINUX_ADJ_SETOFFSET | CLINUX_ADJ_NANO)
        wish.step_seconds = step.wholeSeconds
        wish.step_nanoseconds = step.fractionOfSecond.wholeNanoseconds
        guard adjust(wish) != nil else { return .zero }
        let applied = Duration.nanoseconds(step.wholeNanoseconds)
        reckon(at: now, gaining: 0)
        mapping.atAnchor.era &+= 1
        mapping.atAnchor.shown += applied
        stepped = now
        // Drivers step by reading and writing: how exactly is for the next comparison to tell.
        run = 0
        return applied
    }

    private func setFrequency(_ wanted: Double, at now: MonotonicInstant) {
        guard wanted.isFinite else { return }
        var wish = clinux_timex()
        wish.modes = UInt32(CLINUX_ADJ_FREQUENCY)
        let limited = min(max(wanted, -frequencyLimit), frequencyLimit)
        wish.frequency = Int64((limited * SystemClock.units).rounded())
        guard adjust(wish) != nil else { return }
        let applied = Double(wish.frequency) / SystemClock.units
        reckon(at: now, gaining: applied - frequency)
        frequency = applied
    }

    /// Moves the anchor to now, from where it runs at another rate.
    private func reckon(at now: MonotonicInstant, gaining change: Double) {
        mapping = ClockMapping(anchor: now, atAnchor: mapping.reading(at: now), rate: mapping.rate + change)
    }

    private func adjust(_ wish: clinux_timex) -> clinux_timex? {
        do throws(ClockFault) {
            let done = try kernel.adjust(wish)
            fault = nil
            return done
        } catch {
            fault = error
            return nil
        }
    }
}
