// SPDX-License-Identifier: Apache-2.0

import PTP
import TimeBase

extension WatchReport.OwnWord {
    init(_ clock: ToldClock, ours: ClockIdentity?) {
        self.init(
            clockIdentity: "\(clock.identity)", grandmaster: clock.grandmaster.map { "\($0)" },
            followsUs: clock.grandmaster != nil && clock.grandmaster == ours && clock.isFollowing == true,
            clockClass: clock.quality.map { Int($0.clockClass) },
            offsetFromMasterNs: clock.offset?.duration.realNanoseconds,
            meanDelayNs: clock.pathDelay?.duration.realNanoseconds, isFollowing: clock.isFollowing)
    }

    /// "By its own word it follows us, 120 ns ahead, by a way of 20 µs."
    var sentence: String {
        guard isFollowing == true else {
            let isMaster = grandmaster == clockIdentity
            return isMaster ? "By its own word it is a grandmaster\(classText)." : "By its own word it follows nobody."
        }
        let master = followsUs ? "us" : "\(grandmaster ?? "an unknown clock")\(classText)"
        return "By its own word it follows \(master)\(offsetText)\(wayText)."
    }

    private var classText: String { clockClass.map { " of class \($0)" } ?? "" }

    private var offsetText: String {
        guard let offsetFromMasterNs else { return "" }
        return ", \(StatusReport.human(offsetFromMasterNs.magnitude)) \(offsetFromMasterNs < 0 ? "behind" : "ahead")"
    }

    private var wayText: String { meanDelayNs.map { ", by a way of \(StatusReport.human($0))" } ?? "" }
}
