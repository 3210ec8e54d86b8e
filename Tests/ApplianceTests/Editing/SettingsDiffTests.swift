// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

@Suite struct `The difference of two configurations` {
    private static let live = ["allow", "deny", "ntp.listen", "journal.level", "alarms"]

    private func changes(_ old: String, _ new: String) throws -> [SettingsChange] {
        SettingsDiff.changes(from: try settings(old), to: try settings(new), live: Self.live)
    }

    @Test(arguments: [
        ("board: {watchdog: /dev/watchdog}", "board.watchdog", "null", "/dev/watchdog"),
        ("board: {seed: 7}", "board.seed", "1", "7"),
        ("receiver: {device: /dev/ttyS1}", "receiver.device", "auto", "/dev/ttyS1"),
        ("receiver: {baud: 9600}", "receiver.baud", "null", "9600"),
        ("receiver: {configure: false}", "receiver.configure", "true", "false"),
        ("receiver: {constellations: [gps, qzss]}", "receiver.constellations", "null", "[gps, qzss]"),
        ("receiver: {protocol: ubx}", "receiver.protocol", "auto", "ubx"),
        ("receiver: {labelOffsetSeconds: -1}", "receiver.labelOffsetSeconds", "0", "-1"),
        ("pulse: {kind: pps}", "pulse.kind", "none", "pps"),
        ("pulse: {cableDelayNs: 52.5}", "pulse.cableDelayNs", "0", "52.5"),
        ("clock: {kind: system}", "clock.kind", "virtual", "system"),
        ("clock: {holdoverSeconds: 60}", "clock.holdoverSeconds", "86400", "60"),
        ("clock: {batteryClock: ~}", "clock.batteryClock", "/dev/rtc0", "null"),
        ("panel: {lockLamp: 17}", "panel.lockLamp", "null", "17"),
        ("console: {socket: /run/x.sock}", "console.socket", "/run/gnomon/control.sock", "/run/x.sock"),
        ("journal: {format: json}", "journal.format", "logfmt", "json"),
        ("receiver: {memoryFile: '/a b'}", "receiver.memoryFile", "null", "'/a b'"),
    ])
    func `names the key, what it was and what it is`(_ text: String, _ key: String, _ old: String, _ new: String) throws
    {
        let change = SettingsChange(key: key, old: old, new: new, takesEffect: .restart)
        #expect(try changes("", text) == [change])
        #expect(try changes(text, "") == [change.reversed])
    }

    @Test func `says what takes effect at once`() throws {
        let old = "deny: [10.0.0.0/8]\nclock: {step: never}"
        #expect(
            try changes(old, "ntp: {listen: ['[::1]:123']}\njournal: {level: debug}") == [
                .init(key: "clock.step", old: "never", new: "start", takesEffect: .restart),
                .init(key: "ntp.listen", old: "[0.0.0.0:123, '[::]:123']", new: "['[::1]:123']", takesEffect: .now),
                .init(key: "deny", old: "[10.0.0.0/8]", new: "[]", takesEffect: .now),
                .init(key: "journal.level", old: "info", new: "debug", takesEffect: .now),
            ])
    }

    @Test func `takes a key for its section only where it is in it`() {
        #expect(SettingsChange.Effect(of: "allow", live: ["allow"]) == .now)
        #expect(SettingsChange.Effect(of: "alarms.limits.cn0", live: ["alarms"]) == .now)
        #expect(SettingsChange.Effect(of: "sources[0].address", live: ["sources"]) == .now)
        #expect(SettingsChange.Effect(of: "allowance", live: ["allow"]) == .restart)
        #expect(SettingsChange.Effect(of: "ntp", live: ["ntp.listen"]) == .restart)
        #expect(SettingsChange.Effect(of: "anything", live: []) == .restart)
    }

    @Test func `is nothing where only comments and defaults differ`() throws {
        #expect(try changes("", "# a comment\nclock: {holdoverSeconds: 86400}\n").isEmpty)
    }

    @Test func `goes down to one alarm's rule and to one channel's key`() throws {
        let text = """
            alarms:
              limits: {satellites: 6}
              rules: {receiver-silent: {raiseSeconds: 30}}
              channels:
                noc: {kind: syslog, address: 10.0.0.1}
                ops: {kind: smtp, server: mail.example.org, from: a@example.org, to: [b@example.org]}
              route: {receiver-silent: [noc], default: [ops]}
            """
        let changes = try changes("", text)
        let shown = changes.map { "\($0.key): \($0.old) → \($0.new)" }
        #expect(
            shown == [
                "alarms.limits.satellites: 4 → 6", "alarms.rules.receiver-silent.raiseSeconds: null → 30",
                "alarms.channels.noc.kind: null → syslog", "alarms.channels.noc.address: null → 10.0.0.1:514",
                "alarms.channels.noc.transport: null → udp", "alarms.channels.ops.kind: null → smtp",
                "alarms.channels.ops.server: null → mail.example.org", "alarms.channels.ops.port: null → 587",
                "alarms.channels.ops.security: null → starttls", "alarms.channels.ops.from: null → a@example.org",
                "alarms.channels.ops.to: null → [b@example.org]", "alarms.route.receiver-silent: null → [noc]",
                "alarms.route.default: null → [ops]",
            ])
        #expect(changes.allSatisfy { $0.takesEffect == .now })
    }

    @Test func `keeps a web hook's secret to itself, but tells that it changed`() throws {
        func hook(_ path: String) -> String {
            "alarms: {channels: {h: {kind: webhook, url: 'https://x.example/\(path)'}}}"
        }
        #expect(
            try changes(hook("a?token=1"), hook("b")) == [
                .init(
                    key: "alarms.channels.h.url", old: "https://x.example/…", new: "https://x.example/…",
                    takesEffect: .now)
            ])
    }

    @Test(arguments: ["keys[0].secret", "snmp.community", "a.Password", "b.key", "c.psk"])
    func `never shows what is called a secret`(_ key: String) {
        #expect(SecretKeys.shown("hunter2", of: key) == "…")
        #expect(SecretKeys.shown("null", of: key) == "null")
        #expect(SecretKeys.isSecret(key))
    }

    @Test(arguments: [
        "alarms.channels.x.passwordFile", "receiver.device", "keys", "alarms.channels.h.secretFile",
        "management.tls.key", "ntp.nts.key",
    ])
    func `shows where a secret is kept`(_ key: String) {
        #expect(SecretKeys.shown("/etc/x", of: key) == "/etc/x")
    }

    @Test(arguments: [
        "plain", "/dev/ttyS0", "10.0.0.1:123", "[::]:123", "true", "null", "~", "", "12", "1e3", "it's", "a: b", "a #b",
        "- x", "-", "@x", "%x", "&a", "*a", "!t", "{a}", "a,b", "'", "a:", ":a", "Ü", "x y", "?", "|", ">", "`",
    ])
    func `writes a text so that YAML reads the same`(_ text: String) throws {
        var faults = FaultCollector(file: "f")
        let list = "[\(YAMLText.quotedIfNeeded(text)), x]"
        let tree = try #require(DocumentParser.parse(list, faults: &faults))
        guard case .list(let items) = tree.content else { return #expect(Bool(false), "no list: \(list)") }
        #expect(items.count == 2 && faults.isEmpty)
        #expect(try ValueKind<String>.text.read(items[0]) == text)
    }
}
