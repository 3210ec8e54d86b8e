// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Hummingbird
import Logging
import TimeBase

extension Route {
    static let tokens = [
        Route(.get, "/api/v1/tokens", .admin, .tokens) { visit in
            try Answer.json(["tokens": visit.site.gate.accounts().tokens.map { TokenReport($0) }])
        },
        Route(.post, "/api/v1/tokens", .admin, .makeToken) { visit in
            let wish = try await visit.wish(NewToken.self)
            let gate = visit.site.gate
            guard let owner = visit.principal?.name else { throw HTTPError(.unauthorized) }
            let made = try gate.accounts().makeToken(
                wish.label, role: wish.role, owner: owner, expires: try wish.end(from: gate.moment), at: gate.moment)
            visit.tell("token '\(wish.label)' was made, with the role \(wish.role.rawValue)")
            return try Answer.json(TokenReport(made.token, secret: made.secret), status: .created)
        },
        Route(.delete, "/api/v1/tokens/{label}", .admin, .revokeToken) { visit in
            let label = try visit.part("label")
            try visit.site.gate.accounts().revokeToken(label)
            visit.tell("token '\(label)' was revoked")
            return Answer.nothing
        },
    ]

    private struct NewToken: Decodable {
        var label: String
        var role: Role
        /// UTC, seconds since 1970, or days from now; both missing: never.
        var expires: Int64?
        var days: Int64?

        func end(from now: Moment) throws -> Int64? {
            guard let days, expires == nil else { return expires }
            guard (1...36_500).contains(days) else {
                throw HTTPError(.badRequest, message: "'days' must be 1 to 36500")
            }
            guard let utc = now.unixSeconds else {
                throw HTTPError(.conflict, message: "how long it is valid cannot be said while UTC is not known")
            }
            return utc + days * 86_400
        }
    }

    private struct TokenReport: Encodable {
        var label: String
        var role: Role
        var owner: String
        var made: Int64?
        var expires: Int64?
        var lastUsed: Int64?
        /// Only in the answer to the request that made it.
        var secret: String?

        init(_ token: APIToken, secret: String? = nil) {
            (label, role, owner, made) = (token.label, token.role, token.owner, token.made)
            (expires, lastUsed, self.secret) = (token.expires, token.lastUsed, secret)
        }
    }
}
