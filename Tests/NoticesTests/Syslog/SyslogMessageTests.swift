// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Notices

struct SyslogMessageTests {
    private func message(_ notice: Notice, facility: Int = 3, version: String? = "1.2") -> SyslogMessage {
        SyslogMessage(
            notice: notice, facility: facility, sequence: 7, origin: SyslogOrigin(version: version, process: 42))
    }

    @Test func `a message is written as RFC 5424 has it`() {
        let expected =
            "<26>1 2026-11-21T11:43:18.250Z ts1.example.org gnomon 42 antenna-open "
            + "[origin software=\"gnomon\" swVersion=\"1.2\"][meta sequenceId=\"7\"][timeQuality tzKnown=\"1\" isSynced=\"0\"] "
            + "\u{FEFF}raised, critical: The antenna's line is open. What to do: Look at the cable. State: Holdover for 2 min."
        #expect(message(.sample(isSynchronised: false)).octets(limit: 2048) == Array(expected.utf8))
    }

    @Test func `what is not known is left out`() {
        let bare = SyslogMessage(
            notice: .sample(host: "", hint: "", state: ""), facility: 3, sequence: 1, origin: SyslogOrigin())
        let text = String(decoding: bare.octets(limit: 2048), as: UTF8.self)
        #expect(
            text.hasPrefix("<26>1 2026-11-21T11:43:18.250Z - gnomon - antenna-open [origin software=\"gnomon\"][meta "))
        #expect(text.hasSuffix("raised, critical: The antenna's line is open."))
    }

    @Test(arguments: [
        (Notice.Event.raised, Notice.Severity.critical, 26), (.raised, .warning, 28), (.raised, .notice, 29),
        (.severity, .critical, 26), (.cleared, .critical, 29), (.acknowledged, .critical, 30), (.test, .notice, 29),
    ])
    func `severities are the protocol's`(event: Notice.Event, severity: Notice.Severity, priority: Int) {
        #expect(message(.sample(severity: severity, event: event)).priority == priority)
    }

    @Test(arguments: [(-1, 2), (0, 2), (23, 186), (99, 186)])
    func `a facility is one that there is`(facility: Int, priority: Int) {
        #expect(message(.sample(), facility: facility).priority == priority)
    }

    @Test func `a parameter's quotes, brackets and strokes are escaped`() {
        #expect(SyslogMessage.escaped("a\"b]c\\d[e") == "a\\\"b\\]c\\\\d[e")
    }

    @Test(arguments: Hostile.texts, [1_232, 2_048])
    func `no text breaks the frame`(text: String, limit: Int) throws {
        let octets = message(.everywhere(text), version: text).octets(limit: limit)
        #expect(octets.count <= limit)
        let whole = try #require(String(validating: octets, as: UTF8.self))
        #expect(whole.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        let words = whole.split(separator: " ", maxSplits: 6, omittingEmptySubsequences: false)
        #expect(words.prefix(2) == ["<26>1", "2026-11-21T11:43:18.250Z"])
        #expect(words.count == 7 && words[3...4] == ["gnomon", "42"] && words[5].utf8.count <= 32)
        #expect(words[6].hasPrefix("[origin software="))
    }
}
