// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What the error bound is made up of at the moment of ``TimeState/asOf``; all of it together is its base. None is
/// negative.
public struct ErrorParts: Hashable, Sendable, BitwiseCopyable {
    /// What the clock is off as far as is known, and has not been taken out yet.
    public var offset: Duration
    /// By how much the measurements of late were off what was expected of them, on average.
    public var lag: Duration
    /// What chance may hide: the estimate's deviation, many times over.
    public var chance: Duration
    /// How far the clock may have gone since the last measurement was taken in.
    public var since: Duration
    /// The part of the stamps' noise that no averaging takes out.
    public var noise: Duration
    /// How far the pulse may be from the true second: by the settings, and by the receiver's own word.
    public var pulse: Duration
    public var receiver: Duration
    /// What the pulse input says of its last stamp.
    public var stamp: Duration

    public var sum: Duration { offset + lag + chance + since + noise + pulse + receiver + stamp }
}

extension Timekeeper {
    /// `nil` while nothing is known.
    public var errorParts: ErrorParts? {
        var source = discipline
        if let undoubted = doubt?.deaf, undoubted.errorBound.base > source.errorBound.base { source = undoubted }
        guard let parts = source.errorParts else { return nil }
        let bound = source.errorBound
        let passed = lastTurn.map { max(state.asOf - $0, .zero) } ?? .zero
        return ErrorParts(
            offset: parts.offset, lag: parts.lag, chance: parts.chance, since: bound.after(passed) - bound.base,
            noise: discipline.isNoiseKnown ? .realSeconds(discipline.jitterDeviation * Self.lastingJitter) : .zero,
            pulse: settings.pulse.uncertainty, receiver: receiver.accuracy, stamp: stampUncertainty)
    }
}
