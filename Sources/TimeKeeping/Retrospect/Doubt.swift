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

    /// Hears none of the edges since the doubt began, nor those of the seconds before an alarming one. `nil`: the doubt
    /// came and went for so long that the edges are followed all the same.
    var deaf: Discipline?
    var began: MonotonicInstant
    /// Whether the receiver itself has said that something is wrong. Then the deaf one steers until that is over.
    var isAlarming: Bool
    /// Up to when it must be vouched for before the doubt is over.
    var until: MonotonicInstant
}
