// SPDX-License-Identifier: Apache-2.0

import Appliance
import Backups

extension CommandHandler {
    /// The configuration: shown, changed in a candidate, put in force, undone.
    static let configuration: [CommandHandler] = [
        .report("config show") { call, _, means in try ConfigDesk(means).show(call["key"], call.has("candidate")) },
        .report("config diff") { _, _, means in ConfigDesk(means).diff },
        .report("config set") { call, caller, means in
            let (key, value) = (call["key"] ?? "", call["value"] ?? "")
            return try telling(key, value) { () throws(CandidateRefusal) in
                try means.store.set(key, to: value, by: caller.author, at: means.moment)
            }
        },
        .report("config unset") { call, caller, means in
            let key = call["key"] ?? ""
            return try telling(key, "") { () throws(CandidateRefusal) in
                try means.store.unset(key, by: caller.author, at: means.moment)
            }
        },
        .report("config commit") { call, caller, means in
            try ConfigDesk(means).commit(minutes: call.whole("confirm"), by: caller.author)
        },
        .report("config rollback") { call, caller, means in
            guard let word = call["version"] else { return try ConfigDesk(means).rollBack(by: caller.author) }
            guard let number = Int(word), number > 0 else {
                throw CommandRefusal(.usage, "version: \(quoted(word)) is no number; 'config versions' lists them")
            }
            return try ConfigDesk(means).take(version: number, by: caller.author)
        },
        .report("config versions") { _, _, means in try ConfigDesk(means).versions() },
        .report("config backups") { _, _, means in try ConfigDesk(means).backups() },
        .report("config backups remove") { call, _, means in
            try ConfigDesk(means).remove(backup: call["name"] ?? "")
        },
        .report("config save") { call, _, means in
            try await ConfigDesk(means).save(as: call["name"] ?? "", sealedBy: call["passphrase"] ?? "")
        },
        .report("config restore") { call, caller, means in
            try await ConfigDesk(means).restore(
                call["name"] ?? "", sealedBy: call["passphrase"] ?? "", by: caller.author)
        },
    ]

    /// A refusal goes into the journal too: what is secret is not told in it.
    private static func telling(
        _ key: String, _ value: String, _ act: () throws(CandidateRefusal) -> CandidateEdit
    ) throws(CommandRefusal) -> ConfigEditReport {
        do throws(CandidateRefusal) { return ConfigEditReport(try act()) } catch {
            let refusal = error.asCommand
            guard SettingsStore.hidesSecret(value, of: key) else { throw refusal }
            throw CommandRefusal(refusal.kind, refusal.withoutQuotes)
        }
    }
}

extension CommandRefusal {
    /// What stands in quotes is what was typed.
    fileprivate var withoutQuotes: String {
        reason.split(separator: "'", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset.isMultiple(of: 2) ? String($0.element) : "…" }.joined(separator: "'")
    }
}

extension CandidateRefusal {
    /// What is wrong with what was typed is its usage; everything else may be different later.
    var asCommand: CommandRefusal {
        switch self {
        case .edit, .value: CommandRefusal(.usage, description)
        case .moved, .onTrial, .absent, .incomplete, .store: CommandRefusal(.unavailable, description)
        }
    }
}
