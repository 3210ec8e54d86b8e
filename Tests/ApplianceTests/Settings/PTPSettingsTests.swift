// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing

@testable import Appliance

private func ptp(_ text: String) throws -> Settings.PTPService {
    try Settings(reading: Array(text.utf8), file: "f").ptp
}

private func port(_ text: String) throws -> Settings.PTPService.Port {
    try #require(try ptp("ptp: {ports: [{\(text)}]}").ports.first)
}

@Suite struct `The settings of PTP` {
    @Test(arguments: ["", "board: {kind: simulated}", "ptp: {}", "ptp: {ports: []}"])
    func `serve nobody unless somebody asks for it`(_ text: String) throws {
        #expect(try ptp(text).ports.isEmpty)
    }

    @Test(arguments: Profile.allCases) func `are the profile's own where nothing else is said`(_ profile: Profile)
        throws
    {
        let read = try port("interface: eth0, profile: \(profile.rawValue)")
        #expect(read.protocolSettings == PortSettings(profile))
        #expect((read.interface, read.timestamps, read.oneStep) == ("eth0", .auto, true))
    }

    @Test func `become the protocol's`() throws {
        let read = try port(
            """
            interface: eth0, profile: default-e2e, transport: udp6, domain: 5, priority1: 10, priority2: 20,
            localPriority: 30, logAnnounceInterval: 0, logSyncInterval: -1, logMinDelayReqInterval: 2,
            logMinPdelayReqInterval: 1, announceReceiptTimeout: 4, minorVersion: 0, grandmasterOnly: true,
            asymmetryNs: -12.5, ingressLatencyNs: 100, egressLatencyNs: 200, multicast: false,
            unicast: {clients: 7, shortestLogInterval: -4, longestDurationSeconds: 60, messagesPerSecond: 99}
            """
        ).protocolSettings
        #expect((read.transport, read.domain, read.minorVersion, read.isGrandmasterOnly) == (.udp6, 5, 0, true))
        #expect((read.priority1, read.priority2, read.localPriority) == (10, 20, 30))
        #expect((read.logAnnounceInterval, read.logSyncInterval, read.announceReceiptTimeout) == (0, -1, 4))
        #expect((read.logMinDelayRequestInterval, read.logMinPeerDelayRequestInterval) == (2, 1))
        #expect(read.delayAsymmetry.scaledNanoseconds == -819_200)
        #expect(read.ingressLatency.scaledNanoseconds == 6_553_600)
        #expect(read.egressLatency.scaledNanoseconds == 13_107_200)
        let unicast = try #require(read.unicast)
        #expect((unicast.clients, unicast.shortestLogInterval) == (7, -4))
        #expect((unicast.longestDuration, unicast.messagesPerSecond, read.isMulticast) == (60, 99, false))
        #expect(try port("interface: eth0, unicast: {enabled: false}").protocolSettings.unicast == nil)
    }

    @Test(arguments: [
        ("5", 5), ("e", 14), ("0xE", 14), ("14", 14), ("'8'", 8), ("link-local", 2), ("global", 14),
    ])
    func `know the scopes of IPv6 by number and by name`(_ text: String, _ scope: UInt8) throws {
        #expect(try port("interface: eth0, transport: udp6, scope: \(text)").scope == scope)
    }

    @Test(arguments: ["00:1b:21:ff:fe:a1:b2:c3", "001b21.fffe.a1b2c3", "001B21FFFEA1B2C3"])
    func `take the clock's name as people write it`(_ text: String) throws {
        #expect(try ptp("ptp: {clockIdentity: \(text)}").clockIdentity == ClockIdentity(raw: 0x001B_21FF_FEA1_B2C3))
    }

