// SPDX-License-Identifier: Apache-2.0

import Appliance
import NTP
import Records
import TimeBase

/// Keeps in mind which two clocks of each watched group were the furthest apart in the minute that passes.
struct WorstPairWatch: Sendable {
    private var minute: Int64?
    private var worst: [String: WatchedPair] = [:]

    /// The worst pairs of the minute before, once another has begun.
    mutating func news(in snapshot: ApplianceSnapshot) -> [WatchedPair] {
        let now = snapshot.unixMilliseconds
        var past: [WatchedPair] = []
        if let minute, now / 60_000 != minute {
            past = worst.values.sorted { $0.group < $1.group }
            worst = [:]
        }
        minute = now / 60_000
        for (group, told) in zip(snapshot.watch.groups, snapshot.watch.table?.groups ?? []) {
            guard let pair = told.worst else { continue }
            let distance = pair.distance.wholeNanoseconds
            if let known = worst[group.name], known.distance >= distance { continue }
            worst[group.name] = WatchedPair(
                utcMilliseconds: now, group: group.name, ahead: snapshot.watch.targetName(pair.ahead),
                behind: snapshot.watch.targetName(pair.behind), distance: distance,
                uncertainty: pair.uncertainty.wholeNanoseconds, isOver: told.agreement == .over)
        }
        return past
    }
}
