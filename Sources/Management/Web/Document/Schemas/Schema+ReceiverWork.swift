// SPDX-License-Identifier: Apache-2.0

/// What is set up in the receiver, and corrected of its pulse.
extension Schema {
    /// Of `ReceiverSetup`.
    static let receiverSetup = Schema.named(
        "ReceiverSetup",
        .object(
            "How the receiver was reached, who it is, and what was set up in it",
            [
                Field("baud", .count("Bits a second that it is listened to at; 0 on a line without a speed").orNull),
                Field("languages", .text("What it speaks; null before it is understood").orNull),
                Field("identity", identity.orNull),
                Field("state", .word("How far it is", among: ["none", "underWay", "done", "noUBlox", "brokeOff"])),
                Field("summary", .text("One sentence")),
                Field("settings", .list("What was settled, or is to be", of: setting)),
            ]))

    private static let identity = Schema.object(
        "What it says of itself; texts are empty where it does not",
        ["model", "firmware", "software", "hardware", "protocolVersion", "uniqueId"].map { Field($0, .text("")) })

    private static let setting = Schema.object(
        "",
        [
            Field("name", .text("CFG-RATE")), Field("values", .text("measRate = 1000, navRate = 1")),
            Field("why", .text("")),
            Field("result", .word("", among: ["wasSo", "set", "wouldSet", "refused", "silent", "left"])),
            Field("text", .text("The whole in a sentence")),
        ])

    /// Of `ReceiverWorkReport`.
    static let receiverWork = Schema.named(
        "ReceiverWork",
        .object(
            "What was set up in the receiver, or would be",
            [Field("dryRun", .truth("Whether nothing was changed")), Field("setup", receiverSetup)]))

    /// Of `CalibrationReport`.
    static let calibration = Schema.named(
        "Calibration",
        .object(
            "A correction of the pulse, and how it came about",
            [
                Field("key", .text("pulse.cableDelayNs, pulse.biasNs")), Field("oldNs", .number("ns")),
                Field("newNs", .number("ns")), Field("computed", .text("One sentence")),
                Field("takesEffect", .word("", among: ["now", "restart"])),
                Field("version", .count("The settings' version that has it")),
            ]))
}
