// SPDX-License-Identifier: Apache-2.0

public import Accounts
public import Appliance

/// Who gives a command.
public struct CommandCaller: Hashable, Sendable {
    /// For the journal.
    public var who: String
    public var level: Command.Level
    /// An address, "console /dev/ttyS0", "control socket".
    public var from: String

    public init(_ who: String, level: Command.Level, from: String) {
        (self.who, self.level, self.from) = (who, level, from)
    }

    /// As the settings' versions name who wrote them.
    public var author: SettingsAuthor { SettingsAuthor(who: who, from: from) }
}

extension Command.Level {
    public init(_ role: Role) {
        self =
            switch role {
            case .viewer: .viewer
            case .operating: .operating
            case .admin: .admin
            }
    }
}
