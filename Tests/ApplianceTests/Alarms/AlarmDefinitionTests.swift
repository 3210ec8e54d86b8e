// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import Appliance

@Suite struct `The table of alarms` {
    @Test func `has every id once`() {
        #expect(Set(AlarmDefinition.ids).count == AlarmDefinition.all.count)
        #expect(AlarmDefinition.all.count >= 35)
        for (index, id) in AlarmDefinition.ids.enumerated() { #expect(AlarmDefinition.rank(id) == index) }
        #expect(AlarmDefinition.rank("no-such") == .max && AlarmDefinition.named("no-such") == nil)
    }

    @Test(arguments: AlarmDefinition.all.map(\.id))
    func `has short lower-case ids, hints that are sentences, and hysteresis`(_ id: String) throws {
        let alarm = try #require(AlarmDefinition.named(id))
        #expect(alarm.id == id)
        #expect(id.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D } && id.utf8.count <= 24)
        #expect(alarm.hint.hasSuffix(".") && alarm.hint.first?.isUppercase == true)
        #expect(alarm.clearAfter >= .seconds(5))
    }

    @Test func `tells at once what is not to be relied on`() throws {
        let alarm = try #require(AlarmDefinition.named("unsynchronised"))
        #expect(alarm.severity == .critical && alarm.raiseAfter == .zero)
    }

    @Test func `keeps the names that were told before`() {
        let before = [
            "unsynchronised", "receiver-unplugged", "receiver-silent", "pulse-lost", "receiver-contradicts",
            "pulse-contradicts", "holdover", "no-fix", "label-ambiguous", "leap-table-expired", "jamming",
        ]
        #expect(Set(before).isSubset(of: AlarmDefinition.ids))
    }

    @Test func `has severities in rising gravity`() {
        #expect(Alarm.Severity.allCases.sorted() == [.notice, .warning, .critical])
    }
}

@Suite struct `An alarm's sentence` {
    private let sentence = AlarmSentence("Only 3 satellites used", lasting: "; 4 are wanted.")

    @Test func `says for how long it has been so, where that is known`() {
        #expect(sentence.text(lasting: .seconds(120)) == "Only 3 satellites used for 2 min; 4 are wanted.")
        #expect(sentence.text(lasting: nil) == "Only 3 satellites used; 4 are wanted.")
        #expect(sentence.text(lasting: .milliseconds(20)) == "Only 3 satellites used; 4 are wanted.")
        #expect(AlarmSentence("It is so.").text(lasting: .seconds(120)) == "It is so.")
    }
}

@Suite struct `An alarm's JSON` {
    @Test func `has every key, known or not`() throws {
        let alarm = Alarm("pulse-lost", .critical, "No pulse.")
        let text = String(decoding: try ReportJSON.line(alarm), as: UTF8.self)
        #expect(
            text
                == #"{"acknowledged":null,"hint":null,"name":"pulse-lost","severity":"critical","since":null,"text":"No pulse."}"#
        )
        #expect(try ReportJSON.read(Alarm.self, from: text.utf8) == alarm)
    }

    @Test func `comes back as it was`() throws {
        let alarm = Alarm("x", .notice, "y", since: "2026-01-01T00:00:00.000Z", acknowledged: "ana", hint: "Look.")
        #expect(try ReportJSON.read(Alarm.self, from: ReportJSON.line(alarm)) == alarm)
    }
}
