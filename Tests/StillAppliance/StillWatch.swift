// SPDX-License-Identifier: Apache-2.0

public import Appliance
import Board
import NTP
import TimeBase

/// Numbers that count up: what is drawn from them is of no matter here.
private struct Counting: RandomNumberGenerator {
    var state: UInt64 = 1
    mutating func next() -> UInt64 {
        state += 0x1_0001
        return state << 20
    }
}

extension WatchFacts {
    /// Group `raft` of the still appliance at its 200 s: of 10.0.0.1 and up, what each was found to be ahead of us, in
    /// milliseconds, in the last minute; `nil`: it is silent.
    /// - Parameters:
    ///   - unsynchronised: those that say so.
    ///   - end: when that is, instead of its 200 s.
    public static func raft(
        _ offsets: [Double?], unsynchronised: Set<Int> = [], until end: Int64 = 200
    ) -> WatchFacts {
        var facts = WatchFacts()
        let rules = WatchRules()
        facts.groups = [.init(name: "raft", rules: rules)]
        facts.targets = offsets.indices.map { number in
            let address = IPAddress(v4: 0x0A00_0001 + UInt32(number))
            return WatchTarget(group: 0, name: "\(address)", endpoint: IPEndpoint(address, port: 123))
        }
        var table = WatchTable(
            groups: [rules], clocks: offsets.map { _ in (0, true) }, at: MonotonicInstant(sinceEpoch: .seconds(100)))
        var random = Counting()
        for second in 100..<end {
            let now = MonotonicInstant(sinceEpoch: .seconds(second))
            while let number = table.next(at: now) {
                table.ask(number, offsets[number], isSynchronised: !unsynchronised.contains(number), at: now, &random)
            }
        }
        table.look(at: MonotonicInstant(sinceEpoch: .seconds(end)), by: OwnClock(era: 1, bound: .nanoseconds(350)))
        facts.table = table
        return facts
    }
}

extension WatchTable {
    /// - Parameter offset: milliseconds; `nil`: nobody answers.
    fileprivate mutating func ask(
        _ number: Int, _ offset: Double?, isSynchronised: Bool, at now: MonotonicInstant, _ random: inout Counting
    ) {
        var bytes = [UInt8](repeating: 0, count: NTPHeader.count)
        var span = bytes.mutableSpan
        request(of: number, into: &span, at: now, using: &random)
        let stamp = NTPTimestamp(raw: 0xE900_0000 << 32)
        sent(LocalStamp(at: now, shown: stamp, era: 1), of: number)
        guard let offset, let asked = NTPHeader(bytes.span) else { return }
        var reply = NTPHeader(leap: isSynchronised ? .none : .unknown, version: 4, mode: .server)
        (reply.stratum, reply.origin, reply.precision) = (isSynchronised ? 2 : 0, asked.transmit, -24)
        let shift = UInt64(bitPattern: Int64(offset / 1000 * 0x1p32))
        reply.receive = NTPTimestamp(raw: stamp.raw &+ shift &+ 0x10_0000)
        reply.transmit = reply.receive
        var answer = bytes.mutableSpan
        reply.write(into: &answer)
        // Half a millisecond there and back.
        let arrived = LocalStamp(at: now, shown: NTPTimestamp(raw: stamp.raw &+ 0x20_0000), era: 1)
        try? hear(bytes.span, count: bytes.count, from: number, arrived: arrived)
    }
}
