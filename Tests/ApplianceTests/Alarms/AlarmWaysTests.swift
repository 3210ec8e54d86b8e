// SPDX-License-Identifier: Apache-2.0

import Board
import GNSS
import LinuxBoard
import NTP
import SimulatedBoard
import StillAppliance
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

/// What befalls the simulated world, and after how many seconds which alarm holds.
struct Way: Sendable, CustomTestStringConvertible {
    var id: String
    var script: [Scene.Cue]
    var seconds: Int
    var testDescription: String { id }

    init(_ id: String, at begin: Int = 100, _ command: SceneCommand?, until seconds: Int) {
        self.id = id
        script = command.map { [Scene.Cue(at: .seconds(begin), $0)] } ?? []
        self.seconds = seconds
    }
}

private let ways: [Way] = [
    Way("unsynchronised", nil, until: 5), Way("holdover", .antennaOff, until: 130),
    Way("holdover-half", .antennaOff, until: 170), Way("receiver-unplugged", .unplug, until: 105),
    Way("receiver-silent", .mute, until: 115), Way("pulse-lost", .pulseOff, until: 115),
    Way("receiver-contradicts", .lie(.weeks(1)), until: 130), Way("no-fix", .antennaOff, until: 130),
    Way("antenna-open", .antennaOff, until: 130), Way("few-satellites", .antennaOff, until: 130),
    Way("jamming", .interfere(.critical), until: 105), Way("spoofing", .feign(.indicated), until: 105),
    Way(
        "leap-announced", .announceLeap(.init(at: World.start + .seconds(61 * 86_400 + 1), change: 1)), until: 130),
]

/// Told by what the timing loop publishes, and by none of the simulated world's commands.
private let byTiming: Set = [
    "pulse-contradicts", "implausible", "label-ambiguous", "antenna-short", "weak-signal", "offset", "oscillator-limit",
    "leap-table-expired", "holdover-over",
]

/// Told by who watches: the snapshot's share is tested here, the rest with the desk that gathers it.
private let byFacts: Set = [
    "clock-stepped", "leap-table-expiring", "missing-capability", "certificate", "login-locked", "login-failed",
    "configuration-changed", "flood", "temperature", "memory", "disk", "history", "link-down", "restarted", "channel",
    "ntp-not-served",
]

/// Told by the ports themselves, of which the simulated world has none.
private let byPTP: Set = ["ptp-no-interface", "ptp-not-served", "ptp-passive", "ptp-stamps"]

/// Told by other machines' clocks, of which the simulated world has none.
private let byWatch: Set = ["watch-threshold", "watch-silent", "watch-unsynchronised"]

/// Told by other servers, of which the simulated world has none.
private let byServers: Set = ["sources-disagree", "correction-refused", "fallback", "server-unusable"]

@Suite struct `Each alarm` {
    @Test func `has a way to be raised`() {
        let otherwise = byTiming.union(byFacts).union(byPTP).union(byWatch).union(byServers)
        #expect(otherwise.union(ways.map(\.id)) == Set(AlarmDefinition.ids))
    }

    @Test(arguments: ways)
    func `of the simulated world holds once it befalls`(_ way: Way) {
        var world = World(script: way.script)
        world.run(until: way.seconds)
        var rules = AlarmRules()
        rules.holdoverLongest = .seconds(100)
        #expect(AlarmWatch(rules: rules).readings(of: world.snapshot).map(\.id).contains(way.id))
    }

    /// The words are those that owners of such appliances use. What other sources of time than a receiver would need
    /// (a source lost, a falseticker) is told of the receiver and its pulse.
    @Test(arguments: [
        ("antenna", ["antenna-open", "antenna-short"]),
        ("GNSS lost", ["receiver-silent", "receiver-unplugged", "no-fix"]),
        ("few satellites", ["few-satellites"]), ("C/N0 low", ["weak-signal"]), ("jamming", ["jamming"]),
        ("spoofing or disagreement", ["spoofing", "receiver-contradicts", "pulse-contradicts", "implausible"]),
        ("oscillator at its limit", ["oscillator-limit"]), ("offset", ["offset"]),
        ("holdover", ["holdover", "holdover-half", "holdover-over"]),
        ("source lost", ["pulse-lost", "receiver-silent"]),
        ("falseticker", ["receiver-contradicts"]), ("leap", ["leap-announced", "leap-table-expiring"]),
        ("certificate", ["certificate"]), ("configuration", ["configuration-changed"]),
        ("login", ["login-failed", "login-locked"]), ("disk", ["disk", "history"]), ("memory", ["memory"]),
        ("temperature", ["temperature"]), ("link", ["link-down"]), ("flood", ["flood"]), ("reboot", ["restarted"]),
    ])
    func `that is expected of an appliance is there`(_ what: String, _ ids: [String]) {
        #expect(Set(ids).isSubset(of: AlarmDefinition.ids), "\(what)")
    }

    @Test func `that goes by facts of the snapshot has them`() throws {
        var snapshot = ApplianceSnapshot.quiet
        let shown = snapshot.clock.reading(at: snapshot.now).shown
        snapshot.leapTableEnds = shown + .seconds(20 * 86_400)
        snapshot.steppedByOthers = snapshot.now - .seconds(5)
        snapshot.notPermitted = Settings(defaultsFor: .linux).notPermitted(to: .init(effective: 0))
        let alarms = AlarmWatch().readings(of: snapshot, and: AlarmFacts(snapshot)).map { $0.alarm() }
        #expect(alarms.map(\.name) == ["clock-stepped", "leap-table-expiring", "missing-capability"])
        #expect(alarms[1].text == "The leap-second table expires in 20 days.")
        #expect(alarms[2].text.hasPrefix("CAP_NET_BIND_SERVICE is missing. Ports below 1024 cannot be served"))
        #expect(AlarmWatch().readings(of: .quiet, and: AlarmFacts(.quiet)).isEmpty)
    }
}

extension World {
    /// As people are shown it.
    var snapshot: ApplianceSnapshot {
        let facts = loop.engine.facts
        return ApplianceSnapshot(
            now: loop.board.now, started: MonotonicInstant(sinceEpoch: .zero), state: state,
            conditions: facts.conditions,
            clock: loop.board.clock, receiver: ReceiverFacts(facts, device: "simulated"),
            pulse: PulseFacts(facts, source: "simulated"), ntp: NTPFacts())
    }
}
