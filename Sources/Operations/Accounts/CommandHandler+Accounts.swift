// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance

extension CommandHandler {
    /// Who may log in.
    static let accounts: [CommandHandler] = [
        .users("users") { book, _, means in UsersReport(book, lockedOut: means.lockedOut()) },
        .users("users add") { book, call, _ in
            let (name, role) = (call["name"] ?? "", try role(in: call))
            if book.isNew {
                try await begin(book, name, role, password: call["password"] ?? "")
            } else {
                try await book.addUser(name, role: role, password: call["password"] ?? "")
            }
            return DoneReport(done: "The user \(name) may log in, with the role \(role.rawValue).")
        },
        .users("users remove") { book, call, _ in
            let name = call["name"] ?? ""
            try book.removeUser(name)
            return DoneReport(done: "The user \(name) is gone, with all sessions and tokens in that name.")
        },
        .users("users role") { book, call, _ in
            let (name, role) = (call["name"] ?? "", try role(in: call))
            try book.setRole(of: name, to: role)
            return DoneReport(done: "The user \(name) has the role \(role.rawValue), in open sessions too.")
        },
        .users("users unlock") { book, call, _ in
            let name = call["name"] ?? ""
            guard book.user(name) != nil else { throw AccountFault.noSuchUser(name) }
            book.unlock(name)
            return DoneReport(done: "The user \(name) may try to log in again at once.")
        },
        .users("reset-password") { book, call, _ in
            let name = call["name"] ?? ""
            try await book.setPassword(of: name, to: call["password"] ?? "")
            return DoneReport(done: "The user \(name) has a new password; open sessions in that name are over.")
        },
    ]

    private static func users(
        _ name: String,
        _ act: @escaping @Sendable (AccountBook, CommandCall, CommandMeans) async throws -> any CommandReport
    ) -> CommandHandler {
        .report(name) { call, _, means in
            guard let book = means.book else {
                throw CommandRefusal(
                    .unavailable, "this appliance has no users; see management.users in the configuration")
            }
            do { return try await act(book, call, means) } catch let fault as AccountFault {
                throw CommandRefusal(fault.isOfTheWords ? .usage : .unavailable, fault.description)
            }
        }
    }

    private static func role(in call: CommandCall) throws(CommandRefusal) -> Role {
        guard let role = call["role"].flatMap(Role.init) else { throw CommandRefusal(.usage, "the role is missing") }
        return role
    }

    /// Who may give this command without a user is at the machine itself, where the set-up token is to be read too.
    private static func begin(_ book: AccountBook, _ name: String, _ role: Role, password: String) async throws {
        guard role == .admin else {
            throw CommandRefusal(.unavailable, "the first user must be an admin; nobody else could make others")
        }
        // A moment that is never the latest: nothing waits for it, and the session that it opens is closed at once.
        let moment = Moment(monotonic: .zero, unixSeconds: nil)
        let answer = try await book.begin(
            token: book.setupToken ?? "", name: name, password: password, source: .console, at: moment)
        if case .admitted(let admission) = answer.outcome { book.endSession(cookie: admission.cookie) }
    }
}

extension AccountFault {
    /// Whether what was written is wrong in itself, rather than here and now.
    fileprivate var isOfTheWords: Bool {
        switch self {
        case .badName, .weakPassword: true
        default: false
        }
    }
}
