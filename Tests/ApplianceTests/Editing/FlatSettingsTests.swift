// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

/// Keys and values found by reflection must be those of the file, also for a setting that is added tomorrow.
@Suite struct `Settings as keys and values` {
    static let everything = """
        board: {kind: linux, seed: 16, watchdog: /dev/watchdog}
        receiver:
          {device: /dev/ttyS1, baud: 115200, protocol: ubx, labelOffsetSeconds: -1, messageDelayMs: 10,
           constellations: [gps, galileo], memoryFile: /var/lib/gnomon/receivers}
        pulse: {kind: gpio, device: /dev/gpiochip1, line: 18, edge: falling, cableDelayNs: 52.5}
        clock:
          {kind: system, followers: [/dev/ptp0, eth1], holdoverSeconds: 60, holdoverErrorNs: 500, step: never,
           stateFile: /var/lib/gnomon/time}
        panel: {lockLamp: 1, alarmLamp: 2, alarmRelay: 3, button: 4, activeLow: true}
        ntp: {listen: ['10.0.0.1:123', '[::]:123']}
        ptp:
          ports:
            - {interface: eth0, profile: g8275.1, domain: 25, timestamps: hardware, asymmetryNs: 12.5, oneStep: false}
            - {interface: eth1, transport: udp6, scope: 5, unicast: {clients: 9}, grandmasterOnly: true}
          management: {set: [priorities], socket: /run/gnomon/other-ptp.sock, userDescription: the cellar}
          clockIdentity: 00:1b:21:ff:fe:a1:b2:c3
        allow: [10.0.0.0/8, '2001:db8::/32']
        deny: [10.9.9.9]
        management: {listen: ['127.0.0.1:80']}
        console: {socket: /run/gnomon/other.sock}
        alarms:
          limits: {satellites: 5, cn0: 33.5}
          rules: {receiver-silent: {severity: critical, off: true, raiseSeconds: 3, clearSeconds: 4}}
          channels:
            noc: {kind: syslog, address: '[2001:db8::1]:6000', transport: tcp}
            ops:
              {kind: smtp, server: mail.example.org, port: 25, security: tls, from: a@example.org, to: [b@example.org],
               user: ops, passwordFile: /etc/gnomon/mail}
            hook: {kind: webhook, url: 'https://x.example/h', secretFile: /etc/gnomon/hook}
            lamp: {kind: relay}
          route: {receiver-silent: [noc, lamp], default: []}
        journal: {level: debug, format: json}
        """

    @Test(arguments: ["", everything]) func `written out again they are the same settings`(_ text: String) throws {
        let read = try settings(text)
        let flat = FlatSettings(read)
        let written = Branch(flat.keys.map { ($0.split(separator: ".").map(String.init)[...], flat[$0]) }).yaml
        #expect(try settings(written) == read, "\(written)")
    }

    @Test func `differ wherever the settings differ`() throws {
        let all = try settings(Self.everything)
        let none = try settings("")
        #expect(SettingsDiff.changes(from: none, to: all, live: []).count > 50)
        #expect(SettingsDiff.changes(from: all, to: all, live: []).isEmpty)
    }

    /// Keys as a tree, written as YAML in braces.
    private struct Branch {
        var leaves: [(String, String)] = []
        var branches: [(String, Branch)] = []

        init(_ items: [(path: ArraySlice<String>, value: String)]) {
            for item in items where item.path.count == 1 { leaves.append((item.path.first ?? "", item.value)) }
            let deeper = items.filter { $0.path.count > 1 }
            var names: [String] = []
            for item in deeper {
                let name = item.path.first ?? ""
                if !names.contains(name) { names.append(name) }
            }
            branches = names.map { name in
                (name, Branch(deeper.filter { $0.path.first == name }.map { ($0.path.dropFirst(), $0.value) }))
            }
        }

        var yaml: String {
            let parts = leaves.map { "\($0): \($1)" } + plain + lists
            return "{" + parts.joined(separator: ", ") + "}"
        }

        private var plain: [String] {
            branches.filter { !$0.0.hasSuffix("]") }.map { "\($0): \($1.yaml)" }
        }

        /// `ports[0]` and `ports[1]` are the items of `ports`, in this order.
        private var lists: [String] {
            let items = branches.filter { $0.0.hasSuffix("]") }
                .map { (String($0.0.split(separator: "[")[0]), $0.1.yaml) }
            let names = items.map(\.0).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            return names.map { name in
                "\(name): [" + items.filter { $0.0 == name }.map(\.1).joined(separator: ", ") + "]"
            }
        }
    }
}
