// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension AccountBook {
    /// Whose cookie this is, with the role that the user has now; `nil` for one that is unknown, ended or expired.
    /// - Parameter touches: Whether it counts as a use. What a page fetches by itself should not keep it alive.
    public func session(cookie: String, at moment: Moment, touches: Bool = true) -> Session? {
        state.withLock { state in
            let now = state.advance(to: moment)
            guard var session = state.sessions.find(cookie, at: now, touches: touches),
                let user = state.ledger.user(session.user)
            else { return nil }
            session.role = user.role
            return session
        }
    }

    /// Whether a changing request comes from the session's own pages. Compared in constant time.
    public func isGenuine(csrf: String, cookie: String) -> Bool {
        state.withLock { $0.sessions.isToken(csrf, ofSessionWith: cookie) }
    }

    /// All that are alive, or one user's; the most recently used first, with the roles that users have now.
    public func sessions(of user: String? = nil, at moment: Moment) -> [Session] {
        state.withLock { state in
            let now = state.advance(to: moment)
            let roles = Dictionary(uniqueKeysWithValues: state.ledger.users.map { ($0.name, $0.role) })
            return state.sessions.list(at: now).filter { user == nil || $0.user == user }.map { session in
                var session = session
                session.role = roles[session.user] ?? session.role
                return session
            }
        }
    }

    /// Logs out; returns whose session it was.
    @discardableResult
    public func endSession(cookie: String) -> Session? { state.withLock { $0.sessions.end(cookie: cookie) } }

    /// Ends a listed session; returns whose it was.
    @discardableResult
    public func endSession(id: String) -> Session? { state.withLock { $0.sessions.end(id: id) } }

    public func endSessions(of user: String) { state.withLock { $0.sessions.endAll(of: user) } }
}
