// SPDX-License-Identifier: Apache-2.0

import StillAppliance
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

@Suite struct `The status report` {
    private let locked = StatusReport(.locked)

    @Test func `tells what is claimed and why`() {
        #expect(locked.state == "locked")
        #expect(locked.since == "2016-12-31T23:58:10.000Z")
        #expect(locked.reason == ApplianceSnapshot.locked.state.reason.sentence)
        #expect(locked.offsetNs == -12)
        #expect(abs(locked.frequencyPpb - 1500) < 1e-9)
        #expect(locked.uptimeSeconds == 150)
        #expect(locked.isSynchronised)
    }

    @Test func `grows the error bound up to now`() throws {
        #expect(abs(try #require(locked.errorBoundNs) - 350) < 1e-6)
    }

    @Test func `says between which moments it is now`() {
        #expect(locked.time.earliest == "2016-12-31T23:59:49.999999650Z")
        #expect(locked.time.latest == "2016-12-31T23:59:50.000000350Z")
        #expect(StatusReport(.starting).time.earliest == nil && StatusReport(.starting).time.latest == nil)
    }

    @Test func `rounds that span outwards, never inwards`() throws {
        var snapshot = ApplianceSnapshot.locked
        snapshot.state.errorBound = ErrorBound(base: .picoseconds(1_200_300))
        let span = try #require(snapshot.span)
        let shown = snapshot.clock.reading(at: snapshot.now).shown
        let utc = snapshot.state.utc.utc(shown)
        #expect(span.earliest.iso8601(decimals: 9) == "2016-12-31T23:59:49.999998799Z")
        #expect(span.latest.iso8601(decimals: 9) == "2016-12-31T23:59:50.000001201Z")
        #expect(span.earliest < utc && utc < span.latest)
    }

    @Test func `lets that span reach over a leap second`() {
        var snapshot = ApplianceSnapshot.locked
        snapshot.state.errorBound = ErrorBound(base: .milliseconds(10_500))
        let time = StatusReport(snapshot).time
        #expect(time.earliest == "2016-12-31T23:59:39.500000000Z")
        #expect(time.latest == "2016-12-31T23:59:60.500000000Z")
    }

    @Test func `announces the leap second`() {
        #expect(locked.time.utc == "2016-12-31T23:59:50.000Z")
        #expect(locked.time.tai == "2017-01-01T00:00:26.000")
        #expect(locked.time.leapSecondsTAI == 36)
        #expect(locked.time.leap == StatusReport.Leap(at: "2017-01-01T00:00:00Z", change: 1))
    }

    @Test(arguments: [
        (10, "2016-12-31T23:59:60.000Z", 36, true), (11, "2017-01-01T00:00:00.000Z", 37, false),
        (86_400 * 40, "2017-02-09T23:59:49.000Z", 37, false),
    ])
    func `passes the leap second`(_ later: Int, _ utc: String, _ count: Int, _ isPending: Bool) {
        var snapshot = ApplianceSnapshot.locked
        snapshot.now += .seconds(later)
        let time = StatusReport(snapshot).time
        #expect(time.utc == utc)
        #expect(time.leapSecondsTAI == count)
        #expect((time.leap != nil) == isPending)
    }

    @Test(arguments: [
        (TimeState.Phase.starting, 16, "INIT", 248), (.acquiring, 16, "INIT", 248), (.locked, 1, "GPS", 6),
        (.holdover, 1, "GPS", 7), (.fallback, 2, "", 248), (.unsynchronised, 16, "INIT", 248),
    ])
    func `derives every claim from the phase`(
        _ phase: TimeState.Phase, _ stratum: Int, _ referenceId: String, _ clockClass: Int
    ) {
        var snapshot = ApplianceSnapshot.locked
        snapshot.state.phase = phase
        snapshot.state.hasLocked = phase == .locked || phase == .holdover
        let report = StatusReport(snapshot)
        #expect(report.state == phase.name)
        #expect(report.stratum == stratum)
        #expect(report.referenceId == referenceId)
        #expect(report.ptpClockClass == clockClass)
        #expect(report.isSynchronised == snapshot.state.isTrustworthy)
    }

    @Test(arguments: [TimeState.Phase.starting, .acquiring, .fallback, .unsynchronised])
    func `a clock that was right once is of another class than one that never was`(_ phase: TimeState.Phase) {
        var snapshot = ApplianceSnapshot.locked
        (snapshot.state.phase, snapshot.state.hasLocked) = (phase, true)
        #expect(StatusReport(snapshot).ptpClockClass == 52)
    }

    @Test func `tells what is known of receiver and pulse`() {
        #expect(locked.receiver.utc == "2016-12-31T23:59:49.000Z")
        #expect(locked.receiver.satellitesInView == 2)
        #expect(locked.receiver.secondsSinceEpoch == 0.4)
        #expect(locked.receiver.port == "ok")
        #expect(locked.pulse.marks == "2016-12-31T23:59:49Z")
        #expect(locked.pulse.sawtoothPs == -7000)
    }

    @Test func `admits what is not known`() {
        let report = StatusReport(.starting)
        #expect(report.errorBoundNs == nil)
        #expect(report.receiver.port == "absent")
        #expect(report.receiver.utc == nil && report.receiver.secondsSinceEpoch == nil)
        #expect(report.pulse.source == nil)
        #expect(report.alarms.map(\.name) == ["unsynchronised", "receiver-unplugged"])
    }

