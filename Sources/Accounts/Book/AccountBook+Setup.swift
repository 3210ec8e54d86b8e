// SPDX-License-Identifier: Apache-2.0

import Crypto
import Synchronization

extension AccountBook {
    /// Whether there is no user yet, so that all there is to do is to make the first admin.
    public var isNew: Bool { state.withLock { $0.ledger.users.isEmpty } }

    /// What only who is at the console, or reads the log, can know: the first admin is made with it. 128 random bits
    /// in groups that can be typed; `nil` once there is a user; another after a restart.
    public var setupToken: String? { state.withLock { $0.setupToken } }

    /// Makes the first admin, and logs them in. A wrong token counts as a failed login from that address, and the
    /// answer is as for one.
    public func begin(
        token: String, name: String, password: String, source: Source, at moment: Moment
    ) async throws(AccountFault) -> LoginAnswer {
        guard isNew else { throw .notNew }
        guard UserName.isValid(name) else { throw .badName }
        if let fault = PasswordRule.fault(in: password, of: name) { throw .weakPassword(fault) }
        if let refusal = check(token, source: source, at: moment) { return refusal }
        let user = User(name: name, role: .admin, password: try await record(of: password, for: name))
        let cookie = Base64.urlText(random(32))
        var session: Session?
        try change { ledger throws(AccountFault) in
            guard ledger.users.isEmpty else { throw .notNew }
            try ledger.add(user, most: limits.users)
        } then: {
            $0.setupToken = nil
            session = $0.sessions.begin(user, from: source, cookie: cookie, at: $0.advance(to: moment))
        }
        return welcome(session, cookie: cookie, source: source)
    }

    private func check(_ token: String, source: Source, at moment: Moment) -> LoginAnswer? {
        let typed = SHA256.hash(data: Array(TypedSecret.plain(token).utf8))
        return state.withLock { state in
            let now = state.advance(to: moment)
            if let wait = state.lockOut.begin(.none, from: source, at: now) {
                return LoginAnswer(outcome: .locked(wait))
            }
            // Digests are compared in constant time.
            let right = state.setupToken.map { SHA256.hash(data: Array(TypedSecret.plain($0).utf8)) }
            guard right != typed else {
                state.lockOut.succeed(.none, from: source)
                return nil
            }
            let penalty = state.lockOut.fail(.none, from: source, at: now)
            return LoginAnswer(outcome: .refused, events: LoginEvent.events(of: penalty, .none, source))
        }
    }
}
