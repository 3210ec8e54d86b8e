// SPDX-License-Identifier: Apache-2.0

import Accounts
public import Appliance
import LinuxBoard
import Records

/// The words that only this appliance knows, for who is typing.
extension CommandDesk {
    /// What may follow a line that has been typed so far, for somebody of that level.
    public func hints(for line: String, as level: Command.Level) -> [CommandHints.Hint] {
        CommandHints(for: level) { [means] in Self.words($0, given: $1, of: means) }.hints(for: line)
    }

    static func words(
        _ vocabulary: Command.Vocabulary, given: [String: String], of means: CommandMeans
    ) -> [Command.Choice] {
        switch vocabulary {
        case .scene: means.view.scenes.map { Command.Choice($0) }
        case .alarm: (means.view.snapshot.alarms ?? []).map { Command.Choice($0.name, $0.text) }
        case .user: means.book?.users.map { Command.Choice($0.name, $0.role.rawValue) } ?? []
        case .channel: means.store.settings.alarms.channels.map { Command.Choice($0.name) }
        case .series: Series.allCases.map { Command.Choice($0.rawValue, $0.about) }
        case .version:
            ((try? means.store.versions()) ?? []).prefix(20).map { Command.Choice("\($0.number)", $0.by.who) }
        case .settingKey: ConfigWords(means).keys
        case .settingValue: given["key"].map { ConfigWords(means).values(of: $0) } ?? []
        case .backup: ConfigWords(means).backups
        case .interface: InterfaceState.all.map { Command.Choice($0.name, $0.isRunning ? "up" : "down") }
        case .line: []
        }
    }
}
