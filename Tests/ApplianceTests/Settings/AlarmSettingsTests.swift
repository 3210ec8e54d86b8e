// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import Appliance

@Suite struct `The configuration of alarms` {
    private let example = """
        clock: {holdoverSeconds: 3600, holdoverErrorNs: 100000}
        panel: {alarmRelay: 5}
        alarms:
          limits:
            satellites: 5
            satellitesSeconds: 120
            cn0: 32.5
            offsetNs: 1000
            frequencyPpm: 20
            temperatureC: 70
            memoryMiB: 32
            diskMiB: 500
            certificateDays: 14
            leapTableDays: 60
            refusedPerSecond: 5
          rules:
            jamming: {off: true}
            link-down: {severity: critical, raiseSeconds: 0, clearSeconds: 30}
          channels:
            ops: {kind: syslog, address: 10.0.0.1}
            siem: {kind: syslog, address: "logs.example.org:7000", transport: tls}
            mail:
              kind: smtp
              server: mail.example.org
              from: clock@example.org
              to: [ops@example.org, night@example.org]
              user: clock
              passwordFile: /etc/gnomon/mail
            hook: {kind: webhook, url: "https://example.org/alarms?site=1", secretFile: /etc/gnomon/hook}
            panel: {kind: relay}
          route:
            default: [ops, siem]
            antenna-short: [mail, ops]
            restarted: []
        """

    @Test func `is read whole`() throws {
        let read = try settings(example).alarms
        var limits = AlarmLimits()
        (limits.satellites, limits.satellitesSeconds, limits.cn0, limits.offsetNs) = (5, 120, 32.5, 1000)
        (limits.frequencyPpm, limits.temperatureC, limits.memoryMiB, limits.diskMiB) = (20, 70, 32, 500)
        (limits.certificateDays, limits.leapTableDays, limits.refusedPerSecond) = (14, 60, 5)
        #expect(read.limits == limits)
        #expect(
            read.rules == [
                "jamming": AlarmException(off: true),
                "link-down": AlarmException(severity: .critical, raiseSeconds: 0, clearSeconds: 30),
            ])
        #expect(read.channels.map(\.name) == ["ops", "siem", "mail", "hook", "panel"])
        #expect(
            read.channels.map(\.kind) == [
                .syslog(.init(server: HostPort(host: "10.0.0.1", port: 514))),
                .syslog(.init(server: HostPort(host: "logs.example.org", port: 7000), transport: .tls)),
                .smtp(
                    .init(
                        server: HostPort(host: "mail.example.org", port: 587), from: "clock@example.org",
                        to: ["ops@example.org", "night@example.org"], user: "clock", passwordFile: "/etc/gnomon/mail")),
                .webhook(.init(url: "https://example.org/alarms?site=1", secretFile: "/etc/gnomon/hook")), .relay,
            ])
    }

    @Test(arguments: [
        ("unsynchronised", ["ops", "siem"]), ("antenna-short", ["ops", "mail"]), ("restarted", []),
    ])
    func `says who is told`(_ id: String, _ names: [String]) throws {
        #expect(try settings(example).alarms.channels(for: id).map(\.name) == names)
    }

    @Test func `tells everyone of everything where it has no route`() throws {
        let read = try settings(
            "alarms: {channels: {a: {kind: webhook, url: http://h}, b: {kind: syslog, address: h}}}")
        #expect(read.alarms.channels(for: "jamming").map(\.name) == ["a", "b"])
        #expect(try settings("alarms:").alarms == Settings.Alarms())
    }

    @Test func `is what the watch and the desk go by`() throws {
        let rules = try settings(example).alarmRules
        #expect(rules.limits.satellites == 5)
        #expect(rules.holdoverLongest == .seconds(3600) && rules.holdoverError == .microseconds(100))
        let few = try #require(AlarmDefinition.named("few-satellites"))
        let link = try #require(AlarmDefinition.named("link-down"))
        #expect(rules.raiseAfter(few) == .seconds(120) && rules.clearAfter(few) == .seconds(30))
        #expect(rules.raiseAfter(link) == .zero && rules.clearAfter(link) == .seconds(30))
    }

    @Test(arguments: [
        ("starttls", 587), ("tls", 465), ("none", 25),
    ])
    func `has the port that goes with a mail server's security`(_ security: String, _ port: UInt16) throws {
        let text = "{kind: smtp, server: '::1', security: \(security), from: a@b, to: [c@d]}"
        let channels = try settings("alarms: {channels: {m: \(text)}}").alarms.channels
        guard case .smtp(let mail)? = channels.first?.kind else { throw Missing() }
        #expect(mail.server == HostPort(host: "::1", port: port))
        #expect(mail.server.description == "[::1]:\(port)")
    }

    private struct Missing: Error {}

    @Test(arguments: [
        ("10.0.0.1", "10.0.0.1:514"), ("10.0.0.1:1", "10.0.0.1:1"), ("log", "log:514"), ("a-1.b:65535", "a-1.b:65535"),
        ("'::1'", "[::1]:514"), ("'[2001:db8::1]:601'", "[2001:db8::1]:601"), ("'[::1]'", "[::1]:514"),
    ])
    func `takes names and addresses of servers`(_ text: String, _ server: String) throws {
        let read = try settings("alarms: {channels: {s: {kind: syslog, address: \(text), transport: tcp}}}")
        guard case .syslog(let syslog)? = read.alarms.channels.first?.kind else { throw Missing() }
        #expect(syslog.server.description == server)
    }

    @Test(arguments: mistakes)
    func `is refused with line, column, key and reason`(_ mistake: Mistake) {
        let found = faults(in: mistake.text)
        let first = found.first ?? "nothing"
        #expect(first.hasPrefix(mistake.said))
        #expect(found.count == 1, "\(found)")
    }
}

