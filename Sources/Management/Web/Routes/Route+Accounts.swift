// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Hummingbird
import Logging
import TimeBase

/// Users and tokens.
extension Route {
    static let accounts = session + users + tokens

    private static let users = [
        Route(.get, "/api/v1/users", .admin, .users) { visit in
            try Answer.json(["users": visit.site.gate.accounts().users.map(UserReport.init)])
        },
        Route(.post, "/api/v1/users", .admin, .makeUser) { visit in
            let wish = try await visit.wish(NewUser.self)
            let book = try visit.site.gate.accounts()
            try await book.addUser(wish.name, role: wish.role, password: wish.password)
            visit.tell("user '\(wish.name)' was made, with the role \(wish.role.rawValue)")
            return try Answer.json(UserReport(name: wish.name, role: wish.role), status: .created)
        },
        Route(.put, "/api/v1/users/{name}", .viewer, .changeUser, answer: changeUser),
        Route(.delete, "/api/v1/users/{name}", .admin, .removeUser) { visit in
            let name = try visit.part("name")
            try visit.site.gate.accounts().removeUser(name)
            visit.tell("user '\(name)' was removed")
            return Answer.nothing
        },
    ]

    private struct NewUser: Decodable {
        var name: String
        var role: Role
        var password: String
    }

    private struct UserReport: Encodable {
        var name: String
        var role: Role

        init(name: String, role: Role) { (self.name, self.role) = (name, role) }
        init(_ user: User) { self.init(name: user.name, role: user.role) }
    }

    private struct UserChange: Decodable {
        var role: Role?
        /// The new one.
        var password: String?
        /// The present one; needed for one's own.
        var old: String?
    }

    /// Everybody may change their own password, who says the present one; all else is an admin's.
    private static func changeUser(_ visit: Visit) async throws -> Response {
        let (name, change) = (try visit.part("name"), try await visit.wish(UserChange.self))
        let book = try visit.site.gate.accounts()
        if visit.principal?.name == name, let old = change.old, let new = change.password, change.role == nil {
            return try await changeOwn(visit, name, from: old, to: new, in: book)
        }
        guard visit.principal?.role == .admin else {
            throw HTTPError(.forbidden, message: "only an admin changes other users, and roles")
        }
        guard let user = book.user(name) else { throw AccountFault.noSuchUser(name) }
        if let role = change.role { try book.setRole(of: name, to: role) }
        if let password = change.password { try await book.setPassword(of: name, to: password) }
        visit.tell("user '\(name)' was changed")
        return try Answer.json(UserReport(name: name, role: change.role ?? user.role))
    }

    private static func changeOwn(
        _ visit: Visit, _ name: String, from old: String, to new: String, in book: AccountBook
    ) async throws -> Response {
        guard case .session(let cookie, _) = visit.principal?.means else {
            throw HTTPError(.forbidden, message: "a password is changed by who has logged in with it")
        }
        try await book.changePassword(
            of: name, from: old, to: new, keeping: cookie, source: visit.source, at: visit.site.gate.moment)
        visit.tell("'\(name)' has a new password")
        return Answer.nothing
    }
}

extension Visit {
    /// Writes down what an admin did.
    func tell(_ what: String) {
        let who = principal?.who ?? "nobody"
        site.log.notice("\(what)", metadata: ["who": "\(who)", "from": "\(source)"])
        site.tell(what, who, "\(source)")
    }
}
