// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import TimeKeeping

/// What is served over HTTP: the same on every address.
final class Site: Sendable {
    let view: any ApplianceView
    let settings: Settings.Management
    let gate: Gate
    let events: EventHub
    let pages: any PageSource
    /// `nil` where there is no TLS.
    let certificates: CertificateDesk?
    let log: Logger
    let connections: ConnectionTable
    let conversation: ConversationLimits
    let inFlight = InFlight()
    /// What is counted besides what the view tells.
    let moreMetrics: @Sendable () async -> [MetricFamily]
    private let extra: [Route]
    /// Told what somebody did, for the journal: what, who, and from where.
    let tell: @Sendable (_ what: String, _ who: String, _ from: String) -> Void

    /// - Parameter extra: Routes besides those that belong to every appliance.
    init(
        view: any ApplianceView, settings: Settings.Management, gate: Gate, events: EventHub? = nil,
        pages: any PageSource = NoPages(), certificates: CertificateDesk? = nil, extra: [Route] = [], log: Logger,
        connections: ConnectionTable = ConnectionTable(), conversation: ConversationLimits = ConversationLimits(),
        moreMetrics: @escaping @Sendable () async -> [MetricFamily] = { [] },
        tell: @escaping @Sendable (String, String, String) -> Void = { _, _, _ in }
    ) {
        (self.view, self.settings, self.gate, self.pages) = (view, settings, gate, pages)
        (self.certificates, self.extra, self.log) = (certificates, extra, log)
        (self.connections, self.conversation, self.tell) = (connections, conversation, tell)
        self.moreMetrics = moreMetrics
        self.events = events ?? EventHub(view: view)
    }

    /// What answers requests on an address.
    func responder(isSecure: Bool) -> HTTPChannelHandler.Responder {
        let router = RouteTable(routes).router(for: self, isSecure: isSecure).buildResponder()
        return { [self] request, writer, channel in
            connections.begin(channel)
            defer { connections.end(channel) }
            var response = try await answer(request, from: channel, by: router)
            SecurityHeaders.add(to: &response.headers, isLastingly: isSecure && certificates?.isUploaded ?? false)
            response.headers[.date] = HTTPDate.text(of: view.snapshot)
            try await writer.write(response: response.head, body: response.body)
        }
    }

    private func answer(
        _ request: Request, from channel: any Channel, by router: some HTTPResponder<WebContext>
    ) async throws -> Response {
        guard !inFlight.isTooMuch else {
            return Answer.problem(.serviceUnavailable, detail: "too much is being sent", headers: [.retryAfter: "5"])
        }
        return try await router.respond(to: request, context: WebContext(channel: channel))
    }

    var routes: [Route] {
        Route.health + Route.reports + [Route.metrics] + Route.accounts + Route.certificate
            + [Route.events, Route.document] + Route.pages(of: pages) + extra
    }
}
