// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import Testing
import TimeBase

/// Two ports and a link between them, its ways of different length.
@Suite struct PeerDelayTests {
    private func link(
        _ profile: Profile, stamping: Stamping = .hardware, forth: Duration = .nanoseconds(300),
        back: Duration = .nanoseconds(200), _ change: (inout PortSettings) -> Void = { _ in }
    ) -> SimulatedNetwork {
        var settings = PortSettings(profile)
        change(&settings)
        var network = SimulatedNetwork(seed: 5)
        network.add(settings, 0xA, stamping: stamping)
        network.add(settings, 0xB, stamping: stamping)
        (network.nodes[0].out, network.nodes[0].back) = (forth, .zero)
        (network.nodes[1].out, network.nodes[1].back) = (back, .zero)
        return network
    }

    @Test(arguments: [Profile.defaultP2P, .power, .dot1AS]) func `both measure the mean of both ways`(profile: Profile)
    {
        var network = link(profile)
        (network.nodes[0].error, network.nodes[1].error) = (.microseconds(3), .microseconds(-40))
        network.run(until: 20)
        for node in network.nodes {
            #expect(node.port.facts.meanLinkDelay == TimeInterval(.nanoseconds(250)))
        }
        #expect(network.nodes[0].port.facts.peer == network.nodes[1].port.identity)
        #expect(network.nodes[0].port.counters[sent: .peerDelayRequest] == 21)
    }

    @Test func `latencies of the cards are taken out, and a known asymmetry changes no mean`() {
        var network = link(.defaultP2P) {
            ($0.ingressLatency, $0.egressLatency) = (TimeInterval(.nanoseconds(60)), TimeInterval(.nanoseconds(20)))
            $0.delayAsymmetry = TimeInterval(.nanoseconds(50))
        }
        network.run(until: 5)
        // Stamps that are not late or early at all seem so by both latencies on each way.
        #expect(network.nodes[0].port.facts.meanLinkDelay == TimeInterval(.nanoseconds(250 - 80)))
    }

    @Test func `in 802.1AS nothing is sent before the neighbour is known to take part, then there is one master`()
        throws
    {
        var network = link(.dot1AS)
        network.run(until: 30)
        let firstAnswer = try #require(network.sent.first { $0.type == .peerDelayResponseFollowUp })
        let firstWord = try #require(network.sent.first { $0.type == .announce })
        #expect(firstWord.at > firstAnswer.at + .seconds(1))
        #expect(network.history.last?.masters == [0])
        #expect(network.nodes.allSatisfy { $0.port.facts.isCapable == true })
        #expect(network.nodes[0].port.counters[sent: .signaling] == 31)
    }

    @Test func `in 802.1AS a silent neighbour is given up after ten requests, and taken up again`() {
        var network = link(.dot1AS)
        network.at(20.5) { $0.nodes[1].isAlive = false }
        network.run(until: 29)
        #expect(network.nodes[0].port.facts.isCapable == true)
        network.run(until: 33)
        #expect(network.nodes[0].port.facts.isCapable == false)
        #expect(network.nodes[0].port.state == .listening)
        #expect(network.nodes[0].port.facts.meanLinkDelay == nil)
        network.at(40) { $0.nodes[1].isAlive = true }
        network.run(until: 60)
        #expect(network.nodes[0].port.state == .master)
    }

    @Test(arguments: [(Stamping.hardware, false), (.software, true)])
    func `a way that is too long for 802.1AS has something between that knows nothing of it`(
        stamping: Stamping, isCapable: Bool
    ) {
        var network = link(.dot1AS, stamping: stamping, forth: .microseconds(30), back: .microseconds(30))
        network.run(until: 30)
        #expect(network.nodes[0].port.facts.isCapable == isCapable)
        #expect(network.nodes[0].port.facts.meanLinkDelay == TimeInterval(.microseconds(30)))
    }

    @Test func `in 802.1AS the neighbour's rate is measured and told off`() throws {
        var lone = LonePort(.dot1AS)
        // It answers after 10 ms of ours; by its clock, 100 ppm fast, that is 1 µs longer: half of it would be missing.
        for second in 0..<12 {
            lone.wake(at: Double(second))
            let left = TAIInstant.someDay + .seconds(second)
            lone.stamp(lone.box.all(.peerDelayRequest).last?.envelope.ticket, left)
            lone.answerPeerRequest(
                UInt16(second + 1), after: .milliseconds(10), rate: 1.0001, left: left, way: .nanoseconds(400))
        }
        let delay = try #require(lone.port.facts.meanLinkDelay)
        #expect((delay.duration - .nanoseconds(400)).magnitude < .nanoseconds(1))
        #expect(lone.port.facts.isCapable == true)
    }

