// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension AccountBook {
    /// By name.
    public var users: [User] { state.withLock { $0.ledger.users }.sorted { $0.name < $1.name } }

    public func user(_ name: String) -> User? { state.withLock { $0.ledger.user(name) } }

    public func addUser(_ name: String, role: Role, password: String) async throws(AccountFault) {
        guard UserName.isValid(name) else { throw .badName }
        guard user(name) == nil else { throw .nameTaken(name) }
        let record = try await record(of: password, for: name)
        try change { ledger throws(AccountFault) in
            // An appliance without users gets its first by `begin` alone.
            guard !ledger.users.isEmpty else { throw .isNew }
            try ledger.add(User(name: name, role: role, password: record), most: limits.users)
        }
    }

    /// The user's sessions end and the user's tokens go. The last admin stays.
    public func removeUser(_ name: String) throws(AccountFault) {
        try change { ledger throws(AccountFault) in
            try ledger.remove(name)
        } then: {
            $0.sessions.endAll(of: name)
            $0.lockOut.forget(user: name)
        }
    }

    /// Holds at once, in running sessions and for tokens too.
    public func setRole(of name: String, to role: Role) throws(AccountFault) {
        try change { ledger throws(AccountFault) in try ledger.setRole(of: name, to: role) }
    }

    /// By an admin or from the console: the user's sessions end, and the user is let in again at once.
    public func setPassword(of name: String, to password: String) async throws(AccountFault) {
        guard user(name) != nil else { throw .noSuchUser(name) }
        let record = try await record(of: password, for: name)
        try change { ledger throws(AccountFault) in
            try ledger.setPassword(of: name, to: record)
        } then: {
            $0.sessions.endAll(of: name)
            $0.lockOut.forget(user: name)
        }
    }

    /// By the user, who says the present password again; all the user's sessions but that of `cookie` end. Wrong ones
    /// count as failed logins do.
    public func changePassword(
        of name: String, from old: String, to new: String, keeping cookie: String, source: Source, at moment: Moment
    ) async throws(AccountFault) {
        if let fault = PasswordRule.fault(in: new, of: name) { throw .weakPassword(fault) }
        let present = try await confirmed(name, password: old, source: source, at: moment)
        let record = try await record(of: new, for: name)
        try change { ledger throws(AccountFault) in
            // An admin may have set another meanwhile.
            guard ledger.user(name)?.password == present else { throw .wrongPassword }
            try ledger.setPassword(of: name, to: record)
        } then: {
            $0.sessions.endAll(of: name, butWith: cookie)
        }
    }

    /// Ends a user's wait after failures, that of an address stays.
    public func unlock(_ name: String) { state.withLock { $0.lockOut.forget(user: name) } }

    func record(of password: String, for name: String) async throws(AccountFault) -> PasswordRecord {
        if let fault = PasswordRule.fault(in: password, of: name) { throw .weakPassword(fault) }
        let (cost, salt) = (limits.cost, random(PasswordRecord.saltLength))
        do {
            return try await desk.run { try PasswordRecord(of: password, cost: cost, salt: salt) }
        } catch { throw .busy }
    }
}
