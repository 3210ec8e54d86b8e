// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Every claim after the label is established either confirms it or speaks against it.
extension PulseLabeler {
    mutating func verify(
        said: TAIInstant, stated: TAIInstant, against origin: TAIInstant, at now: MonotonicInstant
    ) {
        let miss = said + latency - origin
        guard miss.magnitude < .milliseconds(500) else {
            contradict(stated: stated, expected: stated - miss.roundedToSecond, at: now)
            return
        }
        // The latency moves with the number of satellites listed; it is followed slowly, so that it can never be led
        // across to the next second by a few odd messages.
        latency -= min(max(miss / 16, .milliseconds(-5)), .milliseconds(5))
        agree(at: now)
    }

    mutating func checkForecasts(at now: MonotonicInstant) {
        guard let origin, let announced = forecasts.decided, announced != origin else { return }
        guard let count = train.count(at: now) else { return }
        contradict(stated: announced + count, expected: origin + count, at: now)
    }

    private mutating func agree(at now: MonotonicInstant) {
        if let announced = forecasts.decided, announced != origin { return }
        agreement = min(agreement + 1, 1000)
        lastAgreement = now
        contradiction = nil
        if agreement >= Self.agreementAfterDoubt { status = .labelled(verified: true) }
    }

    private mutating func contradict(stated: TAIInstant, expected: TAIInstant, at now: MonotonicInstant) {
        agreement = 0
        contradiction = Contradiction(
            since: contradiction?.since ?? now, count: min((contradiction?.count ?? 0) + 1, 1000), stated: stated,
            expected: expected)
    }

    /// Gives the label up to doubt once a contradiction has persisted; until then a single odd message is nothing.
    mutating func heedContradiction(at now: MonotonicInstant, after patience: Duration) -> Bool {
        guard let contradiction, contradiction.count >= 3, now - contradiction.since >= patience else { return false }
        doubt()
        return true
    }
}
