// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

@Suite struct SymmetricAssociationTests {
    @Test func `One exchange measures for both`() {
        var pair = PeerPair(clocks: [.milliseconds(7), .milliseconds(-2)])
        pair.run(120)
        for (node, expected) in zip(pair.nodes, [Duration.milliseconds(9), .milliseconds(-9)]) {
            #expect(node.samples.count >= 12)
            for sample in node.samples {
                #expect((sample.offset - expected).magnitude <= sample.reach)
                #expect((sample.offset - expected).magnitude < .microseconds(60))
                #expect(sample.delay < .microseconds(500))
            }
            #expect(node.association.peer.reach == 0xFF && node.association.peer.unfitness(at: pair.now) == nil)
        }
        // Whoever is told something answers, but nobody answers an answer.
        #expect(pair.said.count <= 34)
    }

    @Test func `Clocks that run apart between the words spoil nothing beyond what is said`() throws {
        var pair = PeerPair(
            ClientSettings(minPoll: 6, maxPoll: 6), ClientSettings(minPoll: 6, maxPoll: 6), rates: [8e-6, -6e-6])
        pair.run(1000)
        for (index, node) in pair.nodes.enumerated() {
            let standing = try #require(node.association.peer.standing(at: pair.now))
            let truth = node.clock - pair.nodes[1 - index].clock
            #expect((standing.offset - truth).magnitude <= standing.bound.base)
        }
    }

    @Test func `Each speaks as seldom as the other`() {
        var pair = PeerPair(ClientSettings(minPoll: 0, maxPoll: 0), ClientSettings(minPoll: 5, maxPoll: 5))
        pair.run(640)
        let words = pair.said.count { $0.by == 0 }
        #expect(words < 60 && pair.nodes[0].samples.count >= 15)
        #expect(pair.nodes[0].association.peer.reach == 0xFF)
    }

    @Test func `A word that somebody kept and sends again changes nothing`() {
        var pair = PeerPair(clocks: [.milliseconds(7), .milliseconds(-2)])
        pair.run(60)
        let before = pair.nodes[0].samples.count
        for word in pair.said where word.by == 1 {
            guard case .refused(let refusal)? = pair.hear(word.octets, by: 0) else {
                Issue.record("a replay was a sample")
                continue
            }
            #expect(refusal == .origin || refusal == .duplicate)
        }
        #expect(pair.nodes[0].samples.count == before)
        pair.run(60)
        #expect(pair.nodes[0].samples.count >= before + 6)
    }

    @Test func `Whoever does not see our words makes no sample, and the true peer is heard again`() throws {
        var pair = PeerPair()
        pair.run(60)
        let before = pair.nodes[0].samples.count
        var forged = try #require(header(pair.said.last { $0.by == 1 }?.octets ?? []))
        for step in 1...20 {
            forged.origin = NTPTimestamp(raw: 0xDEAD_BEEF_0000_0000 | UInt64(step))
            forged.transmit = NTPTimestamp(raw: forged.transmit.raw &+ UInt64(step) << 33)
            #expect(pair.hear(written(forged), by: 0).map { if case .sample = $0 { true } else { false } } == false)
        }
        #expect(pair.nodes[0].samples.count == before)
        pair.run(120)
        #expect(pair.nodes[0].samples.count >= before + 8)
    }

    @Test func `Where a key is needed nothing else is even remembered`() throws {
        var pair = PeerPair(ClientSettings(minPoll: 3, maxPoll: 3, needsAuthentication: true))
        pair.run(30)
        #expect(pair.nodes[0].samples.isEmpty && Set(pair.nodes[0].refusals) == [.unauthentic])
        #expect(try #require(header(pair.said.last { $0.by == 0 }?.octets ?? [])).origin == .unset)
        var word: [UInt8]?
        while word == nil {
            pair.run(1)
            let last = try #require(header(pair.said.last { $0.by == 0 }?.octets ?? [])).transmit
            word = pair.said.last { $0.by == 1 && header($0.octets)?.origin == last }?.octets
        }
        let signed = try #require(word)
        guard case .refused(.unauthentic)? = pair.hear(signed, by: 0, authentication: .invalid) else {
            Issue.record("a wrong signature was taken")
            return
        }
        guard case .sample? = pair.hear(signed, by: 0, authentication: .valid) else {
            Issue.record("a signed word was refused")
            return
        }
    }

    @Test func `Reach tells of a peer that is gone, and it comes back with another clock`() {
        var pair = PeerPair()
        pair.run(100)
        pair.nodes[1].isUp = false
        pair.run(100)
        #expect(pair.nodes[0].association.peer.reach == 0)
        #expect(pair.nodes[0].association.peer.unfitness(at: pair.now) == .unreachable)
        pair.nodes[1].isUp = true
        pair.nodes[1].clock = .seconds(-40)
        pair.nodes[1].association = SymmetricAssociation(ClientSettings(minPoll: 3, maxPoll: 3), first: pair.now)
        pair.run(100)
        #expect(pair.nodes[0].association.peer.reach == 0xFF)
        #expect(pair.nodes[0].samples.last.map { ($0.offset - .seconds(40)).magnitude < .milliseconds(1) } == true)
    }

    @Test func `A peer that has no time is heard and not believed`() {
        var pair = PeerPair()
        pair.nodes[1].claim = claim(state(.unsynchronised))
        pair.run(60)
        #expect(pair.nodes[0].samples.isEmpty && pair.nodes[0].association.peer.answered & 0xF == 0xF)
        #expect(pair.nodes[0].association.peer.unfitness(at: pair.now) == .untimed)
        #expect(pair.nodes[1].samples.count > 4)
    }

    @Test func `Nothing that may come traps, and only modes of peers are heard`() {
        var random = Seeded(state: 9)
        var pair = PeerPair()
        pair.run(30)
        for _ in 0..<20_000 {
            var word = pair.said.last { $0.by == 1 }?.octets ?? []
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                word[Int.random(in: 0..<48, using: &random)] = .random(in: 0...255, using: &random)
            }
            word.removeLast(Int.random(in: 0...2, using: &random))
            let mode = word[0] & 7
            guard case .sample? = pair.hear(word, by: 0) else { continue }
            #expect(mode == 1 || mode == 2)
        }
    }
}
