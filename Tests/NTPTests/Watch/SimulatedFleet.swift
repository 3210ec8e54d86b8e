// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

/// Machines that are watched, by a clock of ours that may be wrong.
struct SimulatedFleet {
    struct Machine {
        var server = SimulatedServer()
        var isAlive = true
        /// What it answers instead of the time.
        var kiss: UInt32?
    }

    var table: WatchTable
    var machines: [Machine]
    var now = start
    /// When whom was asked.
    var asked: [(number: Int, at: MonotonicInstant)] = []
    var refusals: [ReplyRefusal] = []
    /// Our clock − truth, and what is claimed of it.
    var clock = Duration.zero
    var own = OwnClock(bound: .microseconds(1))
    private var random = Seeded(state: 7)

    init(_ count: Int, _ rules: WatchRules = WatchRules(), isExpected: Bool = true) {
        self.init([rules], Array(repeating: (0, isExpected), count: count))
    }

    init(_ groups: [WatchRules], _ members: [(group: Int, isExpected: Bool)]) {
        table = WatchTable(groups: groups, clocks: members, at: start)
        machines = Array(repeating: Machine(), count: members.count)
    }

    func stamp(_ instant: MonotonicInstant) -> LocalStamp {
        LocalStamp(at: instant, shown: SimulatedServer.truth(instant).plus(clock), era: own.era)
    }

    /// Asks whoever is due, and looks once a second.
    mutating func run(for duration: Duration) {
        let end = now + duration
        while now < end {
            let second = now + .seconds(1)
            while let due = table.nextDue, due < second {
                now = max(now, due)
                while let number = table.next(at: now) { ask(number) }
            }
            now = second
            table.look(at: now, by: own)
        }
    }

    private mutating func ask(_ number: Int) {
        var bytes = [UInt8](repeating: 0xEE, count: 48)
        var span = bytes.mutableSpan
        table.request(of: number, into: &span, at: now, using: &random)
        table.sent(stamp(now), of: number)
        asked.append((number, now))
        guard machines[number].isAlive else { return }
        var (octets, at) = machines[number].server.answer(bytes, sent: now)
        if let kiss = machines[number].kiss { octets = Self.refusal(kiss, of: octets) }
        hear(octets, at: at)
    }

    mutating func hear(_ octets: [UInt8], at instant: MonotonicInstant) {
        guard let number = table.number(in: octets.span, count: octets.count) else { return }
        do throws(ReplyRefusal) {
            try table.hear(octets.span, count: octets.count, from: number, arrived: stamp(instant))
        } catch { refusals.append(error) }
    }

    private static func refusal(_ kiss: UInt32, of reply: [UInt8]) -> [UInt8] {
        guard var said = NTPHeader(reply.span) else { return reply }
        (said.stratum, said.leap, said.referenceID) = (0, .unknown, kiss)
        return written(said)
    }

    subscript(number: Int) -> WatchedClock { table.clocks[number] }
}
