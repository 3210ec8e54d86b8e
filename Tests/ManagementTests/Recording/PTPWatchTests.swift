// SPDX-License-Identifier: Apache-2.0

import Appliance
import PTP
import Records
import StillAppliance
import Testing

@testable import Management

@Suite struct `What befalls a PTP port` {
    private static func snapshot(_ change: (inout PTPFacts) -> Void = { _ in }) -> ApplianceSnapshot {
        var snapshot = ApplianceSnapshot.locked
        snapshot.ptp = .serving
        change(&snapshot.ptp)
        return snapshot
    }

    @Test func `is written down once, with who is better`() throws {
        var watch = PTPWatch()
        let first = watch.news(in: Self.snapshot())
        #expect(first.map(\.text) == ["PTP port 1 (eth0): It is the master of its domain."])
        #expect(watch.news(in: Self.snapshot()).isEmpty)
        let then = watch.news(in: Self.snapshot { $0.makePassive() })
        #expect(then.map(\.text) == ["PTP port 1 (eth0): It keeps silent: 001b21.fffe.000009 is a better master."])
        let news = try #require(then.first)
        #expect((news.old, news.new, news.severity) == ("master", "passive", .info))
    }

    @Test func `is grave where nobody is served`() {
        var watch = PTPWatch()
        let news = watch.news(
            in: Self.snapshot { $0.ports[0].trouble = PTPTrouble(.noInterface, "eth0 is not there") })
        #expect(news.map(\.text) == ["PTP port 1 (eth0): Nobody is served: eth0 is not there."])
        #expect(news.map(\.severity) == [.warning])
    }

    @Test func `is not told while it listens, nor once it is gone`() {
        var watch = PTPWatch()
        let listening = Self.snapshot { $0.ports[0].port?.state = .listening }
        #expect(watch.news(in: listening).isEmpty)
        #expect(watch.news(in: .locked).isEmpty)
        #expect(watch.news(in: Self.snapshot()).count == 1)
        #expect(watch.news(in: .locked).isEmpty)
        #expect(watch.news(in: Self.snapshot()).count == 1)
    }
}
