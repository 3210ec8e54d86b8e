// SPDX-License-Identifier: Apache-2.0

import StillAppliance
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

/// What is wrong, and what is said of it.
struct Trouble: Sendable, CustomTestStringConvertible {
    var id: String
    var severity: Alarm.Severity
    var text: String
    var make: @Sendable (inout ApplianceSnapshot, inout AlarmFacts) -> Void

    var testDescription: String { "\(id): \(text)" }

    init(
        _ id: String, _ severity: Alarm.Severity, _ text: String,
        _ make: @escaping @Sendable (inout ApplianceSnapshot, inout AlarmFacts) -> Void
    ) {
        (self.id, self.severity, self.text, self.make) = (id, severity, text, make)
    }

    func alarms(_ rules: AlarmRules = AlarmRules()) -> [Alarm] {
        var (snapshot, facts) = (ApplianceSnapshot.quiet, AlarmFacts.quiet)
        make(&snapshot, &facts)
        return AlarmWatch(rules: rules).readings(of: snapshot, and: facts).map { $0.alarm() }
    }
}

@Suite struct `The watch` {
    @Test func `has nothing to say of a quiet appliance`() {
        #expect(AlarmWatch().readings(of: .quiet, and: .quiet).isEmpty)
    }

    @Test func `raises nothing by what it does not know`() {
        #expect(AlarmWatch().readings(of: .quiet).isEmpty)
        #expect(AlarmWatch().readings(of: .starting).map(\.id) == ["unsynchronised", "receiver-unplugged"])
    }

    @Test(arguments: troubles)
    func `says what is wrong, with figures`(_ trouble: Trouble) throws {
        let alarm = try #require(trouble.alarms().first { $0.name == trouble.id })
        #expect(alarm.text == trouble.text)
        #expect(alarm.severity == trouble.severity)
        #expect(alarm.hint == AlarmDefinition.named(trouble.id)?.hint)
    }

    @Test func `is tested with every alarm that there is`() {
        #expect(Set(troubles.map(\.id)) == Set(AlarmDefinition.ids))
    }

    @Test(arguments: troubles)
    func `keeps still about what is switched off`(_ trouble: Trouble) {
        var rules = AlarmRules()
        rules.exceptions[trouble.id] = AlarmException(off: true)
        #expect(!trouble.alarms(rules).contains { $0.name == trouble.id })
    }

    @Test(arguments: troubles)
    func `tells the severity that an operator chose`(_ trouble: Trouble) {
        var rules = AlarmRules()
        rules.exceptions[trouble.id] = AlarmException(severity: .notice)
        #expect(trouble.alarms(rules).first { $0.name == trouble.id }?.severity == .notice)
    }

    @Test(arguments: mereLooks)
    func `is not misled`(_ look: Trouble) {
        #expect(look.alarms().filter { $0.name == look.id }.isEmpty)
    }

    @Test func `names a few of many`() {
        var facts = AlarmFacts()
        facts.lockedOut = (1...900).map { "10.0.0.\($0)" }
        let text = AlarmWatch().readings(of: .quiet, and: facts).first?.alarm().text
        #expect(
            text
                == "Too many logins failed: 10.0.0.1, 10.0.0.2, 10.0.0.3, 10.0.0.4, 10.0.0.5 and 895 more may not log in for a while."
        )
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300, -1e300, .leastNonzeroMagnitude])
    func `does not trap on strange figures`(_ value: Double) {
        var (snapshot, facts) = (ApplianceSnapshot.quiet, AlarmFacts.quiet)
        snapshot.state.frequency = value
        (facts.temperature, facts.refusedPerSecond) = (value, value)
        _ = AlarmWatch().readings(of: snapshot, and: facts)
    }
}

@Suite struct `One look at the alarms` {
    @Test func `leaves out what must have lasted`() {
        var snapshot = ApplianceSnapshot.quiet
        snapshot.receiver.satellitesUsed = 2
        #expect(Alarm.all(in: snapshot).isEmpty)
        snapshot.receiver.antenna = "open"
        snapshot.state.utc.next = ApplianceSnapshot.locked.state.utc.next
        snapshot.conditions = [.noFix]
        #expect(Alarm.all(in: snapshot).map(\.name) == ["antenna-open", "no-fix", "leap-announced"])
        #expect(Alarm.all(in: snapshot).allSatisfy { $0.hint != nil && $0.since == nil && $0.acknowledged == nil })
    }
}
