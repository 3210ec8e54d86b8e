// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// How a clock that others are served from may be corrected.
public struct CorrectionPolicy: Hashable, Sendable, BitwiseCopyable {
    /// Up to this it is never stepped, but slewed (RFC 5905, figure 27: STEPT).
    public var slewed: Duration
    /// More than this it is never moved; zero: no steps at all, however long the slew takes.
    public var largestStep: Duration
    /// Fractional; not above 500 millionths, which a client of ours can follow.
    public var slewRate: Double
    /// Whether a clock that was never right may be stepped by any amount.
    public var mayStepAtFirst: Bool

    public init(
        slewed: Duration = .milliseconds(128), largestStep: Duration = .seconds(1), slewRate: Double = 100e-6,
        mayStepAtFirst: Bool = true
    ) {
        (self.slewed, self.largestStep) = (slewed, largestStep)
        (self.slewRate, self.mayStepAtFirst) = (min(max(slewRate, 0), 500e-6), mayStepAtFirst)
    }

    public enum Correction: Hashable, Sendable, BitwiseCopyable {
        /// Little by little; this much in the time that was asked about. Positive: forward.
        case slew(Duration)
        case step(Duration)
        /// It is more than the policy allows: the clock stays as it is, and somebody has to look.
        case refused(Duration)
    }

    /// - Parameters:
    ///   - offset: clock − truth: positive, the clock is ahead and is to go back.
    ///   - elapsed: over which a slew may act, s.
    ///   - wasRight: whether it has ever been.
    public func correction(of offset: Duration, over elapsed: Duration, wasRight: Bool) -> Correction {
        let change = Duration.zero - offset
        if offset.magnitude > slewed {
            if !wasRight, mayStepAtFirst { return .step(change) }
            if largestStep > .zero { return offset.magnitude <= largestStep ? .step(change) : .refused(change) }
        }
        let most = elapsed * slewRate
        return .slew(min(max(change, .zero - most), most))
    }
}
