// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import HTTPTypes
import Hummingbird
import Logging
import TimeBase

/// Turns whatever goes wrong into problem details (RFC 9457).
struct Problems: RouterMiddleware {
    let addresses: Addresses
    let log: Logger

    func handle(
        _ request: Request, context: WebContext,
        next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError {
            if error.status == .notFound && error.body == nil { return lost(request) }
            return Answer.problem(error.status, detail: error.body, headers: error.headers)
        } catch let error as any HTTPResponseError {
            return Answer.problem(error.status, detail: nil)
        } catch let refusal as CommandRefusal {
            return Answer.problem(refusal.kind == .usage ? .badRequest : .conflict, detail: refusal.reason)
        } catch let fault as AccountFault {
            return Self.problem(of: fault)
        } catch is CancellationError {
            return Answer.problem(.serviceUnavailable, detail: "the appliance is stopping")
        } catch {
            log.error("a request failed", metadata: ["path": "\(request.uri.path)", "reason": "\(error)"])
            return Answer.problem(.internalServerError, detail: nil)
        }
    }

    static func problem(of fault: AccountFault) -> Response {
        Answer.problem(fault.status, detail: "\(fault)", headers: fault.headers)
    }

    /// What can be asked of an address in one way cannot in the others.
    private func lost(_ request: Request) -> Response {
        let methods = addresses.methods(at: request.uri.path)
        guard !methods.isEmpty, !methods.contains(request.method) else {
            return Answer.problem(.notFound, detail: "there is nothing at this address; GET / shows what there is")
        }
        let allowed = methods.map { "\($0)" }.joined(separator: ", ")
        return Answer.problem(
            .methodNotAllowed, detail: "only \(allowed) can be asked here", headers: [.allow: allowed])
    }
}

extension AccountFault {
    var status: HTTPResponse.Status {
        switch self {
        case .badName, .weakPassword, .badLabel, .badExpiry: .unprocessableContent
        case .nameTaken, .labelTaken, .lastAdmin, .tooManyUsers, .tooManyTokens, .notNew, .isNew: .conflict
        case .noSuchUser, .noSuchToken: .notFound
        case .wrongPassword, .roleAboveOwn: .forbidden
        case .locked: .tooManyRequests
        case .busy, .file: .serviceUnavailable
        }
    }

    fileprivate var headers: HTTPFields {
        switch self {
        // Rounded up, so that who waits as long has waited long enough.
        case .locked(let wait): [.retryAfter: "\((wait + .nanoseconds(999_999_999)).wholeSeconds)"]
        case .busy: [.retryAfter: "1"]
        default: [:]
        }
    }
}
