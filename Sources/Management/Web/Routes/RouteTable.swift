// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Hummingbird
import Logging
import NIOCore

/// What the framework hands from step to step.
struct WebContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(channel: any Channel) {
        var quiet = Logger(label: "web") { _ in SwiftLogNoOpLogHandler() }
        quiet.logLevel = .critical
        self.init(source: ApplicationRequestContextSource(channel: channel, logger: quiet))
    }

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

/// Every route, each behind the same gate.
struct RouteTable {
    private let routes: [Route]

    init(_ routes: [Route]) { self.routes = routes }

    func router(for site: Site, isSecure: Bool) -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: Problems(addresses: Addresses(routes), log: site.log))
        for route in routes {
            router.on(RouterPath(route.path), method: route.method) { [unowned site] request, context in
                try await Self.answer(request, context, by: route, at: site, isSecure: isSecure)
            }
        }
        return router
    }

    private static func answer(
        _ request: Request, _ context: WebContext, by route: Route, at site: Site, isSecure: Bool
    ) async throws -> Response {
        let caller = Caller(channel: context.channel, isSecure: isSecure)
        if let length = request.headers[.contentLength], Int(length).map({ $0 > route.largestBody }) ?? true {
            throw Visit.tooLarge(route.largestBody)
        }
        let principal: Principal?
        do throws(HTTPError) {
            principal = try site.gate.admit(request, from: caller, to: route.access)
        } catch {
            if route.isPage, error.status == .unauthorized { return Answer.see(wayIn(for: request, at: site)) }
            throw error
        }
        let visit = Visit(
            request: request, parameters: context.parameters, principal: principal, caller: caller, site: site,
            route: route)
        try route.operation?.check(query: request.uri.query)
        return try await route.answer(visit)
    }

    private static func wayIn(for request: Request, at site: Site) -> String {
        site.gate.book?.isNew ?? false ? "/setup" : "/login?next=\(request.uri.path)"
    }
}
