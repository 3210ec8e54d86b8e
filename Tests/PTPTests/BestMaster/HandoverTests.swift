// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

/// Two grandmasters on one network, the first the better one, and a client.
@Suite struct HandoverTests {
    struct Case: CustomTestStringConvertible {
        var profile: Profile
        var timeout: UInt8
        var diesAt: Double
        /// The second one's name, which decides by chance how long it waits.
        var name: UInt64
        var testDescription: String { "\(profile.rawValue), timeout \(timeout), \(name), at \(diesAt) s" }
    }

    static let cases: [Case] = [Profile.defaultE2E, .enterprise, .smpte].flatMap { profile in
        [2, 3].flatMap { (timeout: UInt8) in
            // Around a whole period of Announce, the moments just after one among them.
            (0..<16).map {
                Case(profile: profile, timeout: timeout, diesAt: 20.01 + Double($0) * 0.125, name: 0xB0 + $0 * 77)
            }
        }
    }

    @Test(arguments: cases) func `the second takes over in less than three announce intervals`(_ test: Case) throws {
        var network = SimulatedNetwork.two(test.profile, second: test.name) { $0.announceReceiptTimeout = test.timeout }
        network.at(test.diesAt) { $0.nodes[0].isAlive = false }
        network.run(until: 40)
        let interval = network.clients[0].announceInterval
        let lastWord = try #require(network.sent.last { $0.node == 0 && $0.type == .announce })
        let takeover = try #require(
            network.sent.first { $0.node == 1 && $0.type == .announce && $0.at >= .at(test.diesAt) })
        let sync = try #require(network.sent.first { $0.node == 1 && $0.type == .sync && $0.at >= .at(test.diesAt) })
        // Counted from its last Announce, which is before its death.
        #expect(takeover.at - lastWord.at < interval * 3)
        #expect(sync.at == takeover.at)
        #expect(network.nodes[1].port.state == .master)
        // And not so hastily that one lost Announce would have done.
        #expect(takeover.at - lastWord.at >= interval * 2)
    }

    @Test(arguments: [UInt64](1...10)) func `a client's offset jumps by no more than both errors`(seed: UInt64) throws {
        var network = SimulatedNetwork.two(seed: seed)
        (network.nodes[0].error, network.nodes[1].error) = (.nanoseconds(70), .nanoseconds(-90))
        network.noise = .nanoseconds(8)
        network.at(20.5) { $0.nodes[0].isAlive = false }
        network.run(until: 60)
        let offsets = network.clients[0].offsets
        let before = try #require(offsets.last { $0.master.raw == 0xA })
        let after = try #require(offsets.first { $0.master.raw == 0xB })
        #expect((after.offset - before.offset).magnitude <= .nanoseconds(70 + 90 + 16))
        #expect(offsets.count > 40)
        #expect(network.clients[0].faults == 0)
    }

    @Test func `a degraded master is known to be so at once, and makes way in a few intervals`() throws {
        var network = SimulatedNetwork.two()
        network.at(20.5) { $0.nodes[0].claim = .locked.of(class: 52) }
        network.run(until: 60)
        let told = try #require(network.clients[0].classes.first { $0.clockClass == 52 })
        // The port looks at least once a second; from there at once.
        #expect(told.at - .at(20.5) < .seconds(2))
        #expect(network.history.last?.masters == [1])
        #expect(network.overlaps(since: 20).count <= 1)
    }

    @Test(arguments: [0.0, 0.05, 0.2]) func `two are masters at once for less than one and a half intervals`(
        loss: Double
    ) {
        var network = SimulatedNetwork.two(seed: 7)
        network.loss = loss
        for turn in 0..<10 {
            network.at(20 + 40 * Double(turn)) { $0.nodes[0].claim = .locked.of(class: 187) }
            network.at(40 + 40 * Double(turn)) { $0.nodes[0].claim = .locked }
        }
        network.run(until: 460)
        // With losses each lost Announce may cost another interval.
        let limit = loss == 0 ? 1.5 : loss < 0.1 ? 3.0 : 5.0
        #expect(network.overlaps().allSatisfy { $0 < network.clients[0].announceInterval * limit })
        #expect(network.history.count > 20)
    }

    @Test(arguments: [UInt64](1...12)) func `of three the next best takes over`(seed: UInt64) {
        var network = SimulatedNetwork.two(seed: seed, second: seed * 1_001)
        var settings = network.nodes[1].port.settings
        settings.priority2 = 30
        network.add(settings, seed * 3_003 + 1)
        network.at(30.7) { $0.nodes[0].isAlive = false }
        network.run(until: 60)
        #expect(network.history.last?.masters == [1])
        // Whichever was the first of the two to miss the dead one, for one interval at most there were two.
        #expect(network.overlaps(since: 30).allSatisfy { $0 < .seconds(3) })
        #expect(network.history.filter { $0.at > .at(30) }.count <= 4)
    }

}
