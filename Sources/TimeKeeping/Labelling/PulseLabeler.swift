// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Tells which TAI second an edge marks: from what the receiver says over several seconds, never from our own clock.
/// Once established, the label is carried by counting beats and verified by every further claim.
struct PulseLabeler: Sendable {
    enum Status: Equatable {
        case unlabelled(agreeing: Int)
        case ambiguous
        /// Established. Verified: the receiver agreed lately, and goes on agreeing after any doubt.
        case labelled(verified: Bool)
    }

    struct LabelledEdge: Equatable {
        var marks: TAIInstant
        /// How late the edge was announced to be; zero without an announcement.
        var sawtooth: Duration
        /// Whether the receiver vouches for it now.
        var isVerified: Bool
    }

    struct Contradiction: Equatable {
        var since: MonotonicInstant
        /// Messages in a row that contradicted.
        var count: Int
        var stated: TAIInstant
        var expected: TAIInstant
    }

    /// Claims in a row that must agree before doubt is over.
    static let agreementAfterDoubt = 3
    /// Claims come up to ten times a second; one in so long is counted, so that agreement spans seconds.
    private static let claimInterval: Duration = .milliseconds(600)
    /// With announcements deciding, a message may still not come earlier or later than this, s.
    static let plausibleLatency = Duration.milliseconds(-1500)...Duration.milliseconds(3000)

    let settings: TimekeepingSettings.Labelling
    private(set) var train = PulseTrain()
    /// Whether more than one edge comes in each second, so that none can be told to be the pulse.
    var isCrowded: Bool { train.strayness > 0.5 }
    var claims = ClaimVote()
    var forecasts = ForecastVote()
    private var lastCounted: MonotonicInstant?
    /// What the last beat was labelled; `nil` where it was not.
    private var lastLabel: LabelledEdge?
    /// What beat zero marked.
    var origin: TAIInstant?
    var latency = Duration.zero
    /// Whether announcements established the label.
    var isByAnnouncement = false
    var contradiction: Contradiction?
    var agreement = 0
    var lastAgreement: MonotonicInstant?
    var status = Status.unlabelled(agreeing: 0)

    var isEstablished: Bool { origin != nil }
    /// The second that the last beat marked.
    var lastMarked: TAIInstant? {
        guard let origin, let beat = train.lastBeat, let count = train.count(at: beat) else { return nil }
        return origin + count
    }

    init(settings: TimekeepingSettings.Labelling) { self.settings = settings }

    /// Forgets the label, keeps the train.
    mutating func reset() {
        var fresh = PulseLabeler(settings: settings)
        fresh.train = train
        self = fresh
    }

    // MARK: What is heard

    mutating func hear(_ claim: TimeClaim) {
        guard claim.isValid, let count = train.count(at: claim.arrival) else { return }
        if let lastCounted, claim.arrival - lastCounted < Self.claimInterval { return }
        lastCounted = claim.arrival
        let stated = claim.time + settings.statedOffset
        let said = stated - count
        claims.add(origin: said)
        if let origin {
            verify(said: said, stated: stated, against: origin, at: claim.arrival)
        } else {
            decide(at: claim.arrival)
        }
    }

    /// An announcement that is only delivered after its edge came tells nothing any more.
    mutating func hear(_ forecast: PulseForecast) {
        if let last = train.lastBeat, forecast.arrival <= last { return }
        forecasts.hear(forecast)
    }

    /// What an edge is: its label where it has one.
    mutating func edge(at now: MonotonicInstant) -> (arrival: PulseTrain.Arrival, label: LabelledEdge?) {
        let arrival = train.edge(at: now)
        let label = label(of: arrival, at: now)
        if case .beat = arrival { lastLabel = label }
        return (arrival, label)
    }

    /// Takes an edge right behind the last beat in its place: with its label, `nil` where it has none.
    mutating func replaceBeat(at now: MonotonicInstant) -> LabelledEdge? {
        guard let lastLabel, train.move(to: now) else { return nil }
        return lastLabel
    }

    private mutating func label(of arrival: PulseTrain.Arrival, at now: MonotonicInstant) -> LabelledEdge? {
        switch arrival {
        case .stray: return nil
        case .began:
            reset()
            return nil
        case .beat(let number):
            let forecast = forecasts.beat(number, at: now)
            checkForecasts(at: now)
            guard let origin else { return nil }
            let marks = origin + .seconds(number)
            let announced = forecast.map { ClaimVote.wholeSecond($0.marks) == marks } ?? false
            let sawtooth = announced ? forecast?.sawtooth ?? .zero : .zero
            return LabelledEdge(marks: marks, sawtooth: sawtooth, isVerified: status == .labelled(verified: true))
        }
    }

    /// Whether the receiver vouched for the label within the last two seconds and some.
    func isFresh(at now: MonotonicInstant) -> Bool {
        lastAgreement.map { now - $0 < .milliseconds(2500) } ?? false
    }

    /// Time has passed: a label that nobody has vouched for lately is doubted.
    mutating func expire(at now: MonotonicInstant, grace: Duration) {
        if let lastAgreement, now - lastAgreement > grace, origin != nil { doubt() }
    }

    mutating func doubt() {
        agreement = 0
        status = .labelled(verified: false)
    }
}
