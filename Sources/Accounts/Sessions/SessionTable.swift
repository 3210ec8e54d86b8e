// SPDX-License-Identifier: Apache-2.0

import Crypto

/// The sessions, by the SHA-256 of their cookies. They live in memory: a restart logs everybody out.
struct SessionTable: Sendable {
    private var sessions: [SHA256Digest: Session] = [:]
    /// New with each run, as the sessions are.
    private let csrfKey: SymmetricKey
    private let limits: AccountLimits

    init(limits: AccountLimits, random: RandomOctets) {
        (self.limits, csrfKey) = (limits, SymmetricKey(data: random(32)))
    }

    var count: Int { sessions.count }

    mutating func begin(_ user: User, from source: Source, cookie: String, at now: Duration) -> Session {
        expire(at: now)
        makeRoom(for: user.name)
        let digest = Self.digest(cookie)
        let session = Session(
            id: Hex.text(digest.prefix(8)), user: user.name, role: user.role, source: source.description, begun: now,
            lastUsed: now, csrf: Base64.urlText(Array(code(for: digest))))
        sessions[digest] = session
        return session
    }

    /// The session of a cookie; `nil` for an unknown one and for one that has expired. `touches` counts as a use.
    mutating func find(_ cookie: String, at now: Duration, touches: Bool) -> Session? {
        let digest = Self.digest(cookie)
        guard var session = sessions[digest] else { return nil }
        guard isAlive(session, at: now) else {
            sessions[digest] = nil
            return nil
        }
        if touches { session.lastUsed = max(session.lastUsed, now) }
        sessions[digest] = session
        return session
    }

    /// In constant time for tokens of the right length.
    func isToken(_ csrf: String, ofSessionWith cookie: String) -> Bool {
        let digest = Self.digest(cookie)
        let octets = csrf.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }
        guard sessions[digest] != nil, csrf.utf8.count <= 64, let code = Base64.octets(String(octets)[...]) else {
            return false
        }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Array(digest), using: csrfKey)
    }

    /// Those alive, the most recently used first.
    mutating func list(at now: Duration) -> [Session] {
        expire(at: now)
        return sessions.values.sorted { ($0.lastUsed, $0.id) > ($1.lastUsed, $1.id) }
    }

    /// Returns whether there was one.
    mutating func end(id: String) -> Session? {
        guard let found = sessions.first(where: { $0.value.id == id }) else { return nil }
        return sessions.removeValue(forKey: found.key)
    }

    mutating func end(cookie: String) -> Session? { sessions.removeValue(forKey: Self.digest(cookie)) }

    mutating func endAll(of user: String, butWith cookie: String? = nil) {
        let kept = cookie.map(Self.digest)
        sessions = sessions.filter { $0.value.user != user || $0.key == kept }
    }

    mutating func endAll(where isOver: (_ user: String) -> Bool) {
        sessions = sessions.filter { !isOver($0.value.user) }
    }

    private func isAlive(_ session: Session, at now: Duration) -> Bool {
        now - session.lastUsed < limits.idle && now - session.begun < limits.absolute
    }

    private mutating func expire(at now: Duration) {
        sessions = sessions.filter { isAlive($0.value, at: now) }
    }

    private mutating func makeRoom(for user: String) {
        let own = sessions.filter { $0.value.user == user }
        if own.count >= limits.sessionsPerUser { endLeastRecent(of: own) }
        if sessions.count >= limits.sessions { endLeastRecent(of: sessions) }
    }

    private mutating func endLeastRecent(of some: [SHA256Digest: Session]) {
        guard let least = some.min(by: { $0.value.lastUsed < $1.value.lastUsed }) else { return }
        sessions[least.key] = nil
    }

    private func code(for digest: SHA256Digest) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Array(digest), using: csrfKey)
    }

    private static func digest(_ cookie: String) -> SHA256Digest { SHA256.hash(data: Array(cookie.utf8.prefix(128))) }
}
