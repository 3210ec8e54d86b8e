// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// Follows one outage after the other, and measures what each has done to the clock.
///
/// When the reference is back the clock is brought to it within a second or two, so a mean of the offsets would say
/// nothing. But what was done to the clock is known: a discipline that hears none of the new pulses is carried on
/// beside the real one, and by how much each pulse differs from what that one expects is what the outage has done; a
/// line through these goes back to the first.
struct OutageMeter: Sendable {
    private(set) var latest: Outage?
    private var finding: Measurement?

    /// What was measured of a reference that is coming back.
    fileprivate struct Measurement {
        /// Hears nothing of the pulses.
        var deaf: Discipline
        var after: Duration
        var bound: Duration
        /// Where the clock was expected at the first pulse, s.
        var expected: Double
        /// By how much the pulses differ from what was expected, s, over the seconds since the first.
        var line = StraightLine()
        var elapsed = 0.0
        /// Seconds since the last believed one.
        var silence = 0.0
    }

    var isOpen: Bool { latest?.end == .running }

    // MARK: Its course

    mutating func begin(at now: MonotonicInstant, cause: Reason.HoldoverCause, promise: ErrorBound) {
        guard !isOpen else { return }
        let number = (latest?.number ?? 0) &+ 1
        latest = Outage(number: number, began: now, cause: cause, promise: promise)
        finding = nil
    }

    mutating func giveUp(at now: MonotonicInstant) {
        guard isOpen, latest?.gaveUp == nil else { return }
        latest?.gaveUp = now
    }

    /// - Parameter floor: how far pulses may be from the true second, beyond their noise.
    mutating func end(_ end: Outage.End, at now: MonotonicInstant, floor: Duration = .zero) {
        guard isOpen else { return }
        latest?.end = end
        latest?.ended = now
        if end == .returned { latest?.finding = finding?.result(floor: floor) }
        finding = nil
    }

    // MARK: The reference comes back

    /// A turn of the discipline.
    /// - Parameters:
    ///   - measured: clock − reference, where a pulse was there to measure it, be it believed or not.
    ///   - before: the discipline before the turn; `after`: behind it.
    ///   - elapsed: seconds since the turn before.
    ///   - bound: as claimed right before the turn.
    mutating func turn(
        measured: Duration?, before: Discipline, after: Discipline, elapsed: Double, bound: Duration,
        at now: MonotonicInstant
    ) {
        guard isOpen, let latest else { return }
        let isBelieved = after.verdict == .believed || after.verdict == .followed
        if finding == nil, isBelieved {
            finding = Measurement(deaf: before, after: now - latest.began, bound: bound, expected: 0)
        }
        finding?.turn(measured: isBelieved ? measured : nil, elapsed: elapsed, applied: after.applied)
        // It has gone again: the next return tells more.
        if let silence = finding?.silence, silence > Discipline.shortGap { finding = nil }
    }

    /// What the board did of the last correction, where it was not what it was told.
    mutating func applied(_ correction: ClockCorrection) { finding?.deaf.noteApplied(correction) }
}

extension OutageMeter.Measurement {
    fileprivate mutating func turn(measured: Duration?, elapsed: Double, applied: ClockCorrection) {
        _ = deaf.update(measured: nil, elapsed: elapsed, mayStep: false)
        if line.count == 0 { expected = deaf.offset } else { self.elapsed += elapsed }
        if let measured {
            line.add(measured.realSeconds - deaf.offset, at: self.elapsed)
            silence = 0
        } else {
            silence += elapsed
        }
        deaf.noteApplied(applied)
    }

    /// Beyond so many standard deviations lies no pulse.
    private static let width = 4.0

    fileprivate func result(floor: Duration) -> Outage.Finding? {
        guard let (start, share) = line.start else { return nil }
        let noise = Self.width * deaf.stretch * deaf.jitterDeviation * share.squareRoot()
        return Outage.Finding(
            after: after, bound: bound, offset: .realSeconds(expected + start),
            uncertainty: floor + .realSeconds(noise), pulses: UInt16(clamping: Int(line.count)))
    }
}

/// The straight line through few points that begin at 0: an outage leaves an offset, and a frequency that is not what
/// it was taken for.
struct StraightLine: Sendable {
    private(set) var count = 0.0
    private var (x, xx, y, xy) = (0.0, 0.0, 0.0, 0.0)

    mutating func add(_ value: Double, at place: Double) {
        count += 1
        (x, xx, y, xy) = (x + place, xx + place * place, y + value, xy + place * value)
    }

    /// Where it begins, and the variance of that as a share of a point's; `nil` without points.
    var start: (value: Double, share: Double)? {
        guard count > 0 else { return nil }
        let spread = count * xx - x * x
        guard spread > 0 else { return (y / count, 1 / count) }
        return ((xx * y - x * xy) / spread, xx / spread)
    }
}
