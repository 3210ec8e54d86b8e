// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import PTP
import TimeBase

/// Asks the PTP clocks that are watched what they tell of themselves, on a thread of its own.
struct WatchInquirer: Sendable {
    let groups: Posted<[Settings.WatchGroup]>
    /// Who has answered where.
    let found: Posted<[PTPCircle: PTPFound]>
    let worker: WatchWorker
    /// What we are called as a PTP clock.
    let ours: Posted<ClockIdentity?>
    let stopping: StopFlag

    func run() {
        var seen = groups.count
        var rounds = Self.rounds(groups.read(), keeping: [])
        var told: [PTPCircle: PTPFound] = [:]
        while !stopping.isRaised {
            if groups.count != seen {
                seen = groups.count
                rounds = Self.rounds(groups.read(), keeping: rounds)
            }
            for round in rounds { look(round, &told) }
            // While an answer is on its way; what comes is kept by the kernel, and nothing here depends on when it is read.
            let wait: Duration = rounds.contains(where: \.isOpen) ? .milliseconds(20) : .milliseconds(250)
            stopping.sleep(for: rounds.isEmpty ? .seconds(1) : wait)
        }
    }

    private func look(_ round: PTPRound, _ told: inout [PTPCircle: PTPFound]) {
        guard let answered = round.look(at: HostClock.now) else { return }
        if told[round.circle] != round.found {
            told[round.circle] = round.found
            found.publish(told)
        }
        worker.tell(answered, in: round.circle, ours: ours.read())
    }

    private static func rounds(_ groups: [Settings.WatchGroup], keeping before: [PTPRound]) -> [PTPRound] {
        let now = HostClock.now
        return PTPCircle.all(of: groups).map { circle, interval in
            if let old = before.first(where: { $0.circle == circle && $0.interval == interval }) { return old }
            let name = PortIdentity(clock: ClockIdentity(raw: .random(in: 1 ..< .max)), number: 1)
            return PTPRound(circle, every: interval, as: name, at: now)
        }
    }
}
