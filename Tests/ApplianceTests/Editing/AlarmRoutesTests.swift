// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

@Suite struct `Routes written into a configuration` {
    private static let channels = """
        channels:
            log: {kind: syslog, address: 10.0.0.1}
            web: {kind: webhook, url: "https://example.org/"}
        """

    /// What is there, what is wanted, and what is there then; `|` stands for the channels' lines.
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var before: String
        var alarms: [String: [String]] = [:]
        var usual: [String]?
        var after: String
        var loses = false
        var testDescription: String { name }
    }

    static let cases = [
        Case(
            name: "no route yet", before: "# Ours\nalarms: # all\n  # who\n  |\ndeny: []\n",
            alarms: ["no-fix": ["log"]],
            after: "# Ours\nalarms: # all\n  route:\n    no-fix: [log]\n  # who\n  |\ndeny: []\n"),
        Case(
            name: "one is changed, one added, one taken away",
            before:
                "alarms:\n  |\n  route:\n    # First\n    default: [log, web] # usual\n\n    no-fix: [log] # why\n    holdover: []\n# End\n",
            alarms: ["no-fix": ["web", "log"], "jamming": []], usual: ["log", "web"],
            after:
                "alarms:\n  |\n  route:\n    # First\n    default: [log, web] # usual\n\n    no-fix: [web, log] # why\n    jamming: []\n# End\n"
        ),
        Case(
            name: "what is wanted is there", before: "alarms:\n  |\n  route: # x\n      no-fix:   [ log ]  # y\n",
            alarms: ["no-fix": ["log"]],
            after: "alarms:\n  |\n  route: # x\n      no-fix:   [ log ]  # y\n"),
        Case(
            name: "a list of lines",
            before: "alarms:\n  |\n  route:\n    no-fix:\n    - log\n    - web\n    holdover: []\n",
            alarms: ["no-fix": ["log"], "holdover": []],
            after: "alarms:\n  |\n  route:\n    no-fix: [log]\n    holdover: []\n"),
        Case(
            name: "a list of lines with a comment",
            before: "alarms:\n  |\n  route:\n    no-fix:\n      - log # the old one\n      - web\n",
            alarms: ["no-fix": ["log"]],
            after: "alarms:\n  |\n  route:\n    no-fix: [log]\n", loses: true),
        Case(
            name: "in braces", before: "alarms:\n  |\n  route: {holdover: [log], no-fix: []} # x\n",
            alarms: ["no-fix": ["log"]], usual: [],
            after: "alarms:\n  |\n  route: {no-fix: [log], default: []} # x\n"),
        Case(
            name: "nothing left", before: "alarms:\n  |\n  route:\n    no-fix: [log]\ndeny: []\n",
            after: "alarms:\n  |\ndeny: []\n"),
        Case(
            name: "an empty route, and no end of line", before: "alarms:\n  |\n  route:", alarms: ["no-fix": []],
            after: "alarms:\n  |\n  route:\n    no-fix: []\n"),
        Case(
            name: "a list over lines, with quotes",
            before: "alarms:\n  |\n  route:\n    no-fix: [\n      \"log\", 'web'\n    ]\n    holdover: []\n",
            alarms: ["no-fix": ["web"], "holdover": []],
            after: "alarms:\n  |\n  route:\n    no-fix: [web]\n    holdover: []\n"),
        Case(
            name: "everything in braces",
            before: "alarms: {channels: {log: {kind: syslog, address: 10.0.0.1}}}\n", alarms: ["no-fix": []],
            after: "alarms: {route: {no-fix: []}, channels: {log: {kind: syslog, address: 10.0.0.1}}}\n"),
        Case(
            name: "the whole text in braces", before: "{deny: []}\n", alarms: ["no-fix": []],
            after: "{alarms: {route: {no-fix: []}}, deny: []}\n"),
        Case(
            name: "no alarms at all", before: "# Ours\ndeny: []", alarms: ["no-fix": []], usual: [],
            after: "# Ours\ndeny: []\nalarms:\n  route:\n    default: []\n    no-fix: []\n"),
        Case(
            name: "alarms without anything", before: "alarms:\ndeny: []\n", alarms: ["no-fix": []],
            after: "alarms:\n  route:\n    no-fix: []\ndeny: []\n"),
        Case(
            name: "nothing but a comment", before: "# Nothing\n", alarms: ["no-fix": []],
            after: "# Nothing\nalarms:\n  route:\n    no-fix: []\n"),
        Case(
            name: "routes alone", before: "alarms:\n  route:\n    no-fix: []\n", after: "alarms:\n"),
    ]

    @Test(arguments: cases)
    func `leave everything else as it is`(_ one: Case) throws {
        let yard = EditingYard(Self.filled(one.before))
        let routed = try yard.store.text(
            with: AlarmRoutes(byAlarm: one.alarms, byDefault: one.usual), at: .at(0))
        #expect(routed.text == Self.filled(one.after))
        #expect(routed.losesComments == one.loses && routed.check.faults.isEmpty)
        #expect(yard.onDisk == Self.filled(one.before))
        let read = try Settings(reading: Array(routed.text.utf8), file: "")
        #expect(AlarmRoutes(read.alarms) == AlarmRoutes(byAlarm: one.alarms, byDefault: one.usual))
    }

    @Test func `are refused for what is not there`() {
        let yard = EditingYard()
        #expect(throws: RouteRefusal.unknown("tea")) {
            try yard.store.text(with: AlarmRoutes(byAlarm: ["tea": []], byDefault: nil), at: .at(0))
        }
        #expect(throws: RouteRefusal.unknown("log")) {
            try yard.store.text(with: AlarmRoutes(byAlarm: [:], byDefault: ["log"]), at: .at(0))
        }
    }

    @Test(arguments: [
        "alarms: !!map\n  route: {}\n", "? alarms\n: route: {no-fix: []}\n", "\"alarms\":\n  \"route\" : {}\n",
        "alarms:\n\n  route: {\n  }\n", "--- # x\nalarms: {}\n...\n", "alarms:\r\n  route:\r\n    no-fix: []\r\n",
    ])
    func `are written as they are meant, or not at all, however odd the text is`(_ text: String) {
        let yard = EditingYard(text)
        let wish = AlarmRoutes(byAlarm: ["holdover": []], byDefault: [])
        guard let routed = try? yard.store.text(with: wish, at: .at(0)) else { return }
        let read = try? Settings(reading: Array(routed.text.utf8), file: "")
        #expect(read.map { AlarmRoutes($0.alarms) } == wish)
    }

    private static func filled(_ text: String) -> String {
        text.replacing("  |", with: "  " + channels)
    }
}
