// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// One try of a password, under the lock-out.
struct Attempt: Sendable {
    enum Verdict: Sendable {
        /// With what the password was found to fit, and the session where one was asked for.
        case right(PasswordRecord, Session?)
        case wrong([LoginEvent])
        case locked(Duration)
        case busy
    }

    let name: String
    let source: Source
    let moment: Moment
    /// Of the session that begins where the password is right.
    let cookie: String?

    func run(_ password: String, in book: AccountBook) async -> Verdict {
        let (account, record, wait) = book.state.withLock { start(in: &$0, decoy: book.decoy) }
        if let wait { return .locked(wait) }
        guard let fits = try? await book.desk.run({ try record.fits(password) }) else {
            book.state.withLock { $0.lockOut.abandon(account, from: source) }
            return .busy
        }
        return book.state.withLock { settle(account, fits ? record : nil, in: &$0) }
    }

    private func start(
        in state: inout AccountBook.State, decoy: PasswordRecord
    ) -> (LockOut.Account, PasswordRecord, Duration?) {
        let user = state.ledger.user(name)
        let account: LockOut.Account = user != nil ? .user(name) : UserName.isValid(name) ? .stranger(name) : .none
        let wait = state.lockOut.begin(account, from: source, at: state.advance(to: moment))
        return (account, user?.password ?? decoy, wait)
    }

    /// The session begins in the same step, so that none begins with a password that has just been replaced.
    private func settle(
        _ account: LockOut.Account, _ fitting: PasswordRecord?, in state: inout AccountBook.State
    ) -> Verdict {
        let now = state.advance(to: moment)
        // The user may have gone, or have a new password, since the work began.
        guard let fitting, let user = state.ledger.user(name), user.password == fitting else {
            return .wrong(LoginEvent.events(of: state.lockOut.fail(account, from: source, at: now), account, source))
        }
        state.lockOut.succeed(account, from: source)
        let session = cookie.map { state.sessions.begin(user, from: source, cookie: $0, at: now) }
        return .right(fitting, session)
    }
}

extension LoginEvent {
    /// Of a failure, and of the wait that it brought.
    static func events(of penalty: LockOut.Penalty, _ account: LockOut.Account, _ source: Source) -> [LoginEvent] {
        var user: String?
        if case .user(let name) = account { user = name }
        let failed = LoginEvent(kind: .failed, user: user, source: source)
        guard let wait = penalty.longest else { return [failed] }
        return [failed, LoginEvent(kind: .locked(wait), user: user, source: source)]
    }
}
