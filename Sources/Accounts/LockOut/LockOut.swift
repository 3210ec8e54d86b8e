// SPDX-License-Identifier: Apache-2.0

/// Who may try a password now: failures are counted for the account and for the address it is tried from.
struct LockOut: Sendable {
    /// What a failure is counted for besides the address.
    enum Account: Hashable, Sendable {
        /// A user; there are few, and what is known of them is never pushed out.
        case user(String)
        /// A name that nobody has: treated alike, so that lock-out does not tell who exists.
        case stranger(String)
        /// No name at all, or one that nobody could have.
        case none
    }

    /// The waits that a failure brings.
    struct Penalty: Hashable, Sendable {
        var account: Duration?
        var source: Duration?
        var longest: Duration? { [account, source].compactMap(\.self).max() }
    }

    private var users: FailureTable<String>
    private var strangers: FailureTable<String>
    private var sources: FailureTable<[UInt8]>

    init(limits: AccountLimits) {
        // With room for attempts under way of users who go meanwhile.
        users = FailureTable(capacity: limits.users + limits.derivations + limits.waiting, backOff: limits.backOff)
        strangers = FailureTable(capacity: limits.strangers, backOff: limits.backOff)
        sources = FailureTable(capacity: limits.strangers, backOff: limits.backOff)
    }

    /// How many entries there are; bounded.
    var count: Int { users.count + strangers.count + sources.count }

    /// `nil`: an attempt is under way now, and must be settled. Otherwise how long to wait; that changes nothing, so
    /// that who tries on in vain neither prolongs a wait nor makes work.
    mutating func begin(_ account: Account, from source: Source, at now: Duration) -> Duration? {
        let waits = [wait(for: account, at: now), sources.wait(for: source.network, at: now)]
        if let longest = waits.compactMap(\.self).max() { return longest }
        switch account {
        case .user(let name): users.begin(name, at: now)
        case .stranger(let name): strangers.begin(name, at: now)
        case .none: break
        }
        sources.begin(source.network, at: now)
        return nil
    }

    mutating func fail(_ account: Account, from source: Source, at now: Duration) -> Penalty {
        let onAccount: Duration? =
            switch account {
            case .user(let name): users.fail(name, at: now)
            case .stranger(let name): strangers.fail(name, at: now)
            case .none: nil
            }
        return Penalty(account: onAccount, source: sources.fail(source.network, at: now))
    }

    mutating func succeed(_ account: Account, from source: Source) {
        if case .user(let name) = account { users.succeed(name) }
        if case .stranger(let name) = account { strangers.succeed(name) }
        sources.succeed(source.network)
    }

    mutating func abandon(_ account: Account, from source: Source) {
        if case .user(let name) = account { users.abandon(name) }
        if case .stranger(let name) = account { strangers.abandon(name) }
        sources.abandon(source.network)
    }

    /// Who must wait now: users by their names, then networks; names that nobody has are left out.
    func locked(at now: Duration) -> (users: [String], networks: [[UInt8]]) {
        (users.locked(at: now).sorted(), sources.locked(at: now).sorted { $0.lexicographicallyPrecedes($1) })
    }

    /// An admin, or the console, lets a user in again at once.
    mutating func forget(user name: String) { users.forget(name) }

    private func wait(for account: Account, at now: Duration) -> Duration? {
        switch account {
        case .user(let name): users.wait(for: name, at: now)
        case .stranger(let name): strangers.wait(for: name, at: now)
        case .none: nil
        }
    }
}
