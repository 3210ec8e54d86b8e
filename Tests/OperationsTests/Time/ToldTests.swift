// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import StillAppliance
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance
@testable import Operations

@Suite struct `What is told of time and of what happened` {
    /// Each with a name: what stands still, and what went from locked to holdover and back.
    static let moments: [(name: String, view: ShownAppliance)] = {
        var walk = Walk()
        return [
            ("busy", .busy), ("starting", ShownAppliance(snapshot: .starting)),
            ("walk-locked", ShownAppliance(snapshot: walk.snapshot(at: 250))),
            ("walk-holdover", ShownAppliance(snapshot: walk.snapshot(at: 500))),
            ("walk-returned", ShownAppliance(snapshot: walk.snapshot(at: 790))),
        ]
    }()

    @Test(arguments: [false, true]) func `is this, for eighty columns`(_ isASCII: Bool) async throws {
        for (name, view) in Self.moments {
            try await withTold(view) { desk in
                let told = try await Told.all(by: desk, in: TextStyle(columns: 80, isASCII: isASCII))
                try expectTold(Told.sheet(told), as: isASCII ? name + "-ascii" : name)
            }
        }
    }

    @Test(arguments: [20, 40, 72, 80, 132]) func `fits the terminal, and is ASCII where that is asked for`(
        _ columns: Int
    )
        async throws
    {
        for (name, view) in Self.moments + Self.hostile {
            try await withTold(view) { desk in
                for isASCII in [false, true] {
                    for (line, text) in try await Told.all(by: desk, in: TextStyle(columns: columns, isASCII: isASCII))
                    {
                        Self.check(text, columns, isASCII, "\(name): \(line)")
                    }
                }
            }
        }
    }

    private static func check(_ text: String, _ columns: Int, _ isASCII: Bool, _ what: String) {
        #expect(!text.isEmpty && !text.hasSuffix("\n"), "\(what)")
        for line in text.split(separator: "\n") {
            #expect(TextStyle.width(of: String(line)) <= columns, "\(what): \(line)")
            #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) }, "\(what)")
            if isASCII { #expect(line.utf8.allSatisfy { $0 < 0x7F }, "\(what): \(line)") }
        }
    }

    /// Every text that comes from outside says something bad.
    private static var hostile: [(name: String, view: ShownAppliance)] {
        [3, 5, 7, 8, 10, 11].map { index in
            let text = hostileTexts[index]
            var view = ShownAppliance.busy
            view.snapshot.receiver.model = text
            view.snapshot.receiver.device = text
            view.snapshot.receiver.antenna = text
            view.snapshot.receiver.satellites.append(
                SatelliteFacts(
                    constellation: text, number: 7_654_321, elevationDegrees: 40, azimuthDegrees: 359,
                    carrierToNoise: 255,
                    isUsed: true))
            view.snapshot.pulse.source = text
            view.snapshot.followers[0].name = text
            view.snapshot.missing = [text]
            view.snapshot.ptp.ports[0].interface = text
            view.snapshot.ptp.socketTrouble = text
            view.snapshot.ntp.dropped = [NamedCount(text, .max)]
            view.snapshot.alarms = [Alarm(text, .critical, text, since: text, acknowledged: text, hint: text)]
            view.ptpClients[0].interface = text
            return ("hostile \(index)", view)
        }
    }

    @Test(arguments: [
        ("why", ["bound", "changes", "claims", "evidence", "reason", "secondsInState", "since", "state"]),
        ("sky", ["drawn", "notDrawn", "used"]), ("services", ["services"]),
        ("holdover", ["budget", "outages", "passings", "predictions", "state", "summary"]),
        (
            "clock",
            [
                "adev1s", "errorBoundNs", "followers", "frequencyPpb", "jitterNs", "kept", "offsetNs", "oscillator",
                "stability", "state", "temperatureCelsius",
            ]
        ), ("history offset --last 10m", ["changes", "from", "series", "step", "to"]),
        ("log", ["entries", "health"]),
        (
            "clients ptp",
            ["busiest", "distinct", "kissed", "known", "ntp", "overruns", "ptp", "ptpKnown", "refused"]
        ),
    ])
    func `has these keys for programs`(_ line: String, _ keys: [String]) async throws {
        for (_, view) in Self.moments {
            try await withTold(view) { desk in
                let outcome = try await desk.perform(CommandCall(parsing: line), for: .viewer)
                guard case .report(let report) = outcome else { return #expect(Bool(false)) }
                let tree = try JSONDecoder().decode([String: Ignored].self, from: ReportJSON.line(report))
                #expect(tree.keys.sorted() == keys)
            }
        }
    }

    private struct Ignored: Decodable {
        init(from decoder: any Decoder) {}
    }
}

@Suite struct `The evidence` {
    @Test func `tells each topic once, whatever the state`() {
        for (name, view) in `What is told of time and of what happened`.moments {
            let why = WhyReport(view.snapshot, started: Settings(defaultsFor: .simulated))
            #expect(
                why.evidence.map(\.topic) == [
                    "receiver", "pulse", "second", "clock", "bound", "leap-seconds", "battery-clock", "outage",
                    "other-sources",
                ])
            #expect(why.evidence.allSatisfy { !$0.sentences.isEmpty }, "\(name)")
            #expect(why.evidence.flatMap(\.sentences).allSatisfy { $0.hasSuffix(".") || $0.hasSuffix(":") }, "\(name)")
            #expect(!why.changes.isEmpty && !why.claims.isEmpty)
        }
    }

    @Test func `follows the state from locked to holdover and back`() {
        var walk = Walk()
        let settings = Settings(defaultsFor: .simulated)
        let verdicts = [250, 500, 790].map { second in
            let why = WhyReport(walk.snapshot(at: second), started: settings)
            return why.evidence.prefix(4).map { "\($0.verdict)" }.joined(separator: " ") + ", \(why.state)"
        }
        #expect(
            verdicts == [
                "believed believed believed believed, locked", "refused missing doubted doubted, holdover",
                "believed believed believed believed, locked",
            ])
    }

    @Test func `adds up: the parts of the bound are the bound`() throws {
        var walk = Walk()
        for second in stride(from: 100, through: 790, by: 30) {
            let snapshot = walk.snapshot(at: second)
            let parts = try #require(snapshot.errorParts, "\(second)")
            let miss = parts.sum - snapshot.state.errorBound.base
            #expect(
                miss.magnitude < .picoseconds(10),
                "\(second): \(parts) is \(parts.sum), not \(snapshot.state.errorBound)")
        }
    }
}
