// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// From nothing to a label.
extension PulseLabeler {
    mutating func decide(at now: MonotonicInstant) {
        if isCrowded {
            status = .ambiguous
            return
        }
        if let announced = forecasts.decided {
            decide(announced: announced, at: now)
            return
        }
        switch claims.outcome(window: settings.latency, needed: min(max(settings.needed, 3), ClaimVote.capacity)) {
        case .undecided(let agreeing): status = .unlabelled(agreeing: agreeing)
        case .ambiguous: status = .ambiguous
        case .decided(let origin, let latency, _): establish(origin, latency: latency, byAnnouncement: false, at: now)
        }
    }

    /// How long before the edge that they seem to be of the messages begin, where their latency tells no second for that:
    /// the edge may be a pulse's end. `nil` where it is not so.
    var earliness: Duration? {
        guard status == .ambiguous, !isCrowded else { return nil }
        return claims.earliness(window: settings.latency)
    }

    /// Announcements decide, where the messages do not speak against them.
    private mutating func decide(announced: TAIInstant, at now: MonotonicInstant) {
        guard claims.count >= ForecastVote.needed, let latency = claims.latency(ifOrigin: announced) else { return }
        guard Self.plausibleLatency.contains(latency) else {
            status = .ambiguous
            return
        }
        establish(announced, latency: latency, byAnnouncement: true, at: now)
    }

    private mutating func establish(
        _ origin: TAIInstant, latency: Duration, byAnnouncement: Bool, at now: MonotonicInstant
    ) {
        isByAnnouncement = byAnnouncement
        (self.origin, self.latency, lastAgreement) = (origin, latency, now)
        agreement = Self.agreementAfterDoubt
        contradiction = nil
        status = .labelled(verified: true)
    }
}
