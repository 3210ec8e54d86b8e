// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct ReplyPropertyTests {
    private func mutate(_ bytes: inout [UInt8], _ random: inout Seeded) {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
        case 1: bytes += (0..<Int.random(in: 0...80, using: &random)).map { _ in .random(in: 0...255, using: &random) }
        case 2: bytes = (0..<Int.random(in: 0...100, using: &random)).map { _ in .random(in: 0...255, using: &random) }
        default:
            for _ in 0..<4 where !bytes.isEmpty {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = .random(in: 0...255, using: &random)
            }
        }
    }

    /// Whether what came of it may have, said again in other words.
    private func isRight(_ outcome: ReplyOutcome, to request: [UInt8], _ reply: [UInt8], isInterleaved: Bool) -> Bool {
        guard outcome.refusal == nil else { return true }
        guard reply.count >= 48, reply[0] & 7 == 4 else { return false }
        let isBasic = reply[24..<32] == request[40..<48]
        let returnsSecond = isInterleaved && reply[24..<32] == request[32..<40]
        guard outcome.sample != nil else { return (isBasic || returnsSecond) && reply[1] == 0 }
        return (isBasic || returnsSecond) && (1...15).contains(reply[1]) && reply[0] >> 6 != 3
    }

    @Test(arguments: [false, true])
    func `no octets trap, and none make a sample but with the number that was asked with`(isInterleaved: Bool) {
        var exchanges = Exchanges(ClientSettings(isInterleaved: isInterleaved))
        exchanges.server.isInterleaving = isInterleaved
        var random = Seeded(state: 0x4E54_5001)
        var (wrong, samples, kisses) = (0, 0, 0)
        for _ in 0..<12_000 {
            exchanges.now += .seconds(Int64.random(in: 0...100, using: &random))
            exchanges.ask()
            var (octets, at) = exchanges.server.answer(exchanges.lastRequest, sent: exchanges.now)
            for _ in 0..<Int.random(in: 0...2, using: &random) { mutate(&octets, &random) }
            if Int.random(in: 0..<20, using: &random) == 0, octets.count > 1 { octets[1] = 0 }
            let isAsked = header(exchanges.lastRequest)?.origin != .unset
            let outcome = exchanges.hear(octets, at: at)
            if !isRight(outcome, to: exchanges.lastRequest, octets, isInterleaved: isAsked) { wrong += 1 }
            if outcome.sample != nil { samples += 1 }
            if outcome.kiss != nil { kisses += 1 }
            if let standing = exchanges.association.standing(at: at), standing.bound.base < .zero { wrong += 1 }
            _ = exchanges.association.unfitness(at: at + .seconds(1_000_000_000))
            if exchanges.association.next == nil { exchanges.association.restart(at: exchanges.now) }
        }
        #expect(wrong == 0)
        #expect(samples > 2000 && samples < 10_000)
        #expect(exchanges.association.refusals[.origin] > 500)
    }

    @Test func `a count beyond the buffer is a short datagram, and one below it hides the rest`() {
        var exchanges = Exchanges()
        exchanges.ask()
        let reply = exchanges.server.answer(exchanges.lastRequest, sent: start)
        let arrived = exchanges.stamp(reply.at)
        let hidden = exchanges.association.hear(reply.octets.span, count: 47, arrived: arrived)
        #expect(hidden.refusal == .tooShort)
        let short = Array(reply.octets[..<40])
        #expect(exchanges.association.hear(short.span, count: 48, arrived: arrived).refusal == .tooShort)
    }
}
