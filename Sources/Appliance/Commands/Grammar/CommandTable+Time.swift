// SPDX-License-Identifier: Apache-2.0

extension CommandTable {
    /// What the time is worth, and who has it.
    static let time: [Command] = [
        Command(
            words: ["status"], summary: "what the time is worth, and why", example: "status"),
        Command(
            words: ["why"], summary: "the evidence: what is believed and refused, and why",
            detail:
                "Each source with what it says, what it was measured by, and the reason for which it is followed or not.",
            example: "why"),
        Command(words: ["satellites"], summary: "what the receiver sees", example: "satellites"),
        Command(
            words: ["sky"], summary: "where the satellites stand, as a plot", example: "sky"),
        Command(words: ["sources"], summary: "what the time comes from", example: "sources"),
        Command(
            words: ["clock"], summary: "how the clock runs, and what was learned of its oscillator", example: "clock"),
        Command(
            words: ["holdover"],
            summary: "how long the time would last without its source: budget, prediction, the past",
            example: "holdover"),
        Command(
            words: ["clients"],
            parameters: [
                .optional(
                    "service",
                    .choice([
                        Command.Choice("ntp", "who asks by NTP"), Command.Choice("ptp", "who asks by PTP, unicast"),
                    ]), "one service only")
            ],
            summary: "who asks for the time", example: "clients ntp"),
        Command(words: ["ntp"], summary: "what the NTP server did", example: "ntp"),
        Command(words: ["ptp"], summary: "what the PTP grandmaster does", example: "ptp"),
    ]
}