    @Test(arguments: [ApplianceSnapshot.locked, .starting])
    func `has every key of the contract in its JSON, known or not`(_ snapshot: ApplianceSnapshot) throws {
        let text = String(decoding: try ReportJSON.line(StatusReport(snapshot)), as: UTF8.self)
        for key in contract { #expect(text.contains("\"\(key)\":"), "\(key) is missing") }
        #expect(!text.contains("\n"))
    }

    private let contract = [
        "state", "since", "reason", "time", "utc", "earliest", "latest", "tai", "leapSecondsTAI", "leap", "offsetNs",
        "frequencyPpb",
        "errorBoundNs", "stratum", "referenceId", "ptpClockClass", "receiver", "pulse", "uptimeSeconds", "version",
        "alarms", "ntp", "satellitesUsed", "marks", "sawtoothPs", "antenna", "jamming", "model", "dropped",
    ]

    @Test(arguments: [ApplianceSnapshot.locked, .starting])
    func `comes back from its JSON as it was`(_ snapshot: ApplianceSnapshot) throws {
        let report = StatusReport(snapshot)
        #expect(try ReportJSON.read(StatusReport.self, from: ReportJSON.line(report)) == report)
    }

    @Test func `reads well`() {
        var snapshot = ApplianceSnapshot.locked
        snapshot.receiver.model = "NEO-M8T"
        snapshot.receiver.antenna = "ok"
        #expect(
            StatusReport(snapshot).text == """
                locked since 2016-12-31T23:58:10.000Z
                \(snapshot.state.reason.sentence)

                time      2016-12-31T23:59:50.000Z (TAI − UTC 36 s, a second inserted before
                          2017-01-01T00:00:00Z)
                offset    −12 ns, oscillator +1.500 ppm
                bound     within 350 ns of the truth
                claims    stratum 1, reference GPS, PTP class 6
                receiver  /dev/ttyS0 (NEO-M8T): fix 3d, 1 of 2 satellites used, time valid,
                          heard 400 ms ago, antenna ok
                pulse     simulated: last edge 900 ms ago marks 2016-12-31T23:59:49Z
                ntp       on 127.0.0.1:11123; 10 answered, dropped: 2 tooShort
                alarms    leap-announced
                uptime    3 min, version \(Version.text)
                """)
    }

    @Test func `reads well when there is nothing to tell`() {
        let text = StatusReport(.starting).text
        #expect(text.contains("bound     not known\n"))
        #expect(text.contains("receiver  /dev/ttyS0: port absent\n"))
        #expect(text.contains("pulse     none\n"))
        #expect(text.contains("alarms    unsynchronised, receiver-unplugged\n"))
    }
}

@Suite struct `Other reports` {
    @Test func `list satellites`() throws {
        let report = SatellitesReport(.locked)
        #expect(
            report.text == """
                1 used, 2 in view

                satellite   elevation  azimuth  dB-Hz
                GPS 3             41°     120°     44  used  ███████████
                Galileo 11          –        –      –
                """)
        let text = String(decoding: try ReportJSON.line(report), as: UTF8.self)
        #expect(text.contains("\"elevationDegrees\":null"))
        #expect(try ReportJSON.read(SatellitesReport.self, from: text.utf8) == report)
    }

    @Test func `list sources`() {
        var snapshot = ApplianceSnapshot.locked
        (snapshot.pulse.residual, snapshot.pulse.lastEdge) = (.nanoseconds(5), snapshot.now - .milliseconds(300))
        let report = SourcesReport(snapshot)
        #expect(report.sources.map(\.kind) == ["receiver", "pulse"])
        #expect(report.sources.allSatisfy { $0.isFollowed && $0.lastHeardSeconds != nil })
        #expect(report.sources.map(\.offsetNs) == [nil, 5], "the pulse alone is compared")
        snapshot.pulse.lastEdge = snapshot.now - .seconds(3)
        #expect(SourcesReport(snapshot).sources.map(\.offsetNs) == [nil, nil], "what is old says nothing of now")
        #expect(SourcesReport(.starting).sources.map(\.isFollowed) == [false])
    }

    @Test func `put the gravest alarm first`() {
        var snapshot = ApplianceSnapshot.locked
        snapshot.conditions = [.noFix, .leapTableExpired, .pulseLost]
        snapshot.receiver.antenna = "short"
        snapshot.receiver.jamming = "warning"
        let names = Alarm.all(in: snapshot).map(\.name)
        #expect(names == ["pulse-lost", "antenna-short", "no-fix", "jamming", "leap-table-expired", "leap-announced"])
        #expect(AlarmsReport(alarms: []).text == "No alarm is raised.")
    }

    @Test func `tell of an alarm since when it is, who has seen it, and what to do until somebody has`() {
        let seen = Alarm("holdover", .warning, "It runs on.", since: "T", acknowledged: "ana", hint: "Look.")
        let new = Alarm("pulse-lost", .critical, "No pulse.", since: "T", hint: "Look.")
        #expect(
            AlarmsReport(alarms: [new, seen, Alarm("x", .notice, "Y.")]).text == """
                critical: pulse-lost
                  No pulse.
                  Look.
                  (since T)

                warning: holdover
                  It runs on.
                  (since T, acknowledged by ana)

                notice: x
                  Y.
                """)
    }
}