    @Test func `let nobody set anything unless it is named`() throws {
        #expect(
            try ptp("").management
                == {
                    var usual = Settings.PTPService.Management()
                    usual.socket = "/run/gnomon/ptp.sock"
                    return usual
                }())
        #expect(try ptp("ptp: {management: {set: false}}").management.set.isEmpty)
        let read = try ptp(
            "ptp: {management: {respond: false, set: [priorities, description], socket: ~, userDescription: Keller}}"
        )
        #expect(read.management.set == [.priorities, .description])
        #expect(
            (read.management.respond, read.management.socket, read.management.userDescription) == (false, nil, "Keller")
        )
    }

    @Test(arguments: [
        Mistake("ptp: {ports: eth0}", "1:14: ptp.ports: must be a list, but is the text 'eth0'"),
        Mistake("ptp: {ports: [eth0]}", "1:15: ptp.ports[0]: must be a section of keys, but is the text 'eth0'"),
        Mistake(
            "ptp: {ports: [{profile: smpte}]}", "1:15: ptp.ports[0].interface: is needed here: the network interface"),
        Mistake(
            "ptp: {ports: [{interface: a/b}]}",
            "1:27: ptp.ports[0].interface: 'a/b' must be the name of a network interface"),
        Mistake(
            "ptp: {ports: [{interface: a, interfce: b}]}",
            "1:30: ptp.ports[0].interfce: unknown key; did you mean 'interface'?"),
        Mistake(
            "ptp: {ports: [{interface: a, profile: g8275}]}",
            "1:39: ptp.ports[0].profile: 'g8275' must be one of default-e2e,"),
        Mistake(
            "ptp:\n  ports:\n    - interface: a\n    - interface: b\n      profile: g8275.1\n      domain: 0\n",
            "6:15: ptp.ports[1].domain: domain 0 is outside 24–43 of G.8275.1"),
        Mistake(
            "ptp: {ports: [{interface: a, announceReceiptTimeout: 1}]}",
            "1:54: ptp.ports[0].announceReceiptTimeout: '1' must be 2 to 10"),
        Mistake(
            "ptp: {ports: [{interface: a, minorVersion: 2}]}", "1:44: ptp.ports[0].minorVersion: '2' must be 0 to 1"),
        Mistake(
            "ptp: {ports: [{interface: a, scope: 15}]}",
            "1:37: ptp.ports[0].scope: '15' must be 1 to 14 (0xE), or one of"),
        Mistake(
            "ptp: {ports: [{interface: a, oneStep: maybe}]}",
            "1:39: ptp.ports[0].oneStep: must be auto or false, but is the text 'maybe'"),
        Mistake(
            "ptp: {ports: [{interface: a, timestamps: software, oneStep: auto}]}",
            "1:61: ptp.ports[0].oneStep: only a card can write the time into a message"),
        Mistake(
            "ptp: {ports: [{interface: a, multicast: false, unicast: {enabled: false}}]}",
            "1:41: ptp.ports[0].multicast: neither multicast nor unicast is left to be sent"),
        Mistake(
            "ptp: {ports: [{interface: a, unicast: {clients: 0}}]}",
            "1:49: ptp.ports[0].unicast.clients: '0' must be 1 to 16384"),
        Mistake(
            "ptp: {ports: [{interface: a}, {interface: a}]}",
            "1:31: ptp.ports[1]: a, udp4 and domain 0 are port 1's already"),
        Mistake("ptp: {clockIdentity: eth0}", "1:22: ptp.clockIdentity: 'eth0' must be an EUI-64"),
        Mistake("ptp: {management: {set: [priority3]}}", "1:26: ptp.management.set[0]: 'priority3' must be one of"),
        Mistake(
            "ptp: {management: {userDescription: '" + String(repeating: "x", count: 129) + "'}}",
            "1:37: ptp.management.userDescription: is longer than 128 octets"),
    ])
    func `refuse a mistake with line, column, key and reason`(_ mistake: Mistake) throws {
        let found = faults(in: mistake.text)
        #expect(found.count == 1, "\(found)")
        let first = try #require(found.first)
        #expect(first.hasPrefix(mistake.said), "said instead: \(first)")
    }

    @Test func `are told apart by their places in the file, whatever is wrong with others`() {
        let found = faults(in: "ptp: {ports: [{profile: enterprise}, {interface: a}, {interface: a}]}")
        #expect(found.contains { $0.contains("ptp.ports[2]: a, udp4 and domain 0 are port 2's already") }, "\(found)")
    }

    @Test func `may have so many ports and no more`() {
        let many = (0...32).map { "{interface: eth\($0)}" }.joined(separator: ", ")
        #expect(
            faults(in: "ptp: {ports: [\(many)]}").first?.contains("ptp.ports[32]: may have 32 items, no more") == true)
    }

    @Test func `differ port by port and key by key`() throws {
        let old = try Settings(reading: Array("ptp: {ports: [{interface: eth0}]}".utf8), file: "f")
        let new = try Settings(
            reading: Array("ptp: {ports: [{interface: eth0, domain: 3}, {interface: eth1}]}".utf8), file: "f")
        let changes = SettingsDiff.changes(from: old, to: new, live: ["ptp"])
        #expect(changes.first == SettingsChange(key: "ptp.ports[0].domain", old: "0", new: "3", takesEffect: .now))
        #expect(
            changes.contains(SettingsChange(key: "ptp.ports[1].interface", old: "null", new: "eth1", takesEffect: .now))
        )
        #expect(!changes.contains { $0.key == "ptp.ports" })
    }
}
