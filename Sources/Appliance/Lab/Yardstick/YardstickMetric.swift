// SPDX-License-Identifier: Apache-2.0

/// What the yardstick measures of a servo, by the names of its own scorer.
public enum YardstickMetric: String, Sendable, CaseIterable, Codable {
    // Of the clock's error, s.
    case rms, p99, max, mean
    /// RMS of the error's change in one second, s/s.
    case changeRMS = "df_rms"

    // Until the error stays below, or, where there is no pulse, first goes beyond, s.
    case t1us = "t_1us"
    case t10us = "t_10us"
    case t100us = "t_100us"
    case t1ms = "t_1ms"
    case t300ns = "t_300ns"
    /// The largest error once the initial one has been taken out, s.
    case overshoot
    /// RMS of the last hour or from an hour on, s.
    case rmsLast = "rms_last"
    /// RMS before the event, s.
    case rmsBefore = "rms_before"

    // Without a pulse, s.
    case error4h = "e_4h"
    case error24h = "e_24h"
    case max4h = "max_4h"
    case max24h = "max_24h"
    /// When the pulse comes back, s.
    case errorAtReturn = "e_return"
    /// The largest change of the error in one second, s.
    case jump
    /// The same while the clock is brought back, once its rate is known again, s.
    case returnRate = "return_rate"

    // Of the servo's own bound.
    /// Fraction of scored seconds in which the error was beyond it.
    case outside
    /// The largest error ÷ bound.
    case worst
    /// Median bound ÷ RMS of the error.
    case tight
    /// Bound at the end of 24 h without a pulse, s.
    case bound24h = "b_24h"
    /// Median of that ÷ RMS of the error there, over the seeds.
    case tightAtEnd = "tight_end"

    /// How it is told.
    public enum Form: Sendable {
        case offset, elapsed, ratio, fraction
    }

    public var form: Form {
        switch self {
        case .t1us, .t10us, .t100us, .t1ms, .t300ns: .elapsed
        case .outside: .fraction
        case .worst, .tight, .tightAtEnd: .ratio
        default: .offset
        }
    }
}
