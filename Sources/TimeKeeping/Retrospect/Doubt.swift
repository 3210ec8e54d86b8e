// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// A time in which the receiver does not vouch for its pulse, or seems to be in trouble. Two disciplines are carried on
/// through it: one that goes on hearing the edges, and this deaf one. What becomes of the receiver tells which stays.
struct Doubt: Sendable {
    /// Why an edge is not trusted.
    enum Cause: Sendable {
        /// The receiver was not heard of late. It may be its line only: the edges are followed meanwhile.
        case unvouched
        /// It says itself that something is wrong: the clock runs on what was known before.
        case alarming
    }

    /// Hears none of the edges since the doubt began, nor those of the seconds before an alarming one.
    var deaf: Discipline
    var began: MonotonicInstant
    /// Why the last turn's edge was not trusted; `nil`: it was, and this is on probation.
    var cause: Cause?
    /// Up to when it must be vouched for before the doubt is over.
    var until: MonotonicInstant

    /// Whether the clock is steered by the deaf discipline now.
    var isSteering: Bool { cause == .alarming }
}
