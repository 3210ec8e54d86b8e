// SPDX-License-Identifier: Apache-2.0

extension CommandTable {
    /// What happened, what happens.
    static let records: [Command] = [
        Command(words: ["alarms"], summary: "what wants attention", example: "alarms"),
        Command(
            words: ["alarms", "ack"], parameters: [.needed("alarm", .known(.alarm), "as 'alarms' names it")],
            summary: "take down that an alarm was seen", example: "alarms ack antenna-open", level: .operating,
            effect: .changes),
        Command(
            words: ["log"],
            parameters: [
                .option("last", .duration(.seconds(1) ... .seconds(366 * 86_400)), "how far back"),
                .option(
                    "kind",
                    .choice(["alarm", "state", "setting", "login", "system", "command"].map { Command.Choice($0) }),
                    "of one kind only"),
                .option("text", .text, "with these words only"),
                .option("lines", .whole(1...1000, unit: "lines"), "how many at most"),
            ],
            summary: "what happened, the latest last", example: "log --last 1d --kind alarm"),
        Command(
            words: ["log", "follow"], summary: "what happens, as it happens", example: "log follow", effect: .lasts),
        Command(
            words: ["history"],
            parameters: [
                .needed("series", .known(.series), "what is to be drawn"),
                .option("last", .duration(.seconds(60) ... .seconds(366 * 86_400)), "how far back"),
            ],
            summary: "how a figure went, as a plot", example: "history offset --last 1h"),
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
}
