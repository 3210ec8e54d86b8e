// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Hummingbird
import NIOCore

/// One thing that can be asked, and who may.
struct Route: Sendable {
    typealias Handler = @Sendable (Visit) async throws -> Response

    let method: HTTPRequest.Method
    /// Such as `/api/v1/users/{name}`.
    let path: String
    let access: Access
    /// Octets that its request may bring.
    var largestBody = 16_384
    /// A person's page: who may not see it is led to where one logs in.
    var isPage = false
    let answer: Handler

    init(
        _ method: HTTPRequest.Method, _ path: String, _ access: Access, largestBody: Int = 16_384, isPage: Bool = false,
        answer: @escaping Handler
    ) {
        (self.method, self.path, self.access, self.answer) = (method, path, access, answer)
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
    let largestBody: Int

    /// Where it comes from, for the journal and for the lock-out.
    var source: Source { caller.source(of: request, proxy: site.settings.proxy) }

    /// A part of the path, decoded.
    func part(_ name: String) throws -> String {
        FormFields.decode(try parameters.require(name)[...], plusIsSpace: false)
    }

    /// What follows the `?`, decoded.
    var query: [String: String] { request.uri.query.map(FormFields.read) ?? [:] }

    /// All of it. Throws 413 where it is too large.
    func body() async throws -> [UInt8] {
        do {
            let buffer = try await request.body.collect(upTo: largestBody)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError { throw Self.tooLarge(largestBody) }
    }

    /// From JSON, or from a form's fields. Throws 400 where it is neither.
    func wish<Wish: Decodable>(_ type: Wish.Type) async throws -> Wish {
        let bytes = try await body()
        do {
            let isJSON = bytes.first { $0 > 0x20 } == UInt8(ascii: "{")
            guard request.isURLEncoded, !isJSON else { return try ReportJSON.read(type, from: bytes) }
            return try ReportJSON.read(
                type, from: ReportJSON.line(FormFields.read(String(decoding: bytes, as: UTF8.self))))
        } catch let error as DecodingError { throw HTTPError(.badRequest, message: error.plain) }
    }

    /// Whether it comes from a form that the browser itself has sent, and so a page must follow.
    var isForm: Bool { request.isForm }

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

    fileprivate var isURLEncoded: Bool {
        headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") ?? false
    }
}

extension DecodingError {
    /// What is wrong, and where.
    var plain: String {
        switch self {
        case .keyNotFound(let key, _): "'\(key.stringValue)' is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): "\(context.place) is of the wrong kind"
        case .dataCorrupted(let context) where !context.codingPath.isEmpty: "\(context.place) makes no sense"
        default: "the body is not the JSON that is expected"
        }
    }
}

extension DecodingError.Context {
    fileprivate var place: String {
        codingPath.isEmpty ? "the body" : "'" + codingPath.map(\.stringValue).joined(separator: ".") + "'"
    }
}
