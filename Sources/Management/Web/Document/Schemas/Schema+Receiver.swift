// SPDX-License-Identifier: Apache-2.0

import Board

extension Schema {
    /// Of ``StatusReport/Receiver``.
    static let receiver = Schema.named(
        "Receiver",
        .object("What is known of the receiver", receiverFields))

    /// Of ``ReceiverReport``: the same, and what stands behind it.
    static let receiverReport = Schema.named(
        "ReceiverReport",
        .object(
            "What is known of the receiver, and what stands behind it",
            receiverFields + [
                Field("messages", .list("Messages heard, by language", of: namedCount)),
                Field("setup", receiverSetup),
            ]))

    private static let receiverFields: [Field] = [
        Field("device", .text("What it is heard on")),
        Field("port", .word("Whether it can be heard", among: ["ok"] + PortFault.allCases.map { "\($0)" })),
        Field("model", .text("What it calls itself; null until it has").orNull),
        Field(
            "fix",
            .word("time: the position is held, the time is solved for", among: ["none", "2d", "3d", "time"])),
        Field("timeValid", .truth("Whether the time in its last epoch may be believed")),
        Field("utc", .utc("What its last epoch stated").orNull),
        Field("satellitesUsed", .count("")), Field("satellitesInView", .count("")),
        Field("secondsSinceEpoch", .number("Since its last epoch began to arrive, s").orNull),
        Field("antenna", .text("ok, open, short; null where it does not say").orNull),
        Field("jamming", .text("ok, warning, critical; null where it does not say").orNull),
        Field("spoofing", .text("none, indicated, multiple; null where it does not say").orNull),
        Field("timeAccuracyNs", .number("One sigma of its time, by its own estimate, ns").orNull),
        Field("survey", survey.orNull), Field("leapNotice", leapNotice.orNull),
        Field("bytes", .count("Octets heard")), Field("epochs", .count("Epochs heard")),
        Field("refused", .list("Messages that could not be read, by reason", of: namedCount)),
    ]

    private static let survey = Schema.object(
        "How far it is with measuring its own position; null where it does not say",
        [
            Field("active", .truth("Whether it goes on")),
            Field("valid", .truth("Whether the position found is in use")),
            Field("elapsedSeconds", .count("s")), Field("observations", .count("")),
            Field("accuracyMetres", .number("One sigma of the mean position so far, m")),
        ])

    private static let leapNotice = Schema.object(
        "What it says of leap seconds, which need not be what is served; null where it does not say",
        [
            Field("gpsMinusUtcSeconds", .whole("18 since 2017", -1000...1000)),
            Field("vouched", .truth("Whether the satellites said so; otherwise its firmware counts")),
            Field("next", leap("A change that is announced; null: none").orNull),
        ])

    /// Of ``StatusReport/Leap``.
    static func leap(_ about: String) -> Schema {
        .object(
            about,
            [
                Field("at", .utc("The first instant after the change")),
                Field("change", .whole("1: 23:59:60 is inserted; −1: 23:59:59 is left out", -1...1)),
            ])
    }
}
