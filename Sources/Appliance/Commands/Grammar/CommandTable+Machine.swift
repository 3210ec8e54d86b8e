// SPDX-License-Identifier: Apache-2.0

extension CommandTable {
    static let machine: [Command] = [
        Command(
            words: ["services"], summary: "what is served, where, by which protocol, and what is not and why",
            detail:
                "NTP, PTP, the page, console, chronyc, gpsd, ntpq, the records and the alarms' channels, with their counts.",
            example: "services"),
        Command(
            words: ["test", "lamp"], summary: "turn the alarm lamp over for two seconds",
            detail: "The lamp of the front panel that shows alarms; the relay stays as it is.", example: "test lamp",
            level: .operating, effect: .changes),
        Command(
            words: ["test", "relay"], summary: "turn the alarm relay over for two seconds",
            detail: "It is drawn while all is well, and falls for the test; the lamps stay as they are.",
            example: "test relay", level: .operating, effect: .changes),
        Command(
            words: ["test", "alarm"], parameters: [.optional("channel", .known(.channel), "one only")],
            summary: "tell by the alarms' channels that this is a test",
            detail: "Each channel is tried at once, and what came of it is told.", example: "test alarm mail",
            level: .operating, effect: .changes),
        Command(
            words: ["support-bundle"], parameters: [.optional("name", .text, "what the file is to be called")],
            summary: "gather what support asks for in one file, without secrets",
            detail:
                "Status, evidence, settings, journal, history, log, metrics and machine; no password, token or key.",
            example: "support-bundle", level: .admin, effect: .changes),
        Command(
            words: ["upgrade"],
            parameters: [.needed("file", .text, "the package, by its whole path on this appliance")],
            summary: "install another version",
            detail:
                "The package must be gnomon's, and for this machine. The version before is kept where its package is there.",
            example: "upgrade /tmp/gnomon_0.2.0_amd64.deb", level: .admin, effect: .changes,
            asks: "The program is replaced and starts anew; for some seconds nobody gets the time from it."),
        Command(
            words: ["rollback-image"], summary: "go back to the version before the last upgrade",
            example: "rollback-image", level: .admin, effect: .changes,
            asks: "The program is replaced and starts anew; for some seconds nobody gets the time from it."),
        Command(
            words: ["restart"], summary: "start the program anew",
            detail: "What was changed in the configuration and needs it takes effect. The machine itself goes on.",
            example: "restart", level: .admin, effect: .changes,
            asks: "The program starts anew; until it has found the time again nobody gets it from here."),
        Command(
            words: ["reboot"], summary: "start the machine anew", example: "reboot", level: .admin, effect: .changes,
            asks: "The machine starts anew; until it is back nobody gets the time from it."),
        Command(
            words: ["factory-reset"], parameters: [.flag("backups", "the backups on this appliance go too")],
            summary: "forget settings, users, certificate and records, and start as on the first day",
            detail: "The network stays as it is, so that the appliance can still be reached.",
            example: "factory-reset", level: .admin, effect: .changes,
            asks:
                "Settings with their versions, users, tokens, certificate, history, journal, support bundles and what was learned of receiver and clock are lost for good. Sealed backups on this appliance stay, unless --backups is said."
        ),
    ]
}
