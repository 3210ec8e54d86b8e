// SPDX-License-Identifier: Apache-2.0

extension CommandTable {
    static let general: [Command] = [
        Command(
            words: ["reacquire"], summary: "forget the established second and find it anew",
            detail: "The clock is not stepped for it; what the receiver and the pulse say is weighed afresh.",
            example: "reacquire", level: .operating, effect: .changes),
        Command(
            words: ["scene"], parameters: [.needed("name", .known(.scene), "what is to happen to the simulated world")],
            summary: "play a scene of the demonstration", example: "scene antenna-off", level: .operating,
            effect: .changes),
        Command(words: ["version"], summary: "what this program is", example: "version"),
        Command(
            words: ["help"], parameters: [.optional("command", .rest, "what to tell more of")],
            summary: "the commands, or what there is to know of one", example: "help config commit"),
    ]
}
