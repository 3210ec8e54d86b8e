// SPDX-License-Identifier: Apache-2.0

/// Tells a storm of late interrupts from a pulse that became noisy: interrupts are late, never early. What is refused in
/// a storm says nothing about the noise of the others; where early edges are refused too, it is the noise that grew.
struct LatenessWatch: Sendable {
    /// Of the refused of late, how many came early, as a part.
    private var early = 0.0
    private static let gain = 0.1
    private static let symmetric = 0.08

    /// Whether a measurement `residual` seconds from where it was expected is to be left out of the noise.
    mutating func mayIgnore(_ verdict: Discipline.Verdict, _ residual: Double) -> Bool {
        guard verdict == .refused || verdict == .jumped else { return false }
        early += ((residual < 0 ? 1 : 0) - early) * Self.gain
        return residual > 0 && early < Self.symmetric
    }
}
