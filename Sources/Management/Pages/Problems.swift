// SPDX-License-Identifier: Apache-2.0

import Appliance
import Hummingbird
import Logging

/// Turns whatever goes wrong into problem details (RFC 9457).
struct Problems: RouterMiddleware {
    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError {
            let isLost = error.status == .notFound && error.body == nil
            return Answer.problem(error.status, detail: isLost ? Self.lost : error.body, headers: error.headers)
        } catch let error as any HTTPResponseError {
            return Answer.problem(error.status, detail: nil)
        } catch let refusal as CommandRefusal {
            return Answer.problem(refusal.kind == .usage ? .badRequest : .conflict, detail: refusal.reason)
        } catch {
            context.logger.error("a request failed", metadata: ["reason": "\(error)"])
            return Answer.problem(.internalServerError, detail: nil)
        }
    }

    private static let lost = "there is no such page; GET / lists those that there are"
}

/// Nothing here takes a large body, so none is read.
struct BodyLimit: RouterMiddleware {
    static let largest = 65_536

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        if let length = request.headers[.contentLength], Int(length).map({ $0 > Self.largest }) ?? true {
            throw HTTPError(.contentTooLarge, message: "a body may have \(Self.largest) octets, no more")
        }
        return try await next(request, context)
    }
}
