// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

private let start = MonotonicInstant(sinceEpoch: .seconds(1000))

/// Numbers that the fuzzer can find out: it must be able to answer.
private struct Known: RandomNumberGenerator {
    mutating func next() -> UInt64 { 0x0102_0304_0506_0708 }
}

private func stamp(_ after: Duration) -> LocalStamp {
    LocalStamp(at: start + after, shown: NTPTimestamp(raw: 0x1111_1111_2222_2222))
}

/// Any datagram is heard of each of three clocks: only the one whose number it bears may take it, once, and whatever it
/// says, what is told of the clocks is possible.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ octets: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let reply = unsafe Array(UnsafeBufferPointer(start: octets, count: count))
    var table = WatchTable(groups: [WatchRules()], clocks: Array(repeating: (0, true), count: 3), at: start)
    var random = Known()
    var requests: [[UInt8]] = []
    for number in 0..<3 {
        var request = [UInt8](repeating: 0, count: NTPHeader.count)
        var span = request.mutableSpan
        table.request(of: number, into: &span, at: start, using: &random)
        table.sent(stamp(.zero), of: number)
        requests.append(request)
    }
    let named = table.number(in: reply.span, count: count)
    for _ in 0..<2 {
        for number in 0..<3 {
            try? table.hear(reply.span, count: count, from: number, arrived: stamp(.milliseconds(1)))
        }
    }
    for (number, clock) in table.clocks.enumerated() where clock.answered > 0 {
        precondition(clock.answered == 1 && named == number && reply[24..<32] == requests[number][40..<48])
    }
    table.look(at: start + .seconds(1), by: OwnClock(bound: .milliseconds(1)))
    for clock in table.clocks {
        if let difference = clock.difference { precondition(difference.uncertainty >= .zero && clock.answered == 1) }
    }
    if let worst = table.groups[0].worst { precondition(worst.least <= worst.most) }
    return 0
}
