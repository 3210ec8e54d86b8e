// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Hummingbird
import NIOCore

/// One thing that can be asked, and who may.
///
/// A route under `/api/v1` has an ``Operation`` beside its handler, as `/health` and `/metrics` have: the API's own
/// document is made from it, and the query and a JSON body are checked by it before the handler sees them. To add one:
///
/// 1. In `Document/Operations`, say in an `extension Operation` what it does, takes and gives, and how it can fail:
///    `static let things = Operation(.time, "The things", with: [.query("most", .whole("At most", 1...9))],
///    gives: [.ok(.things)], fails: [404: "There is none"])`.
/// 2. In `Document/Schemas`, say what a report is like: a key with its unit, in `.named(…)` where it is used twice.
/// 3. Here: `Route(.get, "/api/v1/things", .viewer, .things) { visit in … }`.
///
/// A test names the routes that lack it, and `tools/test api` asks the running program whether all of it is true.
struct Route: Sendable {
    typealias Handler = @Sendable (Visit) async throws -> Response

    let method: HTTPRequest.Method
    /// Such as `/api/v1/users/{name}`.
    let path: String
    let access: Access
    /// What it is, for who reads the document; pages for people have none.
    let operation: Operation?
    /// Octets that its request may bring.
    var largestBody = 16_384
    /// A person's page: who may not see it is led to where one logs in.
    var isPage = false
    let answer: Handler

    init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, _ operation: Operation? = nil,
        largestBody: Int = 16_384, isPage: Bool = false, answer: @escaping Handler
    ) {
        (self.method, self.path, self.access, self.operation, self.answer) = (method, path, access, operation, answer)
        (self.largestBody, self.isPage) = (largestBody, isPage)
    }
}

/// One request that has been let in.
struct Visit: Sendable {
    let request: Request
    let parameters: Parameters
    let principal: Principal?
    let caller: Caller
    let site: Site
    let route: Route

    /// Where it comes from, for the journal and for the lock-out.
    var source: Source { caller.source(of: request, proxy: site.settings.proxy) }

    /// A part of the path, decoded.
    func part(_ name: String) throws -> String {
        FormFields.decode(try parameters.require(name)[...], plusIsSpace: false)
    }

    /// What follows the `?`, decoded.
    var query: [String: String] { request.uri.query.map(FormFields.read) ?? [:] }

    /// All of it. Throws 413 where it is too large, 400 where there is none and a text must be.
    func body() async throws -> [UInt8] {
        do {
            let buffer = try await request.body.collect(upTo: route.largestBody)
            if case .raw(_, let about, _) = route.operation?.body, buffer.readableBytes == 0 {
                throw HTTPError(.badRequest, message: "the body is missing: \(about)")
            }
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError { throw Self.tooLarge(route.largestBody) }
    }

    static func tooLarge(_ most: Int) -> HTTPError {
        HTTPError(.contentTooLarge, message: "a body may have \(most) octets here, no more")
    }
}

extension Request {
    /// Whether a browser has sent a form by itself.
    var isForm: Bool {
        let isMultipart = headers[.contentType]?.hasPrefix("multipart/form-data") ?? false
        return (isURLEncoded || isMultipart) && headers[.accept]?.contains("text/html") ?? false
    }

    var isURLEncoded: Bool {
        headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") ?? false
    }
}
