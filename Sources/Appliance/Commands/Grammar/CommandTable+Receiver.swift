// SPDX-License-Identifier: Apache-2.0

extension CommandTable {
    static let receiver: [Command] = [
        Command(
            words: ["receiver", "show"], summary: "what is known of the receiver",
            detail: "What it is, how it is reached, what was set up in it, and how it fares.", example: "receiver show"),
        Command(
            words: ["receiver", "dry-run"], summary: "what would be sent to the receiver to set it up for timing",
            detail: "It is asked how it is set; nothing is changed.", example: "receiver dry-run", level: .operating),
        Command(
            words: ["receiver", "configure"], summary: "set the receiver up for timing anew",
            detail: "What it refused before is tried again. Each step is told with what came of it.",
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
            summary: "start the receiver anew",
            detail: "Only a u-blox receiver can be told to (UBX-CFG-RST, navigation alone); its settings stay.",
            example: "receiver reset warm", level: .operating, effect: .changes,
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
            summary: "tell how late the pulse comes through its cable",
            detail: "Sets pulse.cableDelayNs. Say either the length, perhaps with the velocity, or the delay itself.",
            example: "calibrate cable-delay --length 30",
            level: .admin, effect: .changes),
        Command(
            words: ["calibrate", "bias"],
            parameters: [
                .needed(
                    "measured", .real(-100_000...100_000, unit: "ns"),
                    "our pulse − the reference's, as a counter between them showed it: positive, ours comes late")
            ],
            summary: "take a measured error of the pulse out of the time",
            detail: "Adds to pulse.biasNs what is still wrong with what was taken out before.",
            example: "calibrate bias 42.5", level: .admin, effect: .changes),
    ]
}
