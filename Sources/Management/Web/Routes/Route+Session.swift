// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Hummingbird
import Logging
import TimeBase

/// Logging in, logging out, and the very first login.
extension Route {
    static let session = [
        Route(.get, "/api/v1/session", .open, .session) { try Answer.json(SessionReport($0)) },
        Route(.post, "/api/v1/session", .open, .logIn, answer: logIn),
        Route(.delete, "/api/v1/session", .viewer, .logOut) { visit in
            guard case .session(let cookie, _) = visit.principal?.means else { return Answer.nothing }
            visit.site.gate.book?.endSession(cookie: cookie)
            var answer = visit.isForm ? Answer.see("/login") : Answer.nothing
            answer.headers[.setCookie] = visit.cookie("", lasting: "; Max-Age=0")
            return answer
        },
        Route(.post, "/api/v1/setup", .open, .setUp, answer: setUp),
    ]

    private struct LoginWish: Decodable {
        var name: String
        var password: String
        /// The page to go on with.
        var next: String?
    }

    private struct SetupWish: Decodable {
        var token: String
        var name: String
        var password: String
        /// As a form asks for it where no script compares the two.
        var repeated: String?
    }

    private static func logIn(_ visit: Visit) async throws -> Response {
        let wish = try await visit.wish(LoginWish.self)
        let gate = visit.site.gate
        let book = try gate.accounts()
        let answer = await book.logIn(wish.name, password: wish.password, source: visit.source, at: gate.moment)
        return try welcome(visit, answer, next: wish.next, refusal: "name or password is wrong")
    }

    private static func setUp(_ visit: Visit) async throws -> Response {
        let wish = try await visit.wish(SetupWish.self)
        guard wish.repeated ?? wish.password == wish.password else {
            throw HTTPError(.unprocessableContent, message: "the two passwords differ")
        }
        let gate = visit.site.gate
        let answer = try await gate.accounts().begin(
            token: wish.token, name: wish.name, password: wish.password, source: visit.source, at: gate.moment)
        if case .admitted = answer.outcome { SetupNote.remove(beside: visit.site.settings.users) }
        return try welcome(visit, answer, next: nil, refusal: "the set-up token is wrong")
    }

    private static func welcome(
        _ visit: Visit, _ login: LoginAnswer, next: String?, refusal: String
    ) throws -> Response {
        login.events.forEach(visit.site.gate.onLogin)
        switch login.outcome {
        case .admitted(let admission):
            var answer = visit.isForm ? Answer.see(ownPath(next)) : try Answer.json(SessionReport(admission.session))
            answer.headers[.setCookie] = visit.cookie(admission.cookie)
            return answer
        case .refused:
            if visit.isForm { return Answer.see("/login?wrong=1&next=\(ownPath(next))") }
            return Answer.problem(.unauthorized, detail: refusal)
        case .locked(let wait): throw AccountFault.locked(wait)
        case .busy: throw AccountFault.busy
        }
    }

    /// Never another host's.
    static func ownPath(_ next: String?) -> String {
        guard let next, next.hasPrefix("/"), !next.hasPrefix("//"), next.utf8.count <= 128 else { return "/" }
        let isPlain = next.utf8.allSatisfy { octet in
            (0x61...0x7A).contains(octet) || (0x41...0x5A).contains(octet) || (0x2F...0x39).contains(octet)
                || octet == 0x2D
        }
        return isPlain ? next : "/"
    }
}

/// Who is logged in.
struct SessionReport: Encodable {
    @Nullable var name: String?
    @Nullable var role: Role?
    /// What a request that changes something must say in `X-CSRF-Token`.
    @Nullable var csrf: String?
    /// No user is there yet.
    var isNew = false

    init(_ session: Session) { (name, role, csrf) = (session.user, session.role, session.csrf) }

    init(_ visit: Visit) {
        (name, role, csrf) = (visit.principal?.name, visit.principal?.role, visit.principal?.csrf)
        isNew = visit.site.gate.book?.isNew ?? false
    }
}

extension Principal {
    /// What scripts must send with what changes something; `nil` where nothing needs to be.
    var csrf: String? {
        switch means {
        case .session(_, let session): session.csrf
        case .proxy: "proxy"
        case .token: nil
        }
    }
}

extension Visit {
    /// Out of the reach of scripts and of other hosts' pages (RFC 6265bis).
    fileprivate func cookie(_ value: String, lasting: String = "") -> String {
        let name = Gate.cookieName(isSecure: caller.isSecure)
        return "\(name)=\(value); Path=/; HttpOnly; SameSite=Strict\(caller.isSecure ? "; Secure" : "")\(lasting)"
    }
}
