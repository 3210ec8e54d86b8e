// SPDX-License-Identifier: Apache-2.0

import Appliance
import Pages
import TimeBase

extension SkyFacts {
    init(_ snapshot: ApplianceSnapshot) {
        let receiver = snapshot.receiver
        self.init(
            survey: receiver.survey?.text, spoofing: receiver.spoofing,
            timeAccuracyNs: receiver.timeAccuracy?.realNanoseconds,
            leapNotice: receiver.leap?.phrase,
            pulseResidualNs: snapshot.freshResidual?.realNanoseconds)
    }
}

extension LeapNoticeFacts {
    /// "GPS − UTC is 18 s, no change announced".
    fileprivate var phrase: String {
        let count = "GPS − UTC is \(gpsMinusUTC) s"
        guard isVouched else { return count + " by its firmware; not yet heard from the satellites" }
        guard let next else { return count + ", no change announced" }
        let relation = UTCRelation(taiMinusUTC: Int32(clamping: gpsMinusUTC + 19), next: next)
        let change = next.change > 0 ? "a second is inserted" : "a second is left out"
        return "\(count), \(change) before \(relation.utc(next.at).iso8601(decimals: 0))"
    }
}
