// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Which alarms hold, by one look at the appliance. It remembers nothing: that is the ``AlarmDesk``'s part.
public struct AlarmWatch: Sendable {
    public var rules: AlarmRules

    public init(rules: AlarmRules = AlarmRules()) { self.rules = rules }

    /// What holds now, in the order of ``AlarmDefinition/all``; each id once, and none that is switched off.
    public func readings(of snapshot: ApplianceSnapshot, and facts: AlarmFacts = AlarmFacts()) -> [AlarmReading] {
        let evidence = AlarmEvidence(snapshot: snapshot, facts: facts, rules: rules)
        return AlarmDefinition.all.compactMap { reading(of: $0, from: evidence) }
    }

    private func reading(of definition: AlarmDefinition, from evidence: AlarmEvidence) -> AlarmReading? {
        let exception = rules.exceptions[definition.id]
        guard exception?.off != true, let found = definition.find(evidence) else { return nil }
        let severity = exception?.severity ?? found.severity ?? definition.severity
        return AlarmReading(definition.id, severity, found.sentence)
    }
}

/// That an alarm holds at one moment.
public struct AlarmReading: Sendable, Hashable {
    /// Of ``AlarmDefinition/ids``.
    public var id: String
    public var severity: Alarm.Severity
    public var sentence: AlarmSentence

    public init(_ id: String, _ severity: Alarm.Severity, _ sentence: AlarmSentence) {
        (self.id, self.severity, self.sentence) = (id, severity, sentence)
    }

    /// As people are told.
    func alarm(lasting time: Duration? = nil, since: String? = nil, acknowledged: String? = nil) -> Alarm {
        Alarm(
            id, severity, sentence.text(lasting: time), since: since, acknowledged: acknowledged,
            hint: AlarmDefinition.named(id)?.hint)
    }
}
