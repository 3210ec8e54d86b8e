// SPDX-License-Identifier: Apache-2.0

extension CommandTable {
    /// What happened, what happens.
    static let records: [Command] = [
        Command(
            words: ["alarms"], summary: "what wants attention",
            detail: "The gravest first, since when, who has seen it, and what to do.", example: "alarms"),
        Command(
            words: ["alarms", "ack"], parameters: [.needed("alarm", .known(.alarm), "as 'alarms' names it")],
            summary: "take down that an alarm was seen",
            detail: "It stays raised until its reason is gone, but others see that somebody has taken it up.",
            example: "alarms ack antenna-open", level: .operating, effect: .changes),
        Command(
            words: ["log"],
            parameters: [
                .option("last", .duration(.seconds(1) ... .seconds(366 * 86_400)), "how far back"),
                .option("kind", .choice(kinds), "of one kind only"),
                .option(
                    "severity",
                    .choice([
                        Command.Choice("info", "everything"), Command.Choice("warning", "warnings and worse"),
                        Command.Choice("critical", "the worst only"),
                    ]), "as grave or graver"),
                .option("text", .text, "with these words only"),
                .option("lines", .whole(1...1000, unit: "entries"), "how many at most; 50 where it is missing"),
            ],
            summary: "what happened, the latest last",
            detail: "! marks a warning, !! what is critical. JSON has the newest first, as GET /api/v1/log.",
            example: "log --last 1d --kind alarm"),
        Command(
            words: ["log", "follow"], summary: "what happens, as it happens",
            detail: "Until it is ended. Who does not keep up is told how many entries were left out.",
            example: "log follow", effect: .lasts),
        Command(
            words: ["history"],
            parameters: [
                .needed("series", .known(.series), "what is to be drawn"),
                .option(
                    "last", .duration(.seconds(60) ... .seconds(3660 * 86_400)), "how far back; 1h where it is missing"),
            ],
            summary: "how a figure went, as a plot",
            detail: """
                The line is the mean, the band reaches from the least to the most; what was not measured is blank. Below it \
                letters say what the state became: L locked, H holdover, A acquiring, U unsynchronised.
                """, example: "history offset --last 1h"),
        Command(
            words: ["stream"],
            parameters: [
                .needed(
                    "what",
                    .choice([
                        Command.Choice("nmea", "the receiver's sentences"),
                        Command.Choice("ubx", "its binary messages"),
                        Command.Choice("pulses", "each edge, with its stamp"),
                        Command.Choice("requests", "each NTP request, and what became of it"),
                    ]), "what is to be shown")
            ],
            summary: "what is heard, as it comes in", example: "stream pulses", effect: .lasts),
    ]

    private static let kinds = [
        Command.Choice("alarm", "raised, cleared, acknowledged"), Command.Choice("state", "what the time is worth"),
        Command.Choice("setting", "what was set, and by whom"), Command.Choice("login", "who came in, or tried"),
        Command.Choice("system", "what the program did by itself"), Command.Choice("command", "what was asked of it"),
    ]
}
