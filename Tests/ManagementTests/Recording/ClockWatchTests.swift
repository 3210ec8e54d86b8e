// SPDX-License-Identifier: Apache-2.0

import Appliance
import Records
import StillAppliance
import Testing
import TimeBase

@testable import Management

@Suite struct `What befalls other machines' clocks` {
    private static func snapshot(_ offsets: [Double?]) -> ApplianceSnapshot {
        var snapshot = ApplianceSnapshot.locked
        snapshot.watch = .raft(offsets)
        return snapshot
    }

    @Test func `is written down once: who is off and by how much, and that it is well again`() throws {
        var watch = ClockWatch()
        #expect(watch.news(in: Self.snapshot([0, 1])).isEmpty, "that all is well is no news")
        let off = watch.news(in: Self.snapshot([0, 80]))
        #expect(off.count == 2)
        let (group, clock) = (try #require(off.first), try #require(off.last))
        #expect(group.text.hasPrefix("The clocks of raft are too far apart, 80 ms ±"))
        #expect(clock.text.hasPrefix("The clock of 10.0.0.2 in raft is over, 80 ms ahead ±"))
        #expect((clock.old, clock.new, clock.severity) == ("within", "over", .warning))
        #expect(watch.news(in: Self.snapshot([0, 80])).isEmpty)
        let well = watch.news(in: Self.snapshot([0, 0]))
        #expect(well.map(\.severity) == [.info, .info] && well.last?.new == "within")
    }

    @Test func `is the worst pair of each minute`() throws {
        var watch = WorstPairWatch()
        let first = Self.snapshot([0, 3, 1])
        #expect(watch.news(in: first).isEmpty)
        #expect(watch.news(in: Self.snapshot([0, 80, 1])).isEmpty && watch.news(in: Self.snapshot([0, 2, 1])).isEmpty)
        var later = Self.snapshot([0, 0, 0])
        later.now = later.now + .seconds(60)
        let pairs = watch.news(in: later)
        let worst = try #require(pairs.first)
        #expect(pairs.count == 1 && (worst.group, worst.ahead, worst.behind) == ("raft", "10.0.0.2", "10.0.0.1"))
        #expect((worst.distance - 80_000_000).magnitude < 2 && worst.uncertainty > 488_000 && worst.isOver)
        #expect(worst.utcMilliseconds / 60_000 == first.unixMilliseconds / 60_000)
        later.now = later.now + .seconds(60)
        #expect(watch.news(in: later).map(\.isOver) == [false])
    }

    @Test func `is where each clock was in ten minutes, each measurement counted once`() throws {
        var watch = WatchedSpanWatch()
        var snapshot = Self.snapshot([0, 3, nil])
        #expect(watch.news(in: snapshot).isEmpty)
        // Measured again, further off.
        snapshot.watch = .raft([0, -80, nil], until: 280)
        #expect(watch.news(in: snapshot).isEmpty)
        snapshot.now = snapshot.now + .seconds(600)
        let spans = watch.news(in: snapshot)
        #expect(spans.map(\.clock) == ["10.0.0.1", "10.0.0.2"], "who does not answer was nowhere")
        let off = try #require(spans.last)
        #expect((off.least + 80_000_000).magnitude < 2 && (off.most - 3_000_000).magnitude < 2)
        #expect(off.group == "raft" && off.uncertainty > 0 && off.wasOver)
        #expect(off.utcMilliseconds % WatchedSpan.length == 0)
        #expect(watch.end().isEmpty, "nobody has been measured since")
        snapshot.watch = .raft([0, 0, nil], until: 400)
        #expect(watch.news(in: snapshot).isEmpty && watch.soFar(in: snapshot)?.count == 2)
        #expect(watch.soFar(in: snapshot) == nil, "not each second")
        #expect(watch.end().count == 2)
    }

    @Test func `is silence too`() {
        var watch = ClockWatch()
        #expect(watch.news(in: Self.snapshot([0, nil])).map(\.text) == ["The clock of 10.0.0.2 in raft is silent."])
        let back = watch.news(in: Self.snapshot([0, 0]))
        #expect(back.map(\.old) == ["silent"] && back.map(\.new) == ["within"])
    }

    @Test func `is few entries, however many clocks there are`() {
        var watch = ClockWatch()
        _ = watch.news(in: Self.snapshot(Array(repeating: 0, count: 100)))
        let news = watch.news(in: Self.snapshot(Array(repeating: nil, count: 100)))
        #expect(news.count == 9)
        #expect(news.last?.text == "92 more clocks that are watched changed their condition.")
        #expect(watch.news(in: Self.snapshot(Array(repeating: nil, count: 100))).isEmpty)
    }
}