private func channel(_ text: String) -> String { "alarms: {channels: {x: {\(text)}}}" }

private let mail = "kind: smtp, server: h, from: a@b, to: [c@d]"

private let mistakes: [Mistake] = [
    Mistake("alarm: {}", "1:1: alarm: unknown key; did you mean 'alarms'?"),
    Mistake("alarms: {limit: {}}", "1:10: alarms.limit: unknown key; did you mean 'limits'?"),
    Mistake("alarms: [a]", "1:9: alarms: must be a section of keys, but is a list"),
    Mistake(
        "alarms: {limits: {satelites: 3}}", "1:19: alarms.limits.satelites: unknown key; did you mean 'satellites'?"),
    Mistake("alarms: {limits: {satellites: 65}}", "1:31: alarms.limits.satellites: '65' must be 0 to 64"),
    Mistake("alarms: {limits: {cn0: strong}}", "1:24: alarms.limits.cn0: must be a number"),
    Mistake("alarms: {rules: {jaming: {}}}", "1:18: alarms.rules.jaming: unknown key; did you mean 'jamming'?"),
    Mistake(
        "alarms: {rules: {jamming: {severity: error}}}",
        "1:38: alarms.rules.jamming.severity: 'error' must be one of notice, warning, critical"),
    Mistake("alarms: {rules: {jamming: {off: 1}}}", "1:33: alarms.rules.jamming.off: must be true or false"),
    Mistake(
        "alarms: {rules: {jamming: {raiseSeconds: -1}}}", "1:42: alarms.rules.jamming.raiseSeconds: '-1' must be 0"),
    Mistake(
        "alarms: {rules: {unsynchronised: {off: true}}}",
        "1:40: alarms.rules.unsynchronised.off: that the time is not to be relied on is always told, and at once"),
    Mistake(
        "alarms: {rules: {unsynchronised: {raiseSeconds: 5}}}",
        "1:49: alarms.rules.unsynchronised.raiseSeconds: that the time is not to be relied on is always told"),
    Mistake(
        "alarms: {rules: {few-satellites: {raiseSeconds: 5}}}",
        "1:49: alarms.rules.few-satellites.raiseSeconds: this is limits.satellitesSeconds"),
    // Routes
    Mistake(
        "alarms: {route: {default: [ops]}}", "1:28: alarms.route.default[0]: there is no channel 'ops', nor any other"),
    Mistake(
        "alarms: {channels: {email: {kind: webhook, url: http://h}}, route: {default: [emial]}}",
        "1:79: alarms.route.default[0]: there is no channel 'emial'; did you mean 'email'?"),
    Mistake(
        "alarms: {channels: {a: {kind: webhook, url: http://h}}, route: {jamming: [b]}}",
        "1:75: alarms.route.jamming[0]: there is no channel 'b'; there are a"),
    Mistake(
        "alarms: {route: {antenna-shrt: []}}",
        "1:18: alarms.route.antenna-shrt: unknown key; did you mean 'antenna-short'?"),
    Mistake("alarms: {route: {default: ops}}", "1:27: alarms.route.default: must be a list, but is the text 'ops'"),
    Mistake(
        "alarms: {channels: {a: {kind: mail}}, route: {jamming: [a]}}", "1:31: alarms.channels.a.kind: 'mail' must be"),
    // Channels
    Mistake(
        "alarms: {channels: {Ops: {}}}", "1:26: alarms.channels.Ops: a channel's name has 1 to 32 of a–z, 0–9 and -"),
    Mistake("alarms: {channels: {x: syslog}}", "1:24: alarms.channels.x: must be a section of keys"),
    Mistake(channel(""), "1:24: alarms.channels.x.kind: is needed here: one of syslog, smtp, webhook, relay"),
    Mistake(
        channel("kind: syslg"), "1:31: alarms.channels.x.kind: 'syslg' must be one of syslog, smtp, webhook, relay; did"
    ),
    Mistake(channel("kind: relay"), "1:31: alarms.channels.x.kind: relay needs panel.alarmRelay or panel.alarmLamp"),
    Mistake(channel("kind: syslog"), "1:24: alarms.channels.x.address: is needed here: the collector's"),
    Mistake(
        channel("kind: syslog, address: h, transport: udb"),
        "1:62: alarms.channels.x.transport: 'udb' must be one of udp, tcp, tls"),
    Mistake(channel("kind: syslog, address: 'h:0'"), "1:48: alarms.channels.x.address: '0' is not a port"),
    Mistake(channel("kind: syslog, address: 'a b'"), "1:48: alarms.channels.x.address: 'a b' is not the name or the"),
    Mistake(
        channel("kind: syslog, address: 10.0.0.256"), "1:48: alarms.channels.x.address: '10.0.0.256' is not the name"),
    Mistake(
        channel("kind: syslog, address: '[10.0.0.1]:5'"), "1:48: alarms.channels.x.address: '[10.0.0.1]' is not the"),
    Mistake(
        channel("kind: syslog, address: h, url: x"), "1:51: alarms.channels.x.url: unknown key; here may stand: address"
    ),
    Mistake(channel("kind: smtp, from: a@b, to: [c@d]"), "1:24: alarms.channels.x.server: is needed here"),
    Mistake(channel("kind: smtp, server: h, to: [c@d]"), "1:24: alarms.channels.x.from: is needed here"),
    Mistake(channel("kind: smtp, server: h, from: a@b"), "1:24: alarms.channels.x.to: is needed here: a list"),
    Mistake(channel("kind: smtp, server: h, from: a@b, to: []"), "1:63: alarms.channels.x.to: must name something"),
    Mistake(
        channel("kind: smtp, server: h, from: a@b, to: ['c@d>, e']"),
        "1:64: alarms.channels.x.to[0]: 'c@d>, e' is not a mail address"),
    Mistake(channel("kind: smtp, server: h, from: ab, to: [c@d]"), "1:54: alarms.channels.x.from: 'ab' is not a mail"),
    Mistake(
        channel("kind: smtp, server: 'h:25', from: a@b, to: [c@d]"), "1:45: alarms.channels.x.server: 'h:25' is not"),
    Mistake(channel(mail + ", port: 0"), "1:76: alarms.channels.x.port: '0' must be 1 to 65535"),
    Mistake(channel(mail + ", user: u"), "1:24: alarms.channels.x.passwordFile: is needed here"),
    Mistake(channel(mail + ", passwordFile: /p"), "1:24: alarms.channels.x.user: is needed here"),
    Mistake(
        channel(mail + ", user: u, passwordFile: /p, security: none"),
        "1:107: alarms.channels.x.security: a password is not sent in the clear"),
    Mistake(channel(mail + ", user: '', passwordFile: /p"), "1:76: alarms.channels.x.user: must be a name"),
    Mistake(channel("kind: webhook"), "1:24: alarms.channels.x.url: is needed here: where to post to"),
    Mistake(
        channel("kind: webhook, url: ftp://h"), "1:45: alarms.channels.x.url: 'ftp://h' must be the URL to post to"),
    Mistake(channel("kind: webhook, url: 'http://h/#a'"), "1:45: alarms.channels.x.url: 'http://h/#a' must be the URL"),
    Mistake(channel("kind: webhook, url: 'http://u:p@h/'"), "1:45: alarms.channels.x.url: a URL may hold no user"),
    Mistake(
        channel("kind: webhook, url: 'http:///a'"), "1:45: alarms.channels.x.url: '' is not the name or the address"),
    Mistake(
        channel("kind: webhook, url: http://h, secretFile: s"), "1:67: alarms.channels.x.secretFile: 's' must be the"),
]
