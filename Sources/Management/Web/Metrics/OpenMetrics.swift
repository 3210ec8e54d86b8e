// SPDX-License-Identifier: Apache-2.0

import Appliance

/// The appliance as metrics: base units, positive where its own reports are, each family with what it means.
///
/// What there is at all depends on the appliance, not on what happens to it: a state, an outcome or an alarm that does
/// not hold is a 0. Only what is not known is left out. Nothing has a label that a stranger on the network could
/// multiply: clients are counted and not named, and of satellites each constellation has a series, not each of the some
/// hundred and thirty satellites that rise and set in a day (who wants one of them asks `/api/v1/satellites`).
enum OpenMetrics {
    /// All that one look at the appliance tells.
    static func families(of snapshot: ApplianceSnapshot) -> [MetricFamily] {
        [build] + claims(snapshot) + clock(snapshot) + utc(snapshot) + sources(snapshot) + receiver(snapshot)
            + satellites(snapshot.receiver) + pulse(snapshot) + ntp(snapshot) + ptp(snapshot.ptp) + watch(snapshot)
            + cluster(snapshot) + alarms(snapshot) + loop(snapshot)
    }

    static func text(of snapshot: ApplianceSnapshot, as format: MetricFormat = .openMetrics) -> String {
        MetricText.text(of: families(of: snapshot), as: format)
    }

    private static var build: MetricFamily {
        MetricFamily("gnomon_build", .info, "What this program is.", [.init(["version": Version.text], 1)])
    }
}
