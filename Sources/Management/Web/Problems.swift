// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import HTTPTypes
import Hummingbird
import Logging
import Pages
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
        } catch let error as HTTPError where error.status == .notFound && error.body == nil {
            return lost(request)
        } catch {
            let problem = problem(of: error, path: request.uri.path)
            return request.isForm ? Self.page(of: problem) : problem.answer
        }
    }

    private struct Problem {
        var status: HTTPResponse.Status
        var detail: String?
        var headers: HTTPFields = [:]

        var answer: Response { Answer.problem(status, detail: detail, headers: headers) }
    }

    private func problem(of error: any Error, path: String) -> Problem {
        switch error {
        case let error as HTTPError:
            return Problem(status: error.status, detail: error.body, headers: error.headers)
        case let error as any HTTPResponseError: return Problem(status: error.status)
        case let refusal as CommandRefusal:
            return Problem(status: refusal.status, detail: refusal.advice)
        case let fault as AccountFault:
            return Problem(status: fault.status, detail: "\(fault)", headers: fault.headers)
        case let faults as CertificateFaults:
            return Problem(status: .unprocessableContent, detail: "\(faults)")
        case is CancellationError: return Problem(status: .serviceUnavailable, detail: "the appliance is stopping")
        default:
            log.error("a request failed", metadata: ["path": "\(path)", "reason": "\(error)"])
            return Problem(status: .internalServerError)
        }
    }

    /// For a person whose browser has sent a form without any script's help.
    private static func page(of problem: Problem) -> Response {
        let detail = (problem.detail ?? problem.status.reasonPhrase) + ". Nothing was changed; go back and try again."
        let text = PageRenderer.fault(
            title: "This was refused", detail: detail.prefix(1).uppercased() + detail.dropFirst())
        var answer = Answer.file(PageFile(type: "text/html; charset=utf-8", bytes: Array(text.utf8)))
        answer.status = problem.status
        for field in problem.headers where field.name != .contentType && field.name != .contentLength {
            answer.headers[field.name] = field.value
        }
        return answer
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
        case .badName, .weakPassword, .badLabel, .badExpiry, .badAccounts: .unprocessableContent
        case .nameTaken, .labelTaken, .lastAdmin, .tooManyUsers, .tooManyTokens, .notNew, .isNew, .onTrial: .conflict
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

extension CommandRefusal {
    fileprivate var status: HTTPResponse.Status {
        switch kind {
        case .usage: .badRequest
        case .unavailable, .needsConsent, .needsSecret: .conflict
        case .forbidden: .forbidden
        }
    }

    fileprivate var advice: String { kind == .needsConsent ? reason + " Say so by `confirmed`." : reason }
}
