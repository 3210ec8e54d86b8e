// SPDX-License-Identifier: Apache-2.0

import TimeBase
import TimeKeeping

/// What there is to judge by.
struct AlarmEvidence: Sendable {
    var snapshot: ApplianceSnapshot
    var facts: AlarmFacts
    var rules: AlarmRules

    var limits: AlarmLimits { rules.limits }

    /// A sentence where a condition holds.
    func says(_ condition: Conditions, _ text: @autoclosure () -> String) -> AlarmFinding? {
        snapshot.conditions.contains(condition) ? AlarmFinding(text()) : nil
    }

    /// A sentence for as long as an event is fresh.
    func event(_ event: AlarmEvent?) -> AlarmFinding? {
        guard let event, snapshot.now - event.at < AlarmEvent.lasts else { return nil }
        return AlarmFinding(event.text)
    }

    /// " for 5 s", or what stands in for it where it is not known.
    func spell(since instant: MonotonicInstant?, otherwise text: String = "") -> String {
        instant.map { " for \((snapshot.now - $0).humanText)" } ?? text
    }

    /// "1 satellite", "3 satellites".
    static func count(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }

    /// Without a fraction where there is none: "30", "29.6".
    static func figure(_ value: Double) -> String {
        guard value.magnitude < 1e12 else { return String(value) }
        let tenths = Int((value * 10).rounded())
        let text = tenths % 10 == 0 ? "\(tenths.magnitude / 10)" : "\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
        return tenths < 0 ? "−" + text : text
    }
}
