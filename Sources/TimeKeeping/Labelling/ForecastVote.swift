// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Keeps the receiver's announcements of pulses and compares them with the pulses that came.
struct ForecastVote: Sendable {
    /// Announcements in a row that agree, before they are relied on.
    static let needed = 3
    /// An announcement belongs to the next beat, which follows within a second and some.
    private static let reach: Duration = .milliseconds(1100)

    private var pending: PulseForecast?
    /// What the last announcements say beat zero marked, and how many in a row said so.
    private(set) var origin: TAIInstant?
    private(set) var agreeing = 0

    mutating func hear(_ forecast: PulseForecast) { pending = forecast }

    /// The edge of a beat came. Returns the announcement that was of it.
    mutating func beat(_ number: Int64, at now: MonotonicInstant) -> PulseForecast? {
        guard let forecast = pending else { return nil }
        pending = nil
        guard now > forecast.arrival, now - forecast.arrival <= Self.reach else { return nil }
        let said = ClaimVote.wholeSecond(forecast.marks) - .seconds(number)
        agreeing = said == origin ? min(agreeing + 1, 1000) : 1
        origin = said
        return forecast
    }

    /// What beat zero marked, once enough announcements agree.
    var decided: TAIInstant? { agreeing >= Self.needed ? origin : nil }

    mutating func reset() { self = ForecastVote() }
}
