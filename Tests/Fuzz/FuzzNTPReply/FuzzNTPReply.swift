// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

private let start = MonotonicInstant(sinceEpoch: .seconds(1000))

/// Numbers that the fuzzer can find out: it must be able to answer.
private struct Known: RandomNumberGenerator {
    var state: UInt64 = 0

    mutating func next() -> UInt64 {
        state += 0x0101_0101_0101_0101
        return state
    }
}

private func stamp(_ after: Duration) -> LocalStamp {
    LocalStamp(at: start + after, shown: NTPTimestamp(raw: 0x1111_1111_2222_2222))
}

/// Any datagram is heard twice, in both modes: it becomes a sample or a kiss only with the request's number, and once.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let reply = unsafe Array(UnsafeBufferPointer(start: octets, count: count))
    var random = Known()
    var association = ClientAssociation(ClientSettings(isInterleaved: count % 2 == 0), first: start)
    for round in 0..<3 {
        var request = [UInt8](repeating: 0, count: 48)
        var span = request.mutableSpan
        association.request(into: &span, at: start + .seconds(round), using: &random)
        association.sent(stamp(.seconds(round)))
        for hearing in 0..<2 {
            let arrived = stamp(.seconds(round) + .milliseconds(1))
            if case .refused = association.hear(reply.span, count: count, arrived: arrived) { continue }
            precondition(hearing == 0 && count >= 48 && reply[0] & 7 == 4)
            precondition(reply[24..<32] == request[40..<48] || reply[24..<32] == request[32..<40])
        }
        guard association.next != nil else { break }
    }
    if let standing = association.standing(at: start + .seconds(60)) { precondition(standing.bound.base >= .zero) }
    _ = association.unfitness(at: start + .seconds(1_000_000))
    fuzzPeer(reply, count)
    return 0
}

/// A peer's word is a sample only with our own last word's number in it, and once.
private func fuzzPeer(_ word: [UInt8], _ count: Int) {
    var random = Known()
    var peer = SymmetricAssociation(ClientSettings(minPoll: 0), first: start)
    let relation = UTCRelation(taiMinusUTC: 37)
    let state = TimeState(phase: .starting, since: start, asOf: start, reason: .justStarted, utc: relation)
    let clock = ClockMapping(
        anchor: start, atAnchor: ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .seconds(1_700_000_000))), rate: 0)
    for round in 0..<3 {
        let now = start + .seconds(round)
        var octets = [UInt8](repeating: 0, count: 48)
        var span = octets.mutableSpan
        let claim = ServerClaim(of: state, at: now, shown: clock.reading(at: now).shown, precision: -24)
        peer.message(
            into: &span, at: now, told: SymmetricAssociation.Told(claim: claim, clock: clock, utc: relation),
            using: &random)
        peer.sent(at: now)
        for hearing in 0..<2 {
            let outcome = peer.hear(word.span, count: count, arrived: now + .milliseconds(1)) { stamp($0 - start) }
            if case .refused = outcome { continue }
            precondition(hearing == 0 && count >= 48 && (word[0] & 7 == 1 || word[0] & 7 == 2))
            precondition(word[24..<32] == octets[40..<48])
        }
        guard peer.next != nil else { break }
    }
}
