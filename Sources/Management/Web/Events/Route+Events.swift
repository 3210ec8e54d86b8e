// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Hummingbird

extension Route {
    /// `GET /api/v1/events`: as long as the listener stays, and may.
    static let events = Route(.get, "/api/v1/events", .topic(.status), .events) { visit in
        let hub = visit.site.events
        guard hub.hasSeat(isTrusted: visit.principal != nil) else {
            throw HTTPError(
                .serviceUnavailable, headers: [.retryAfter: "5"],
                message: "too many listen already; who has logged in finds a seat sooner")
        }
        let (gate, principal) = (visit.site.gate, visit.principal)
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: ResponseBody { writer in
                guard let listener = hub.join(isTrusted: principal != nil) else { return try await writer.finish(nil) }
                defer { hub.leave(listener) }
                for await frame in listener.frames {
                    if let principal, !gate.isStillIn(principal) { break }
                    try await writer.write(frame)
                }
                try await writer.finish(nil)
            })
    }
}
