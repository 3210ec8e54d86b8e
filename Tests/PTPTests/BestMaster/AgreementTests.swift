// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

/// Who is master as long as nobody dies.
@Suite struct AgreementTests {
    @Test func `both agree on one master from the beginning`() {
        var network = SimulatedNetwork.two()
        network.run(until: 30)
        #expect(network.history.last?.masters == [0])
        #expect(network.nodes[1].port.state == .passive)
        // Both listen first, and either may be the first to speak; the better one never yields.
        #expect(network.overlaps().allSatisfy { $0 < .seconds(3) })
        #expect(network.nodes[0].port.counters.handovers == 0)
    }

    @Test func `who has slept does not take the others for dead`() {
        var network = SimulatedNetwork.two()
        // Stopped for longer than any timeout; what came meanwhile is lost.
        network.at(20) { $0.nodes[1].isAlive = false }
        network.at(32.3) { $0.nodes[1].isAlive = true }
        network.run(until: 60)
        #expect(network.history.filter { $0.at > .at(20) }.isEmpty)
        #expect(network.nodes[1].port.state == .passive)
    }

    @Test func `the first is master again when it comes back`() {
        var network = SimulatedNetwork.two()
        network.at(20) { $0.nodes[0].isAlive = false }
        network.at(40) { $0.nodes[0].isAlive = true }
        network.run(until: 80)
        #expect(network.history.last?.masters == [0])
        #expect(network.history.filter { $0.at > .at(20) }.map(\.masters) == [[1], [0, 1], [0]])
    }

    @Test func `of one clock's ports on one network the lowest number is master`() {
        var settings = PortSettings(.defaultE2E)
        settings.isGrandmasterOnly = true
        var network = SimulatedNetwork()
        network.add(settings, 0xA, number: 2)
        network.add(settings, 0xA, number: 1)
        network.run(until: 20)
        #expect(network.history.last?.masters == [1])
        network.at(20) { $0.nodes[1].isAlive = false }
        network.run(until: 40)
        #expect(network.history.last?.masters == [0])
    }

    @Test func `a grandmaster that never gives way does not`() {
        var network = SimulatedNetwork.two { $0.isGrandmasterOnly = true }
        network.run(until: 30)
        #expect(network.history.last?.masters == [0, 1])
    }

    @Test(arguments: [(true, [0, 1]), (false, [0])]) func `in telecoms both are masters, unless they may give way`(
        isGrandmasterOnly: Bool, masters: [Int]
    ) {
        var network = SimulatedNetwork.two(.g8275_1) { $0.isGrandmasterOnly = isGrandmasterOnly }
        network.run(until: 20)
        #expect(network.history.last?.masters == masters)
    }

    @Test func `a claim that goes back and forth moves nobody`() {
        var network = SimulatedNetwork.two()
        for turn in 0..<200 {
            network.at(20 + Double(turn) * 3) { $0.nodes[0].claim = .locked.of(class: 7) }
            network.at(21.5 + Double(turn) * 3) { $0.nodes[0].claim = .locked }
        }
        network.run(until: 640)
        #expect(network.nodes[0].port.counters.handovers == 0)
        #expect(network.history.last?.masters == [0])
        #expect(network.history.filter { $0.at > .at(20) }.isEmpty)
    }

    @Test func `one lost Announce moves nobody`() {
        var network = SimulatedNetwork.two()
        network.loss = 0.05
        network.run(until: 2_000)
        // At 5 % two in a row and the Syncs with them are lost about never.
        #expect(network.history.filter { $0.at > .at(20) }.isEmpty)
    }
}
