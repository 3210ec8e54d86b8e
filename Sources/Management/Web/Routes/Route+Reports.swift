// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Hummingbird
import Logging
import TimeBase

extension Route {
    /// For routers and load balancers: open, as they have no password.
    static let health = [
        Route(.get, "/health/live", .open, .live) { _ in Answer.text("alive\n") },
        Route(.get, "/health/ready", .open, .ready) { try ready($0.site.view.snapshot) },
    ]

    /// The reports, which are those of the commands of the same names.
    static let reports: [Route] = [
        report("status", .status) { StatusReport($0.snapshot) },
        report("satellites", .satellites) { SatellitesReport($0.snapshot) },
        report("sources", .sources) { SourcesReport($0.snapshot) }, report("ptp", .ptp) { PTPReport($0.snapshot) },
        report("watch", .watch) { WatchReport($0.snapshot) },
        report("alarms", .alarms) { AlarmsReport(alarms: Alarm.all(in: $0.snapshot)) },
    ]

    private static func report(
        _ name: String, _ operation: Operation, _ make: @escaping @Sendable (any ApplianceView) -> any CommandReport
    ) -> Route {
        Route(.get, "/api/v1/" + name, .topic(.status), operation) { try Answer.json(make($0.site.view)) }
    }

    /// Whether a router or a load balancer should send clients here.
    private static func ready(_ snapshot: ApplianceSnapshot) throws -> Response {
        let status = StatusReport(snapshot)
        guard snapshot.state.isTrustworthy else {
            throw HTTPError(.serviceUnavailable, message: "\(status.state): \(status.reason)")
        }
        return Answer.text("ready\n")
    }
}
