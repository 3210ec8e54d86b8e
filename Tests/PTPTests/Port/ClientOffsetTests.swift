// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

/// What a client makes of what it is told: its clock is the truth, and so is the master's.
@Suite struct ClientOffsetTests {
    private func network(_ change: (inout PortSettings) -> Void = { _ in }) -> SimulatedNetwork {
        var settings = PortSettings(.defaultE2E)
        settings.isGrandmasterOnly = true
        change(&settings)
        var network = SimulatedNetwork(seed: 11)
        network.add(settings, 0xA)
        network.clients = [SimulatedClient(0xC, announceInterval: .seconds(2))]
        return network
    }

    @Test func `a way of equal length is told off exactly`() {
        var network = network()
        network.run(until: 30)
        #expect(network.clients[0].offsets.count >= 28)
        #expect(network.clients[0].offsets.allSatisfy { $0.offset == .zero })
    }

    @Test(arguments: [(0, 3_000), (3_000, 0), (-3_000, 6_000)])
    func `an asymmetry counts half a difference of the ways, unless the master knows it`(known: Int64, seen: Int64) {
        var network = network { $0.delayAsymmetry = TimeInterval(.nanoseconds(known)) }
        // From the master 3 µs longer than the mean.
        (network.nodes[0].out, network.nodes[0].back) = (.microseconds(8), .microseconds(2))
        network.run(until: 20)
        #expect(network.clients[0].offsets.allSatisfy { $0.offset == .nanoseconds(seen) })
    }

    @Test func `latencies of the master's card are taken out`() {
        var network = network {
            ($0.ingressLatency, $0.egressLatency) = (TimeInterval(.nanoseconds(500)), TimeInterval(.nanoseconds(100)))
        }
        // Its stamps are right here: what is taken out of each is missing, half of the difference.
        network.run(until: 20)
        #expect(network.clients[0].offsets.allSatisfy { $0.offset == .nanoseconds((-100 + 500) / 2) })
    }

    @Test func `late and lost stamps cost measurements, never their truth`() {
        var network = network()
        (network.stampLoss, network.stampDelay, network.loss) = (0.3, .milliseconds(1_500), 0.05)
        network.run(until: 400)
        let counters = network.nodes[0].port.counters
        #expect(network.clients[0].offsets.allSatisfy { $0.offset == .zero })
        #expect(network.clients[0].offsets.count > 100)
        #expect(counters.stampsLost > 50 && counters.stampsLate > 50)
        let unanswered = counters[sent: .sync] - counters[sent: .followUp]
        #expect(counters.stampsLost + counters.stampsLate <= unanswered)
        #expect(counters.stampsLost + counters.stampsLate + 8 >= unanswered)
    }
}
