// SPDX-License-Identifier: Apache-2.0

extension CommandTable {
    /// The configuration: what is set waits in a candidate until it is committed.
    static let configuration: [Command] = [
        Command(
            words: ["config", "show"],
            parameters: [
                .optional("key", .known(.settingKey), "one section or key only, with what holds by default"),
                .flag("candidate", "with what waits to be committed"),
            ],
            summary: "the configuration as it is written, or what is in force of a section",
            detail: "Without a key the text of the file; with one every key within it, those by default too.",
            example: "config show ntp", level: .admin),
        Command(
            words: ["config", "diff"], summary: "what a commit would change, and whose candidate it is",
            example: "config diff", level: .admin),
        Command(
            words: ["config", "set"],
            parameters: [
                .needed("key", .known(.settingKey), "what to set: ntp.listen, ptp.ports[0].profile"),
                .needed("value", .rest, "as YAML has it; a word needs no quotes, a list stands in brackets"),
            ],
            summary: "change a key in the candidate; nothing takes effect before 'config commit'",
            detail:
                "There is one candidate, for everybody. Comments and order of the file stay. allow[0] is an item of a list; the number behind the last one adds an item.",
            example: "config set ntp.listen [\"10.0.0.1:123\"]", level: .admin, effect: .changes),
        Command(
            words: ["config", "unset"],
            parameters: [.needed("key", .known(.settingKey), "what is to be as by default")],
            summary: "take a key out of the candidate, so that its default holds", example: "config unset ntp.listen",
            level: .admin, effect: .changes),
        Command(
            words: ["config", "commit"],
            parameters: [
                .keyword(
                    "confirm", .whole(1...60, unit: "minutes"), usual: "5",
                    "undo it by itself unless 'config commit' comes again within so many minutes")
            ],
            summary: "put the candidate in force, or keep what is on trial",
            detail:
                "On trial it is in force at once, and undone by itself unless it is kept; so nobody locks himself out.",
            example: "config commit confirm 5",
            level: .admin, effect: .changes),
        Command(
            words: ["config", "rollback"],
            parameters: [.optional("version", .known(.version), "make an older version the candidate")],
            summary: "undo what is on trial, or forget the candidate",
            detail:
                "What is undone is the candidate again. With a version's number, that version's text is the candidate.",
            example: "config rollback", level: .admin,
            effect: .changes),
        Command(
            words: ["config", "versions"], summary: "the versions that are kept", example: "config versions",
            level: .admin),
        Command(
            words: ["config", "save"],
            parameters: [
                .needed("name", .text, "what the backup is to be called"),
                .newSecret("passphrase", "what it is sealed with"),
            ],
            summary: "seal settings, users and certificate in one file on this appliance",
            example: "config save before-move",
            level: .admin, effect: .changes),
        Command(
            words: ["config", "restore"],
            parameters: [
                .needed("name", .known(.backup), "as 'config backups' names it"),
                .needed("passphrase", .secret, "what it was sealed with"),
            ],
            summary: "take what a backup holds on trial for 5 minutes; 'config commit' keeps it",
            example: "config restore before-move", level: .admin, effect: .changes),
        Command(
            words: ["config", "backups"], summary: "the backups on this appliance", example: "config backups",
            level: .admin),
        Command(
            words: ["config", "backups", "remove"], parameters: [.needed("name", .known(.backup), "which one")],
            summary: "take a backup away", example: "config backups remove before-move", level: .admin,
            effect: .changes, asks: "The backup is lost for good."),
    ]
}
