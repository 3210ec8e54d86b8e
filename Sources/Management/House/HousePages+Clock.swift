// SPDX-License-Identifier: Apache-2.0

import Appliance
import Operations
import Pages
import Records
import TimeKeeping

extension HousePages {
    func clockFacts() async -> ClockFacts {
        let now = view.snapshot.unixMilliseconds
        let outages = (try? await records.outages()) ?? []
        var facts = ClockFacts(
            pastOutages: outages.prefix(Self.outagesShown).map(ClockFacts.PastOutage.init),
            outageSummary: OutageSummary(of: outages).text, hasTemperature: await hasTemperature(at: now))
        if let learned = try? await oscillator.learned(until: now) { facts.take(learned) }
        facts.live = (view.snapshot.oscillator?.lines ?? []).map {
            .init($0.name.prefix(1).uppercased() + $0.name.dropFirst(), $0.text)
        }
        return facts
    }

    /// More are had as CSV.
    private static let outagesShown = 50

    /// Whether a temperature was measured lately.
    private func hasTemperature(at now: Int64) async -> Bool {
        let query = HistoryQuery(series: [.temperature], from: now - 3_600_000, to: now, step: 3_600_000)
        return !((try? await records.history(query)) ?? []).isEmpty
    }
}

extension ClockFacts.PastOutage {
    init(_ record: OutageRecord) {
        self.init(
            began: UTCText.instant(record.began), cause: record.causeText, seconds: record.seconds,
            predictedNs: record.predicted, promisedNs: record.promised, foundNs: record.found,
            uncertaintyNs: record.uncertainty, isKept: record.isKept)
        (notFound, gaveUpAfter) = (record.end.text, record.gaveUpAfter)
        if let begin = record.temperatures.begin, let end = record.temperatures.end { warming = end - begin }
    }
}

extension ClockFacts {
    mutating func take(_ law: OscillatorLaw) {
        (drift, temperature, basis) = (law.driftText, law.temperatureText, law.basis)
    }
}
