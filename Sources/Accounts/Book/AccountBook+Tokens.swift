// SPDX-License-Identifier: Apache-2.0

import Synchronization

extension AccountBook {
    /// By label.
    public var tokens: [APIToken] { state.withLock { $0.ledger.tokens }.sorted { $0.label < $1.label } }

    /// Makes a token for a program. Its secret is in the answer and nowhere else.
    /// - Parameters:
    ///   - role: At most the owner's own.
    ///   - expires: UTC seconds since 1970, in the future; `nil`: never.
    public func makeToken(
        _ label: String, role: Role, owner: String, expires: Int64?, at moment: Moment
    ) throws(AccountFault) -> MadeToken {
        if let expires {
            guard let now = moment.unixSeconds, expires > now else { throw .badExpiry }
        }
        let secret = TokenSecret.make(random)
        let token = APIToken(
            label: label, role: role, owner: owner, made: moment.unixSeconds, expires: expires, lastUsed: nil,
            hash: TokenSecret.hash(secret))
        try change { ledger throws(AccountFault) in try ledger.add(token, most: limits.tokens) }
        return MadeToken(secret: secret, token: token)
    }

    public func revokeToken(_ label: String) throws(AccountFault) {
        try change { ledger throws(AccountFault) in try ledger.removeToken(label) }
    }

    /// Whose token this is. The role in the answer is what it may do now: its own, or its owner's where that is less.
    public func token(_ secret: String, at moment: Moment) throws(TokenRefusal) -> APIToken {
        let hash = TokenSecret.hash(secret)
        let result: Result<APIToken, TokenRefusal> = state.withLock { state in
            guard secret.hasPrefix(TokenSecret.prefix),
                let place = state.ledger.tokens.firstIndex(where: { $0.hash == hash })
            else { return .failure(.unknown) }
            return state.use(tokenAt: place, at: moment)
        }
        return try result.get()
    }
}

extension AccountBook.State {
    fileprivate mutating func use(tokenAt place: Int, at moment: Moment) -> Result<APIToken, TokenRefusal> {
        let token = ledger.tokens[place]
        if let expires = token.expires {
            guard let now = moment.unixSeconds else { return .failure(.timeUnknown(label: token.label)) }
            guard now < expires else { return .failure(.expired(label: token.label)) }
        }
        guard let owner = ledger.user(token.owner) else { return .failure(.unknown) }
        if let now = moment.unixSeconds, ledger.use(token: place, at: now) { hasNews = true }
        return .success(ledger.tokens[place].allowed(at: owner.role))
    }
}

extension APIToken {
    /// With no more than its owner may.
    fileprivate func allowed(at most: Role) -> APIToken {
        APIToken(
            label: label, role: min(role, most), owner: owner, made: made, expires: expires, lastUsed: lastUsed,
            hash: hash)
    }
}
