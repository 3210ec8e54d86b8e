// SPDX-License-Identifier: Apache-2.0

extension CommandTable {
    /// What the time is worth, and who has it.
    static let time: [Command] = [
        Command(
            words: ["status"], summary: "what the time is worth, and why",
            detail: "State, offset, error bound, what is claimed to clients, and what the receiver and the pulse say.",
            example: "status"),
        Command(
            words: ["why"], summary: "how the time is known: the evidence, with its figures",
            detail: """
                What the receiver and the pulse say and whether they are believed, how it is known which second the pulse \
                marks, what the error bound is made up of, who vouches for leap seconds, what would change the verdict, and \
                what is claimed to others.
                """, example: "why"),
        Command(
            words: ["satellites"], summary: "what the receiver sees",
            detail: "With each satellite's place, its strength, and whether it is used.", example: "satellites"),
        Command(
            words: ["sky"], summary: "where the satellites stand, as a plot",
            detail:
                "The letters are those of RINEX: G GPS, E Galileo, C BeiDou, R GLONASS, J QZSS, I NavIC, S SBAS; capital: used.",
            example: "sky"),
        Command(
            words: ["sources"], summary: "what the time comes from",
            detail: "Each source, when it was last heard, and how far our clock is from it.", example: "sources"),
        Command(
            words: ["clock"],
            parameters: [
                .option(
                    "last", .duration(.seconds(60) ... .seconds(7 * 86_400)),
                    "what its stability is computed from; 1h where it is missing")
            ],
            summary: "how the clock runs, and what was learned of its oscillator",
            detail:
                "Drift and temperature coefficient are learned from the history; ADEV, TDEV and MTIE are against the pulse.",
            example: "clock --last 6h"),
        Command(
            words: ["holdover"],
            summary: "how long the time would last without its source: budget, prediction, the past",
            detail:
                "The bound after an hour, eight and a day; and of past outages what was promised and what was found.",
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
            summary: "who asks for the time", detail: "The last heard first.", example: "clients ntp"),
        Command(
            words: ["watch"],
            parameters: [.optional("group", .text, "one group only")],
            summary: "how far other machines' clocks are off, and from each other",
            detail: """
                The machines of watch in the configuration, asked by NTP: who is off, by how much and since when, and the \
                worst pair of each group. A clock is over its threshold, or within it, only where that is certain; one that \
                does not answer is silent. The threshold is 50 ms unless set otherwise. For etcd: a member warns from a \
                difference of 1 s on, and an election begins after 1 s without a heartbeat (election-timeout 1000 ms, \
                heartbeat-interval 100 ms), which is measured by each member's own timer.
                """, example: "watch raft"),
        Command(
            words: ["ntp"], summary: "what the NTP server did", detail: "With what was not answered, by reason.",
            example: "ntp"),
        Command(
            words: ["ptp"], summary: "what the PTP grandmaster does",
            detail: "Each port: its state, what it announces, other masters, and its messages.", example: "ptp"),
    ]
}
