// SPDX-License-Identifier: Apache-2.0

import Appliance
import Hummingbird
import TimeBase

/// What is to be found where.
enum Routes {
    static func router(for view: any ApplianceView) -> Router<BasicRequestContext> {
        let router = Router(options: .autoGenerateHeadEndpoints)
        router.add(middleware: Problems())
        router.add(middleware: BodyLimit())
        for (path, page) in pages(of: view) {
            router.get(path) { _, _ in try page() }
            for method in otherMethods {
                router.on(path, method: method) { _, _ -> Response in
                    throw HTTPError(.methodNotAllowed, headers: [.allow: "GET, HEAD"], message: "this can only be read")
                }
            }
        }
        return router
    }

    private typealias Page = @Sendable () throws -> Response

    private static func pages(of view: any ApplianceView) -> [(RouterPath, Page)] {
        let plain: [(RouterPath, Page)] = [
            ("/", { Answer.text(index) }),
            ("/health/live", { Answer.text("alive\n") }),
            ("/health/ready", { try ready(view.snapshot) }),
            ("/metrics", { Answer.metrics(OpenMetrics.text(of: view.snapshot)) }),
        ]
        return plain
            + reports.map { path, command in
                let page: Page = { try Answer.json(view.perform(command)) }
                return (RouterPath("/api/v1/" + path), page)
            }
    }

    private static let otherMethods: [HTTPRequest.Method] = [.post, .put, .patch, .delete]

    /// The reports, which are those of the commands of the same names.
    private static let reports: [(String, Command)] = [
        ("status", .status), ("satellites", .satellites), ("sources", .sources), ("alarms", .alarms),
    ]

    /// Whether a router or a load balancer should send clients here.
    private static func ready(_ snapshot: ApplianceSnapshot) throws -> Response {
        let status = StatusReport(snapshot)
        guard snapshot.state.isTrustworthy else {
            throw HTTPError(.serviceUnavailable, message: "\(status.state): \(status.reason)")
        }
        return Answer.text("ready\n")
    }

    private static let index = """
        Gnomon \(Version.text), a time server.

        /api/v1/status      what the time is worth, and why
        /api/v1/satellites  what the receiver sees
        /api/v1/sources     what the time comes from
        /api/v1/alarms      what wants attention
        /health/live        200 while the program runs
        /health/ready       200 while the time served is within its bound, 503 otherwise
        /metrics            OpenMetrics

        """
}
