// SPDX-License-Identifier: Apache-2.0

extension CommandTable {
    static let receiver: [Command] = [
        Command(words: ["receiver", "show"], summary: "what is known of the receiver", example: "receiver show"),
        Command(
            words: ["receiver", "dry-run"], summary: "what would be sent to the receiver to set it up for timing",
            example: "receiver dry-run", level: .operating),
        Command(
            words: ["receiver", "configure"], summary: "set the receiver up for timing anew",
            example: "receiver configure",
            level: .operating, effect: .changes),
        Command(
            words: ["receiver", "reset"],
            parameters: [
                .optional(
                    "start",
                    .choice([
                        Command.Choice("hot", "it keeps what it knows"),
                        Command.Choice("warm", "it forgets its orbits"),
                        Command.Choice("cold", "it forgets everything"),
                    ]), "what it is to forget; hot where it is missing")
            ],
            summary: "start the receiver anew", example: "receiver reset warm", level: .operating, effect: .changes,
            asks: "The receiver starts anew; until it has a fix the time is kept without it."),
        Command(
            words: ["calibrate", "cable-delay"],
            parameters: [
                .option("length", .real(0...20_000, unit: "m"), "the length of the antenna's cable"),
                .option(
                    "velocity", .real(0.3...1, unit: ""),
                    "of its signal, as a part of light's; 0.66 where it is missing"),
                .option("ns", .real(0...100_000, unit: "ns"), "the delay itself, where it is known"),
            ],
            summary: "tell how late the pulse comes through its cable", example: "calibrate cable-delay --length 30",
            level: .admin, effect: .changes),
        Command(
            words: ["calibrate", "bias"],
            parameters: [
                .needed(
                    "measured", .real(-100_000...100_000, unit: "ns"),
                    "our pulse − the reference's, as a counter between them showed it: positive, ours comes late")
            ],
            summary: "take a measured error of the pulse out of the time", example: "calibrate bias 42.5",
            level: .admin,
            effect: .changes),
    ]

    static let accounts: [Command] = [
        Command(words: ["users"], summary: "who may log in", example: "users", level: .admin),
        Command(
            words: ["users", "add"],
            parameters: [
                .needed("name", .text, "the user's name"), .needed("role", .choice(roles), "what the user may do"),
                .needed("password", .secret, "at least 12 characters"),
            ],
            summary: "make a user", example: "users add eve operator", level: .admin, effect: .changes),
        Command(
            words: ["users", "remove"], parameters: [.needed("name", .known(.user), "who")],
            summary: "take a user away, with what that user has open", example: "users remove eve", level: .admin,
            effect: .changes, asks: "The user can no longer log in."),
        Command(
            words: ["users", "role"],
            parameters: [
                .needed("name", .known(.user), "who"), .needed("role", .choice(roles), "what the user may do"),
            ],
            summary: "change what a user may do", example: "users role eve viewer", level: .admin, effect: .changes),
        Command(
            words: ["users", "unlock"], parameters: [.needed("name", .known(.user), "who")],
            summary: "let a user try again who was locked out", example: "users unlock eve", level: .admin,
            effect: .changes),
        Command(
            words: ["reset-password"],
            parameters: [
                .needed("name", .known(.user), "whose"), .needed("password", .secret, "at least 12 characters"),
            ],
            summary: "give a user a new password", example: "reset-password eve", level: .admin, effect: .changes),
    ]

    private static let roles = [
        Command.Choice("viewer", "reads everything but secrets"),
        Command.Choice("operator", "also acknowledges alarms and gives commands"),
        Command.Choice("admin", "also changes settings and accounts"),
    ]

    static let machine: [Command] = [
        Command(
            words: ["services"], summary: "what is served, where, by which protocol, and what is not and why",
            detail:
                "NTP, PTP, the page, console, chronyc, gpsd, ntpq, the records and the alarms' channels, with their counts.",
            example: "services"),
        Command(
            words: ["test", "lamp"], summary: "turn the front panel's lamps over for two seconds", example: "test lamp",
            level: .operating, effect: .changes),
        Command(
            words: ["test", "relay"], summary: "turn the alarm relay over for two seconds", example: "test relay",
            level: .operating, effect: .changes),
        Command(
            words: ["test", "alarm"], parameters: [.optional("channel", .known(.channel), "one only")],
            summary: "tell by the alarms' channels that this is a test", example: "test alarm mail", level: .operating,
            effect: .changes),
        Command(
            words: ["support-bundle"], parameters: [.optional("name", .text, "what the file is to be called")],
            summary: "gather what support asks for in one file, without secrets", example: "support-bundle",
            level: .admin, effect: .changes),
        Command(
            words: ["upgrade"], parameters: [.needed("file", .text, "the package, on this appliance")],
            summary: "install another version", example: "upgrade /tmp/gnomon.deb", level: .admin, effect: .changes,
            asks: "The program is replaced and starts anew."),
        Command(
            words: ["rollback-image"], summary: "go back to the version before the last upgrade",
            example: "rollback-image", level: .admin, effect: .changes,
            asks: "The program is replaced and starts anew."),
        Command(
            words: ["reboot"], summary: "start the machine anew", example: "reboot", level: .admin, effect: .changes,
            asks: "The machine starts anew; until it is back nobody gets the time from it."),
        Command(
            words: ["factory-reset"],
            summary: "forget settings, users, certificate and records, and start as on the first day",
            example: "factory-reset", level: .admin, effect: .changes,
            asks: "Settings, users, certificate, history and journal are lost for good."),
    ]
}
