// SPDX-License-Identifier: Apache-2.0

/// What is kept across restarts: users and tokens. Every change is checked as a whole before it happens.
struct Ledger: Hashable, Sendable {
    private(set) var users: [User] = []
    private(set) var tokens: [APIToken] = []

    func user(_ name: String) -> User? { users.first { $0.name == name } }

    mutating func add(_ user: User, most: Int) throws(AccountFault) {
        guard UserName.isValid(user.name) else { throw .badName }
        guard self.user(user.name) == nil else { throw .nameTaken(user.name) }
        guard users.count < most else { throw .tooManyUsers(most) }
        users.append(user)
    }

    /// The user's tokens go too.
    mutating func remove(_ name: String) throws(AccountFault) {
        let place = try index(of: name)
        guard !isLastAdmin(place) else { throw .lastAdmin }
        users.remove(at: place)
        tokens.removeAll { $0.owner == name }
    }

    mutating func setRole(of name: String, to role: Role) throws(AccountFault) {
        let place = try index(of: name)
        guard role == .admin || !isLastAdmin(place) else { throw .lastAdmin }
        users[place].role = role
    }

    mutating func setPassword(of name: String, to record: PasswordRecord) throws(AccountFault) {
        users[try index(of: name)].password = record
    }

    mutating func add(_ token: APIToken, most: Int) throws(AccountFault) {
        guard TokenLabel.isValid(token.label) else { throw .badLabel }
        guard !tokens.contains(where: { $0.label == token.label }) else { throw .labelTaken(token.label) }
        guard let owner = user(token.owner) else { throw .noSuchUser(token.owner) }
        guard token.role <= owner.role else { throw .roleAboveOwn(token.role) }
        guard tokens.count < most else { throw .tooManyTokens(most) }
        tokens.append(token)
    }

    mutating func removeToken(_ label: String) throws(AccountFault) {
        guard let place = tokens.firstIndex(where: { $0.label == label }) else { throw .noSuchToken(label) }
        tokens.remove(at: place)
    }

    /// Returns whether that is news.
    mutating func use(token place: Int, at seconds: Int64) -> Bool {
        guard tokens[place].lastUsed != seconds else { return false }
        tokens[place].lastUsed = seconds
        return true
    }

    /// Takes over uses that are later than its own; returns whether there were any.
    mutating func keepUse(from old: Ledger) -> Bool {
        var hasNews = false
        for place in tokens.indices {
            let used = old.tokens.first { $0.hash == tokens[place].hash }?.lastUsed
            guard let used, used != tokens[place].lastUsed else { continue }
            tokens[place].lastUsed = used
            hasNews = true
        }
        return hasNews
    }

    private func index(of name: String) throws(AccountFault) -> Int {
        guard let place = users.firstIndex(where: { $0.name == name }) else { throw .noSuchUser(name) }
        return place
    }

    private func isLastAdmin(_ place: Int) -> Bool {
        users[place].role == .admin && users.count { $0.role == .admin } == 1
    }
}

extension Ledger {
    /// As read from a file: nothing is checked here, see ``LedgerText``.
    init(unchecked users: [User], _ tokens: [APIToken]) { (self.users, self.tokens) = (users, tokens) }
}
