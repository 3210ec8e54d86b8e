// SPDX-License-Identifier: Apache-2.0

/// What stands in the file.
struct LedgerFile: Codable {
    struct User: Codable {
        var name: String
        var role: Role
        var password: String
    }

    struct Token: Codable {
        var label: String
        var role: Role
        var owner: String
        var made: Int64?
        var expires: Int64?
        var lastUsed: Int64?
        var hash: String
    }

    var version: Int
    var users: [User]
    var tokens: [Token]
}

extension LedgerFile.User {
    init(_ user: User) { self.init(name: user.name, role: user.role, password: "\(user.password)") }
}

extension LedgerFile.Token {
    init(_ token: APIToken) {
        self.init(
            label: token.label, role: token.role, owner: token.owner, made: token.made, expires: token.expires,
            lastUsed: token.lastUsed, hash: token.hash)
    }

    var token: APIToken {
        APIToken(
            label: label, role: role, owner: owner, made: made, expires: expires, lastUsed: lastUsed, hash: hash)
    }
}
