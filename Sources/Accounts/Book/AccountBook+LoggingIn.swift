// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension AccountBook {
    /// A name and a password against a cookie. Unknown names take as long as wrong passwords, and are answered alike.
    public func logIn(
        _ name: String, password: String, source: Source, at moment: Moment
    ) async -> LoginAnswer {
        let cookie = Base64.urlText(random(32))
        let attempt = Attempt(name: name, source: source, moment: moment, cookie: cookie)
        switch await attempt.run(password, in: self) {
        case .right(let record, let session):
            await renew(name, record: record, password: password)
            return welcome(session, cookie: cookie, source: source)
        case .wrong(let events): return LoginAnswer(outcome: .refused, events: events)
        case .locked(let wait): return LoginAnswer(outcome: .locked(wait))
        case .busy: return LoginAnswer(outcome: .busy)
        }
    }

    /// Whether a user who is logged in is there in person: for what asks for the password once more. Wrong ones count
    /// as failed logins do; whoever asks writes ``AccountFault/wrongPassword`` into the journal.
    public func confirm(
        _ name: String, password: String, source: Source, at moment: Moment
    ) async throws(AccountFault) {
        _ = try await confirmed(name, password: password, source: source, at: moment)
    }

    /// The record that the password was found to fit.
    func confirmed(
        _ name: String, password: String, source: Source, at moment: Moment
    ) async throws(AccountFault) -> PasswordRecord {
        let attempt = Attempt(name: name, source: source, moment: moment, cookie: nil)
        switch await attempt.run(password, in: self) {
        case .right(let record, _): return record
        case .wrong: throw .wrongPassword
        case .locked(let wait): throw .locked(wait)
        case .busy: throw .busy
        }
    }

    /// The users and networks that may not log in now, as people write them. Names that nobody has are left out: an
    /// attacker chooses them.
    public func lockedOut(at moment: Moment) -> [String] {
        let locked = state.withLock { $0.lockOut.locked(at: $0.advance(to: moment)) }
        return locked.users + locked.networks.map(Source.text(ofNetwork:))
    }

    func welcome(_ session: Session?, cookie: String, source: Source) -> LoginAnswer {
        guard let session else { return LoginAnswer(outcome: .refused) }
        let event = LoginEvent(kind: .loggedIn(session.role), user: session.user, source: source)
        return LoginAnswer(outcome: .admitted(Admission(cookie: cookie, session: session)), events: [event])
    }

    /// Raises the cost of a record that was made when guessing took longer. Where that fails, the old one stands.
    private func renew(_ name: String, record old: PasswordRecord, password: String) async {
        guard old.cost.isLess(than: limits.cost) else { return }
        let (cost, salt) = (limits.cost, random(PasswordRecord.saltLength))
        guard let new = try? await desk.run({ try PasswordRecord(of: password, cost: cost, salt: salt) }) else {
            return
        }
        try? change { ledger throws(AccountFault) in
            if ledger.user(name)?.password == old { try ledger.setPassword(of: name, to: new) }
        }
    }
}
