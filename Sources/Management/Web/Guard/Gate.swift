// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import HTTPTypes
import Hummingbird
import TimeBase
import TimeKeeping

/// Lets in who may come in, and tells the others why not.
final class Gate: Sendable {
    /// `nil` where nobody can log in; then ``closed`` says why.
    let book: AccountBook?
    private let closed: String
    let settings: Settings.Management
    private let view: any ApplianceView
    /// How long there has been a gate: what locks are counted by.
    private let age: @Sendable () -> Duration
    /// Told of each attempt to log in, and of each lock.
    let onLogin: @Sendable (LoginEvent) -> Void

    init(
        book: AccountBook?, closed: String = "no users are configured", settings: Settings.Management,
        view: any ApplianceView, age: @escaping @Sendable () -> Duration = Gate.stopwatch(),
        onLogin: @escaping @Sendable (LoginEvent) -> Void = { _ in }
    ) {
        (self.book, self.closed, self.settings, self.view) = (book, closed, settings, view)
        (self.age, self.onLogin) = (age, onLogin)
    }

    /// Counts from now.
    static func stopwatch() -> @Sendable () -> Duration {
        let began = ContinuousClock.now
        return { ContinuousClock.now - began }
    }

    /// Now, as the accounts count it.
    var moment: Moment {
        let snapshot = view.snapshot
        return Moment(monotonic: age(), unixSeconds: snapshot.unixSeconds)
    }

    /// The book, for a request that cannot do without.
    func accounts() throws(HTTPError) -> AccountBook {
        guard let book else { throw HTTPError(.serviceUnavailable, message: closed) }
        return book
    }

    /// Who asks, as far as they may; `nil`: a stranger, where strangers may. Throws 401, 403 or 503.
    func admit(_ request: Request, from caller: Caller, to access: Access) throws(HTTPError) -> Principal? {
        let identity = identify(request, from: caller)
        let principal = try? identity.get()
        if request.isChanging { try refuseForeign(request, principal) }
        guard let needed = role(for: access) else { return principal }
        guard let principal else { throw stranger(identity) }
        guard principal.role >= needed else {
            throw HTTPError(
                .forbidden,
                message: "this is for the role \(needed.rawValue); \(principal.who) has \(principal.role.rawValue)")
        }
        return principal
    }

    /// Whether a principal that was admitted still would be: sessions end, and users go.
    func isStillIn(_ principal: Principal) -> Bool {
        switch principal.means {
        case .session(let cookie, _): book?.session(cookie: cookie, at: moment, touches: false) != nil
        case .token(let label): book?.tokens.contains { $0.label == label } ?? false
        case .proxy: book?.user(principal.name) != nil
        }
    }

    /// The name of the cookie: over TLS one that no other host, and nobody in the clear, can set.
    static func cookieName(isSecure: Bool) -> String { isSecure ? "__Host-gnomon" : "gnomon" }

    private func role(for access: Access) -> Role? {
        switch access {
        case .everyone: nil
        case .topic(let topic): settings.open.contains(topic) ? nil : .viewer
        case .role(let role): role
        }
    }

    private func stranger(_ identity: Result<Principal?, TokenRefusal>) -> HTTPError {
        guard book != nil else { return HTTPError(.serviceUnavailable, message: closed) }
        guard case .failure(let refusal) = identity else {
            return HTTPError(
                .unauthorized, headers: [.wwwAuthenticate: "Bearer realm=\"gnomon\""], message: "log in first")
        }
        let challenge = "Bearer realm=\"gnomon\", error=\"invalid_token\""
        return HTTPError(.unauthorized, headers: [.wwwAuthenticate: challenge], message: "\(refusal)")
    }
}

extension Gate {
    private func identify(_ request: Request, from caller: Caller) -> Result<Principal?, TokenRefusal> {
        guard let book else { return .success(nil) }
        if let secret = request.bearerToken {
            do throws(TokenRefusal) {
                let token = try book.token(secret, at: moment)
                return .success(Principal(name: token.owner, role: token.role, means: .token(label: token.label)))
            } catch { return .failure(error) }
        }
        return .success(told(by: request, from: caller, book) ?? loggedIn(request, caller, book))
    }

    private func told(by request: Request, from caller: Caller, _ book: AccountBook) -> Principal? {
        guard let proxy = settings.proxy, caller.isBehind(proxy), let header = HTTPField.Name(proxy.header),
            let name = request.headers[header], let user = book.user(name)
        else { return nil }
        return Principal(name: user.name, role: user.role, means: .proxy)
    }

    private func loggedIn(_ request: Request, _ caller: Caller, _ book: AccountBook) -> Principal? {
        guard let cookie = request.cookies[Self.cookieName(isSecure: caller.isSecure)]?.value,
            let session = book.session(cookie: cookie, at: moment, touches: !request.isByItself)
        else { return nil }
        return Principal(name: session.user, role: session.role, means: .session(cookie: cookie, session))
    }

    /// A browser that is here already could be made to ask by a page from elsewhere.
    private func refuseForeign(_ request: Request, _ principal: Principal?) throws(HTTPError) {
        if let site = request.headers[.fetchSite], !["same-origin", "none"].contains(site) {
            throw HTTPError(.forbidden, message: "this was asked by a page from elsewhere")
        }
        guard let principal, principal.isAmbient else { return }
        // A form without a script has no header of its own. The browser says by one that no page can set where the form
        // stands (Fetch Metadata), wherever it trusts the address: by TLS, and on the machine itself.
        if request.headers[.csrfToken] == nil, request.headers[.fetchSite] == "same-origin" { return }
        let told = request.headers[.csrfToken] ?? ""
        let isGenuine =
            switch principal.means {
            case .session(let cookie, _): book?.isGenuine(csrf: told, cookie: cookie) ?? false
            // A page from elsewhere cannot add a header without being allowed to, and nobody is.
            case .proxy: !told.isEmpty
            case .token: true
            }
        guard isGenuine else {
            throw HTTPError(.forbidden, message: "the header X-CSRF-Token must say what GET /api/v1/session tells")
        }
    }
}

extension Request {
    var isChanging: Bool { method != .get && method != .head && method != .options }

    /// Whether a page fetches it without a person's doing.
    fileprivate var isByItself: Bool { uri.path == "/api/v1/events" }

    fileprivate var bearerToken: String? {
        guard let header = headers[.authorization], header.prefix(7).lowercased() == "bearer " else { return nil }
        return String(header.dropFirst(7).drop { $0 == " " })
    }
}
