// SPDX-License-Identifier: Apache-2.0

import Appliance
import Operations
import Records
import TimeBase
import TimeKeeping

/// Sees that a time without a reference begins, is given up or ends, and says what is to be kept of it.
struct OutageWatch: Sendable {
    private var last: (number: UInt32, record: OutageRecord)?

    /// `nil` where nothing is new, or while our clock shows a time before 1970.
    mutating func news(in snapshot: ApplianceSnapshot, temperature: Double?) -> OutageRecord? {
        guard let outage = snapshot.outage else { return nil }
        // A step of the clock would give the beginning another name.
        let known = last?.number == outage.number ? last?.record : nil
        var record = known ?? beginning(of: outage, in: snapshot, temperature)
        record.complete(by: outage)
        if outage.end != .running, known?.end == .running { record.temperatures.end = temperature }
        guard record != known, record.began >= 0 else { return nil }
        last = (outage.number, record)
        return record
    }

    private func beginning(
        of outage: Outage, in snapshot: ApplianceSnapshot, _ temperature: Double?
    ) -> OutageRecord {
        let began = snapshot.state.utc.utc(snapshot.clock.reading(at: outage.began).shown).unixMilliseconds
        // What ended before anybody looked began at another temperature.
        let isSeen = outage.end == .running
        return OutageRecord(
            began: began, cause: "\(outage.cause)", temperatures: .init(begin: isSeen ? temperature : nil))
    }
}

extension OutageRecord {
    /// What is known by now.
    fileprivate mutating func complete(by outage: Outage) {
        end = End(outage.end)
        seconds = outage.ended.map { ($0 - outage.began).realSeconds }
        gaveUpAfter = outage.gaveUp.map { ($0 - outage.began).realSeconds }
        predicted = outage.predicted?.realNanoseconds
        promised = outage.finding?.bound.realNanoseconds
        found = outage.finding?.offset.realNanoseconds
        uncertainty = outage.finding?.uncertainty.realNanoseconds
        isKept = outage.isKept
    }
}

extension JournalRecord {
    /// That a reference is back; `nil` for anything else.
    init?(_ outage: OutageRecord, at utcMilliseconds: Int64) {
        guard outage.end == .returned, let seconds = outage.seconds, let found = outage.found,
            let promised = outage.promised
        else { return nil }
        let off = Duration.realSeconds(found.magnitude * 1e-9).humanText + (found < 0 ? " behind" : " ahead")
        let bound = Duration.realSeconds(promised * 1e-9).humanText
        let verdict =
            switch outage.isKept {
            case true?: "within the \(bound) that had been promised"
            case false?: "more than the \(bound) that had been promised"
            case nil: "too close to the \(bound) that had been promised to say whether it was kept"
            }
        self.init(
            utcMilliseconds: max(0, utcMilliseconds), kind: .state, severity: outage.isKept == false ? .warning : .info,
            text:
                "After \(Duration.realSeconds(seconds).humanText) without a reference the clock was found \(off), \(verdict)."
        )
    }
}
