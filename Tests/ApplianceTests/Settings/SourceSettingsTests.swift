// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

@Suite struct SourceSettingsTests {
    @Test func `servers and pools are read with all that can be said of them`() throws {
        let read = try settings(
            """
            sources:
            - {server: 192.0.2.1, port: 1123, prefer: true, iburst: false, burst: true, minpoll: 3, maxpoll: 5, xleave: true}
            - {server: '2001:db8::1'}
            - {pool: pool.example.org, size: 2, version: 3}
            """)
        #expect(read.sources.map(\.host) == ["192.0.2.1", "2001:db8::1", "pool.example.org"])
        #expect(read.sources.map(\.most) == [1, 1, 2])
        let client = read.sources[0].client
        #expect((client.minPoll, client.maxPoll) == (3, 5))
        #expect(client.isBursting && !client.isBurstingAtFirst && client.isInterleaved)
        #expect(read.sources[2].client.version == 3)
        #expect(read.sources[1].port == 123)
    }

    @Test func `a source may have to prove itself by NTS`() throws {
        let read = try settings(
            """
            sources:
            - {server: a.example, nts: true}
            - {pool: b.example, nts: true, ntsPort: 14460, ntsAuthority: /etc/ca.pem, ntsDates: always}
            - {server: c.example, nts: false}
            """)
        #expect(read.sources.map(\.nts) == [true, true, false])
        #expect(read.sources.map(\.client.needsAuthentication) == [true, true, false])
        #expect(read.sources.map(\.ntsPort) == [4460, 14_460, 4460])
        #expect(read.sources[1].ntsAuthority == "/etc/ca.pem" && read.sources[0].ntsAuthority == nil)
        #expect(read.sources.map(\.ntsDates) == [.whenKnown, .always, .whenKnown])
    }

    @Test(arguments: [
        ("sources: [{port: 123}]", "is needed here"), ("sources: [{server: a.example, pool: b.example}]", "not both"),
        ("sources: [{server: a.example, size: 2}]", "only a pool"),
        ("sources: [{server: a.example, minpoll: 11}]", "above maxpoll"),
        ("sources: [{server: 'a.example:123'}]", "port is a key"),
        ("sources: [{server: a.example}, {server: a.example}]", "stands here already"),
        ("sources: [{pool: a.example, size: 8}, {pool: b.example, size: 8}]", "there may be 15"),
        ("sources: [{server: a.example, key: 7}]", "ntp.keys names their file"),
        ("sources: [{server: a.example, ntsPort: 4460}]", "there is no NTS here"),
        ("sources: [{server: a.example, nts: false, ntsDates: always}]", "there is no NTS here"),
        ("{ntp: {keys: /etc/k}, sources: [{server: a.example, nts: true, key: 7}]}", "by NTS or by a key"),
        ("sources: [{server: a.example, nts: true, version: 3}]", "NTS is of version 4"),
        ("sources: [{server: a.example, nts: true, ntsAuthority: ca.pem}]", "must be the absolute path"),
        ("sources: [{server: a.example, nts: true, ntsDates: never}]", "must be one of when-known, always"),
        ("failover: {order: [holdover, gnss]}", "gnss comes first"),
        ("failover: {order: [gnss, gnss]}", "in this list already"),
        ("failover: {order: [gnss, orphan, holdover]}", "orphan comes last"),
        ("ntp: {local: {stratum: 10}}\nfailover: {order: [gnss, holdover]}", "leaves orphan out"),
        ("failover: {dispute: nobody-wins}", "must be one of"), ("failover: {slewPpm: 501}", "must be 1 to 500"),
    ])
    func `what cannot be is told with its reason`(_ text: String, _ reason: String) {
        #expect(complaint(text).contains(reason))
    }

    @Test func `the ladder and the policy reach timekeeping`() throws {
        let read = try settings(
            """
            clock: {holdoverErrorNs: 2000000}
            failover:
              order: [gnss, holdover, upstream]
              dispute: majority-wins
              slewedMs: 20
              largestStepMs: 0
              slewPpm: 50
              largestErrorMs: 500
            """)
        let fallback = read.timekeeping.fallback
        #expect(fallback.order.list == [.receiver, .holdover, .upstream])
        #expect(fallback.order.holdoverLimit == .milliseconds(2))
        #expect(fallback.correction.slewed == .milliseconds(20))
        #expect(fallback.correction.largestStep == .zero)
        #expect(fallback.correction.slewRate == 50e-6)
        #expect(fallback.largestError == .milliseconds(500))
        #expect(read.failover.policy == .majorityWins)
    }

    @Test func `when nobody's time is told is what the local time is set to`() throws {
        #expect(try settings("").timekeeping.fallback.orphan == nil)
        let orphan = try settings("ntp: {local: {stratum: 10, waitSeconds: 60}}").timekeeping.fallback.orphan
        #expect(orphan == OrphanTerms(wait: .seconds(60), needsRightClock: true))
        let any = try settings("ntp: {local: {stratum: 10, from: clock}}").timekeeping.fallback.orphan
        #expect(any?.needsRightClock == false)
    }

    @Test func `sources may change while the program runs`() throws {
        let keys = SettingCatalogue(of: Array("sources: [{server: a.example}]".utf8)).keys.map(\.name)
        #expect(keys.contains("sources[0].server"))
        #expect(keys.contains("sources[1].xleave"))
        #expect(keys.contains("sources[1].ntsAuthority"))
        #expect(keys.contains("failover.dispute"))
    }
}
