// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Logging
import StillAppliance
import Synchronization
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

@Suite struct `The front panel` {
    private let book = AlarmBook(rules: AlarmRules())

    private func alarms(route: [String: [String]] = [:], byDefault: [String]? = nil) -> Settings.Alarms {
        var alarms = Settings.Alarms()
        alarms.channels = [.init(name: "lamp", kind: .relay)]
        (alarms.route, alarms.defaultRoute) = (route, byDefault)
        return alarms
    }

    private func snapshot(after seconds: Int = 0, open: Bool = false) -> ApplianceSnapshot {
        var snapshot = ApplianceSnapshot.quiet
        snapshot.now += .seconds(seconds)
        snapshot.state.asOf = snapshot.now
        snapshot.receiver.antenna = open ? "open" : "ok"
        return snapshot
    }

    private func look(
        _ panel: PanelAlarms, _ snapshot: ApplianceSnapshot, _ conditions: Conditions = []
    ) -> PanelLook { panel.look(snapshot.state, conditions, at: snapshot.now) }

    @Test func `goes by the timing loop's findings where no channel says otherwise`() {
        let panel = PanelAlarms(book, Settings.Alarms())
        _ = book.watch(snapshot(open: true), .quiet)
        #expect(look(panel, snapshot()).isRelayDrawn && look(panel, snapshot()).alarm == .dark)
        #expect(look(panel, snapshot(), .leapTableExpired).isRelayDrawn)
        #expect(!look(panel, snapshot(), .pulseLost).isRelayDrawn)
    }

    @Test func `follows the alarms that are routed to it, acknowledged or not`() throws {
        let panel = PanelAlarms(book, alarms())
        _ = book.watch(snapshot(), .quiet)
        #expect(look(panel, snapshot()).isRelayDrawn)
        #expect(look(panel, snapshot(), .pulseLost).isRelayDrawn, "no alarm is raised")
        _ = book.watch(snapshot(after: 1, open: true), .quiet)
        #expect(!look(panel, snapshot(after: 1)).isRelayDrawn && look(panel, snapshot(after: 1)).alarm == .steady)
        try book.acknowledge("antenna-open", by: "ana", asOf: snapshot(after: 1))
        #expect(!look(panel, snapshot(after: 1)).isRelayDrawn)
        for second in 2...12 { _ = book.watch(snapshot(after: second), .quiet) }
        #expect(look(panel, snapshot(after: 12)).isRelayDrawn && look(panel, snapshot(after: 12)).alarm == .dark)
    }

    @Test func `goes by the routes in force`() {
        let panel = PanelAlarms(book, alarms(route: ["antenna-open": []]))
        _ = book.watch(snapshot(open: true), .quiet)
        #expect(look(panel, snapshot()).isRelayDrawn)
        panel.alarms = alarms(route: ["antenna-open": ["lamp"]], byDefault: [])
        #expect(!look(panel, snapshot()).isRelayDrawn)
        panel.alarms = alarms(byDefault: [])
        #expect(look(panel, snapshot()).isRelayDrawn)
    }

    @Test func `looks like an alarm once nobody watches, or nobody keeps the time`() {
        let panel = PanelAlarms(book, alarms())
        #expect(!look(panel, snapshot(), .pulseLost).isRelayDrawn, "before the first look at the alarms")
        _ = book.watch(snapshot(), .quiet)
        #expect(!look(panel, snapshot(after: 11), .pulseLost).isRelayDrawn)
        var stale = snapshot()
        stale.now += .seconds(9)
        #expect(look(panel, stale) == .unknown)
    }

    @Test func `is turned over by a test, for two seconds`() {
        for routed in [alarms(), Settings.Alarms()] {
            let panel = PanelAlarms(AlarmBook(rules: AlarmRules()), routed)
            panel.test(at: snapshot().now)
            #expect(!look(panel, snapshot()).isRelayDrawn && look(panel, snapshot()).alarm == .steady)
            #expect(!look(panel, snapshot(after: 1)).isRelayDrawn)
            #expect(look(panel, snapshot(after: 2)).isRelayDrawn && look(panel, snapshot(after: 2)).alarm == .dark)
        }
    }

    @Test func `cannot be tested where there is none`() {
        let settings = Settings(defaultsFor: .simulated)
        let appliance = Appliance(settings: settings, log: .init(label: "t"))
        #expect(throws: CommandRefusal.self) { try appliance.testPanel() }
    }

    @Test func `shows the alarm on its lines, and lets go of them at the end`() throws {
        let (lines, relay) = (PlainLines(), LinePlace(chip: "/dev/gpiochip0", offset: 6))
        let panel = PanelAlarms(book, alarms())
        let now = HostClock.now
        var quiet = ApplianceSnapshot.quiet
        (quiet.now, quiet.state.asOf) = (now, now)
        let state = quiet.state
        _ = book.watch(quiet, .quiet)
        let thread = try PanelThread.start(PanelPlan(alarmRelay: relay), provider: lines) { _ in
            panel.look(state, [], at: now)
        } tell: { _ in
        }
        while lines.levels.withLock({ $0 }) != [true] { HostThread.sleep(for: .milliseconds(5)) }
        quiet.receiver.antenna = "open"
        _ = book.watch(quiet, .quiet)
        while lines.levels.withLock({ $0 }) != [true, false] { HostThread.sleep(for: .milliseconds(5)) }
        panel.test(at: now)
        while lines.levels.withLock({ $0 }) != [true, false, true] { HostThread.sleep(for: .milliseconds(5)) }
        thread.stop()
        #expect(lines.levels.withLock { $0 } == [true, false, true, false])
    }
}
