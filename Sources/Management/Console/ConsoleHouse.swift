// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Console
import FoundationEssentials
import Operations

/// What every console of this appliance stands on.
struct ConsoleHouse: Sendable {
    let desk: CommandDesk
    let gate: Gate
    let settings: Settings

    var view: any ApplianceView { desk.means.view }

    static var hostName: String { String(ProcessInfo.processInfo.hostName.prefix { $0 != "." }) }

    /// Who has logged in and might do so again: the same user with the same password, in whatever role now.
    func standing(of user: User) -> User? {
        guard let found = gate.book?.user(user.name) else { return nil }
        var before = found
        before.role = user.role
        return before == user ? found : nil
    }

    func caller(_ user: User, at place: String) -> CommandCaller {
        CommandCaller(user.name, level: Command.Level(user.role), from: place)
    }
}

extension ConsoleUser {
    init(_ user: User) { self.init(name: user.name, level: ConsoleLevel(user.role)) }
}

extension ConsoleLevel {
    init(_ role: Role) {
        self =
            switch role {
            case .viewer: .viewer
            case .operating: .operating
            case .admin: .administering
            }
    }
}

extension Command.Level {
    init(_ level: ConsoleLevel) {
        self =
            switch level {
            case .viewer: .viewer
            case .operating: .operating
            case .administering: .admin
            }
    }
}
