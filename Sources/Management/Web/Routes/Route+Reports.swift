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
    static let reports: [Route] =
        [
            ("status", Command.status, Operation.status), ("satellites", .satellites, .satellites),
            ("sources", .sources, .sources), ("ptp", .ptp, .ptp), ("alarms", .alarms, .alarms),
        ]
        .map { path, command, operation in
            Route(.get, "/api/v1/" + path, .topic(.status), operation) {
                try Answer.json($0.site.view.perform(command))
            }
        }

    /// Whether a router or a load balancer should send clients here.
    private static func ready(_ snapshot: ApplianceSnapshot) throws -> Response {
        let status = StatusReport(snapshot)
        guard snapshot.state.isTrustworthy else {
            throw HTTPError(.serviceUnavailable, message: "\(status.state): \(status.reason)")
        }
        return Answer.text("ready\n")
    }

    /// `POST /api/v1/commands/NAME`, with `{"argument": …}` where the command has one.
    static let commands = [
        Route(.post, "/api/v1/commands/{name}", .operating, .command) { visit in
            let wish = try await visit.optionalWish(CommandWish.self)
            let line = [try visit.part("name"), wish?.argument].compactMap(\.self).joined(separator: " ")
            let command = try Command(parsing: line)
            let result = try visit.site.view.perform(command, by: visit.principal?.who ?? "nobody")
            if !command.isHarmless { visit.tell("command: \(line)") }
            return try Answer.json(result)
        }
    ]

    private struct CommandWish: Decodable {
        var argument: String?
    }
}