    @Test func `more than one neighbour is no link`() {
        var network = link(.dot1AS)
        let settings = network.nodes[0].port.settings
        network.at(10) { $0.add(settings, 0xD) }
        network.run(until: 30)
        #expect(network.nodes[0].port.facts.isCapable == false)
        #expect(network.nodes[0].port.facts.peersAtOnce > 10)
        #expect(network.nodes[0].port.state == .listening)
    }

    @Test func `lost stamps and messages cost some measurements, no more`() {
        var network = link(.defaultP2P)
        (network.loss, network.stampLoss) = (0.2, 0.2)
        network.run(until: 300)
        #expect(network.nodes[0].port.facts.meanLinkDelay == TimeInterval(.nanoseconds(250)))
        #expect(network.nodes[0].port.counters.stampsLost > 10)
    }

    @Test func `what its stamps leave out is in the Follow_Up's correction`() throws {
        var lone = LonePort(.defaultP2P)
        lone.wake()
        var header = MessageHeader(
            type: .peerDelayRequest, messageLength: 54, source: PortIdentity(clock: .other, number: 3))
        (header.sequence, header.correction) = (9, TimeInterval(scaledNanoseconds: 1_000))
        lone.receive(PeerDelayRequestMessage(header: header), stamp: .someDay + .picoseconds(5_500))
        let letter = try #require(lone.box.all(.peerDelayResponse).first)
        let response = PeerDelayResponseMessage(letter.octets.span)
        #expect(response?.requestReceiptTimestamp == PTPTimestamp(seconds: 1_790_000_000, nanoseconds: 5))
        #expect(response?.header.flags == .twoStep && response?.header.correction == .zero)
        lone.stamp(letter.envelope.ticket, .someDay + .picoseconds(905_250))
        let last = try #require(lone.box.all(.peerDelayResponseFollowUp).first)
        let followUp = PeerDelayResponseFollowUpMessage(last.octets.span)
        #expect(followUp?.responseOriginTimestamp == PTPTimestamp(seconds: 1_790_000_000, nanoseconds: 905))
        // The request's own, a quarter of a nanosecond of the sending, less half a one of the arrival.
        #expect(followUp?.header.correction.scaledNanoseconds == 1_000 + 16_384 - 32_768)
        #expect(followUp?.requestingPortIdentity == header.source && followUp?.header.sequence == 9)
    }

    @Test func `a one-step neighbour's correction is the whole turnaround`() {
        var lone = LonePort(.defaultP2P)
        lone.wake()
        let request = lone.box.all(.peerDelayRequest)[0]
        lone.stamp(request.envelope.ticket, .someDay)
        var header = MessageHeader(
            type: .peerDelayResponse, messageLength: 54, source: PortIdentity(clock: .other, number: 3))
        (header.sequence, header.correction) = (1, TimeInterval(.microseconds(100)))
        var response = PeerDelayResponseMessage(header: header)
        response.requestingPortIdentity = lone.port.identity
        lone.receive(response, stamp: .someDay + .microseconds(104))
        #expect(lone.port.facts.meanLinkDelay == TimeInterval(.microseconds(2)))
    }
}

extension LonePort {
    /// A neighbour's answer, both messages of it, with stamps of a clock that runs at another rate.
    mutating func answerPeerRequest(
        _ sequence: UInt16, after turnaround: Duration, rate: Double, left: TAIInstant, way: Duration
    ) {
        let theirs = { (moment: TAIInstant) in
            TAIInstant.someDay + .realSeconds((moment - .someDay).realSeconds * rate)
        }
        var header = MessageHeader(
            type: .peerDelayResponse, messageLength: 54, source: PortIdentity(clock: .other, number: 3))
        (header.sequence, header.flags, header.sdoId) = (sequence, .twoStep, 0x100)
        var response = PeerDelayResponseMessage(header: header)
        response.requestingPortIdentity = port.identity
        let arrived = theirs(left + way)
        response.requestReceiptTimestamp = PTPTimestamp(arrived) ?? .zero
        receive(response, stamp: left + way + turnaround + way)
        header.flags = []
        var followUp = PeerDelayResponseFollowUpMessage(header: header)
        followUp.requestingPortIdentity = port.identity
        let answered = theirs(left + way + turnaround)
        followUp.responseOriginTimestamp = PTPTimestamp(answered) ?? .zero
        followUp.header.correction = TimeInterval(
            PTPTimestamp.remainder(of: answered) - PTPTimestamp.remainder(of: arrived))
        receive(followUp)
    }
}
