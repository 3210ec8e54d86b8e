// SPDX-License-Identifier: Apache-2.0

public import Accounts
public import Appliance

/// What `users` tells.
public struct UsersReport: Codable, Hashable, Sendable, CommandReport {
    public struct User: Codable, Hashable, Sendable {
        public var name: String
        public var role: Role
        /// Whether the user must wait after too many wrong passwords.
        public var isLockedOut: Bool
        /// API tokens in the user's name.
        public var tokens: Int
    }

    public var users: [User]
    /// Networks from which nobody may log in now, after too many wrong passwords.
    public var lockedOutNetworks: [String]

    init(_ book: AccountBook, lockedOut: [String]) {
        let tokens = book.tokens
        users = book.users.map { user in
            User(
                name: user.name, role: user.role, isLockedOut: lockedOut.contains(user.name),
                tokens: tokens.count { $0.owner == user.name })
        }
        let names = Set(users.map(\.name))
        lockedOutNetworks = lockedOut.filter { !names.contains($0) }
    }

    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        guard !users.isEmpty else {
            return "There are no users yet; the first one is made on the page, or by 'users add NAME admin'.\n"
        }
        sheet.table(
            [.init("user"), .init("role"), .figure("tokens"), .words("")],
            users.map { [$0.name, $0.role.rawValue, "\($0.tokens)", $0.isLockedOut ? "locked out" : ""] })
        if !lockedOutNetworks.isEmpty {
            sheet.blank()
            sheet.put("Locked out for now: \(lockedOutNetworks.joined(separator: ", ")).")
        }
        return sheet.text
    }
}
