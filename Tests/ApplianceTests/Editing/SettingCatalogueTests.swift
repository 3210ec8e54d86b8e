// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

@Suite struct `The catalogue of keys` {
    @Test func `has every key that settings have`() {
        let text = """
            alarms:
              channels:
                mail: {kind: smtp, server: mail.example.org, from: a@example.org, to: [b@example.org]}
                log: {kind: syslog, address: 10.0.0.1}
                web: {kind: webhook, url: "https://example.org/x"}
              rules: {no-fix: {off: true}}
            management: {proxy: {header: X-User, from: [10.0.0.0/8]}}
            ptp: {ports: [{interface: eth0}]}
            """
        let catalogue = SettingCatalogue(of: Array(text.utf8))
        let settings = try? Settings(reading: Array(text.utf8), file: "")
        let flat = settings.map(FlatSettings.init)
        let missing = (flat?.keys ?? []).filter { catalogue[$0] == nil }
        #expect(flat != nil && missing.isEmpty)
        #expect(Set(catalogue.keys.map(\.name)).count == catalogue.keys.count && catalogue.keys.count > 200)
    }

    @Test(arguments: [
        ("ntp.listen", "a list in brackets, each an address with its port, such as '10.0.0.1:123' or '[::]:123'"),
        ("clock.step", "one of never, start"), ("panel.activeLow", "true or false"),
        ("pulse.line", "a whole number, 0 to 65535, or null"),
        ("receiver.baud", "a whole number, 300 to 4000000, or auto"),
        ("ptp.ports", "a list of sections"), ("ptp.ports[0].profile", "one of default-e2e"),
        ("board", "a section of keys"),
        ("allow", "a list in brackets, each a network such as 10.0.0.0/8 or '2001:db8::/32'"),
        ("management.proxy.from", "a list in brackets"),
    ])
    func `tells what may stand at a key`(_ key: String, what: String) {
        #expect(SettingCatalogue(of: [])[key]?.what.hasPrefix(what) == true)
    }

    @Test func `has one port more than there are`() {
        let catalogue = SettingCatalogue(of: Array("ptp: {ports: [{interface: eth0}, {interface: eth1}]}".utf8))
        #expect(catalogue["ptp.ports[2].interface"] != nil && catalogue["ptp.ports[3].interface"] == nil)
    }

    @Test(arguments: [
        ("ntp.lisen", "did you mean 'ntp.listen'?"), ("ntpp", "did you mean 'ntp'?"),
        ("journal.zzzz", "there are journal.level, journal.format, journal.database"),
        ("clock.Step", "did you mean 'clock.step'?"),
        ("ptp.ports[0].profil", "did you mean 'ptp.ports[0].profile'?"),
    ])
    func `knows what was probably meant`(_ key: String, advice: String) {
        #expect(SettingCatalogue(of: []).advice(for: key) == advice)
    }

    @Test(arguments: ["", "{", "- a", "ptp: 1", "ptp: {ports: 7}", "management: []", "\u{0}", "a: &b 1"])
    func `is there whatever the text is`(_ text: String) {
        #expect(SettingCatalogue(of: Array(text.utf8))["ntp.listen"] != nil)
    }
}
