// SPDX-License-Identifier: Apache-2.0

import Appliance

extension Schema {
    /// Of ``Alarm``.
    static let alarm = Schema.named(
        "Alarm",
        .object(
            "Something that wants a person's attention",
            [
                Field("name", .text("A short name that stays the same: receiver-silent")),
                Field(
                    "severity",
                    .word("critical: the time is in danger, or lost", among: Alarm.Severity.allCases.map(\.rawValue))),
                Field("text", .text("One sentence that says what is wrong")),
                Field("since", .utc("When it was raised; null where nobody watched").orNull),
                Field("acknowledged", .text("Who acknowledged it; null: nobody yet").orNull),
                Field("hint", .text("One sentence that says what to do").orNull),
            ]))

    /// Of ``AlarmsReport``.
    static let alarms = Schema.named(
        "Alarms", .only("alarms", "What is raised, the gravest first", of: alarm))

    /// Of ``SatellitesReport``.
    static let satellites = Schema.named(
        "Satellites",
        .object(
            "What the receiver sees",
            [Field("used", .count("Satellites used")), Field("satellites", .list("Those in view", of: satellite))]))

    static let satellite = Schema.object(
        "",
        [
            Field("constellation", .text("gps, galileo, beidou, glonass, qzss, navic, sbas")),
            Field("number", .whole("Within its constellation", 0...1023)),
            Field("elevationDegrees", .whole("Above the horizon, °", -90...90).orNull),
            Field("azimuthDegrees", .whole("From true north, °", 0...360).orNull),
            Field("carrierToNoise", .whole("C/N0, dB-Hz", 0...255).orNull), Field("isUsed", .truth("")),
        ])

    /// Of ``SourcesReport``.
    static let sources = Schema.named(
        "Sources",
        .object(
            "What the time could come from",
            [
                Field("sources", .list("The receiver first", of: source)),
                Field("dispute", .text("A receiver that most sources contradict, one sentence").orNull),
                Field("place", .text("Where the time comes from and what is foreseen, in words").orNull),
                Field("failover", failover),
            ]))

    private static let source = Schema.object(
        "",
        [
            Field("kind", .word("", among: ["receiver", "pulse", "server", "ptp"])), Field("name", .text()),
            Field("isFollowed", .truth("Whether the clock follows it now")),
            Field("lastHeardSeconds", .number("Seconds since it was last heard").orNull),
            Field("offsetNs", .number("Our clock − the source, ns: positive, our clock is ahead").orNull),
            Field("jitterNs", .number("One standard deviation of its stamps, ns").orNull),
            Field("text", .text("One sentence")),
            Field("standing", .text("What is made of it beside the others, in a word").orNull),
            Field("address", .text("Where a server is asked, with its port").orNull),
            Field("stratum", .whole("A server's own", 0...16).orNull),
            Field("referenceId", .text("What a server has its time from").orNull),
            Field("reach", .whole("The last eight polls, the latest in the lowest bit", 0...255).orNull),
            Field("pollSeconds", .number("Seconds between polls").orNull),
            Field("delayNs", .number("To the server and back, ns").orNull),
            Field("uncertaintyNs", .number("How far offsetNs may be off if the server's word is true, ns").orNull),
            Field("authentication", .text("How a server proves its replies: NTS, or a key and its number").orNull),
            Field("cookies", .count("Of a server with NTS: cookies that are left").orNull),
            Field("keysSeconds", .number("Of a server with NTS: seconds since keys were agreed upon").orNull),
            Field("keysFault", .text("Of a server with NTS: why it gave no keys when asked last, a clause").orNull),
            Field("refused", .list("Replies that were not used, by reason", of: namedCount)),
            Field("ptp", heardMaster.orNull),
        ])

    /// Of ``ClientsReport``.
    static let clients = Schema.named(
        "Clients",
        .object(
            "Who asks for the time",
            [
                Field("ntp", .list("The last heard first", of: client)),
                Field("known", .count("How many are known; the list may have fewer")),
                Field("busiest", .list("The ten who have asked most", of: client)),
                Field(
                    "distinct",
                    .object(
                        "How many different clients were answered of late, to some 2 %",
                        ["minute", "hour", "day"].map { Field($0, .count("In the last \($0)")) })),
                Field("refused", .list("Packets without a reply, by reason", of: namedCount)),
                Field("kissed", .count("Of those, how many were told so by a kiss-o'-death")),
                Field("overruns", .count("Packets that the kernel had no room for")),
                Field("ptp", .list("The last heard first", of: ptpClient)),
                Field("ptpKnown", .count("How many are known; the list may have fewer")),
            ]))

    private static let client = Schema.object(
        "",
        [
            Field("address", .text()),
            Field("version", .whole("Of NTP, as its last packet said; null where it could not be told", 0...7).orNull),
            Field(
                "authentication",
                .text("How it proved who it is, the last time that it was answered: none, or the key's algorithm")),
            Field("interleaved", .truth("Whether that was in the interleaved mode (RFC 9769)")),
            Field("answered", .count("Requests with a reply")), Field("refused", .count("Requests without")),
            Field("lastRefusal", .text("Why, the last time that it got no answer").orNull),
            Field("perMinute", .number("Packets a minute of late; null after a single one").orNull),
            Field("secondsSinceFirst", .number("s")), Field("secondsSinceLast", .number("s")),
            Field("lastSeen", .utc("As our clock showed it")),
        ])

    /// Of ``DoneReport``.
    static let done = Schema.named("Done", .object("That a wish was taken", [Field("done", .text("What was wished"))]))

    static let help = Schema.named(
        "Help",
        .only(
            "commands", "The commands within reach",
            of: .object(
                "",
                [
                    Field("name", .text()), Field("usage", .text("How it is written")), Field("summary", .text()),
                    Field("detail", .text()), Field("example", .text()),
                    Field("level", .word("Who may", among: ["viewer", "operator", "admin"])),
                    Field(
                        "parameters",
                        .list("", of: .object("", [Field("usage", .text()), Field("about", .text())]))),
                ])))

    static let version = Schema.named("Version", .object("What this program is", [Field("version", .text())]))

    /// RFC 9457.
    static let problem = Schema.named("Problem", .object("What is wrong (RFC 9457)", problemFields))

    /// Of ``FaultsProblem``.
    static let faultsProblem = Schema.named(
        "FaultsProblem",
        .object(
            "What is wrong with a configuration (RFC 9457)",
            problemFields + [Field("faults", .list("Each, in the order of the text", of: fault))]))

    /// What is wrong with a form of which several fields can be.
    static let fieldsProblem = Schema.named(
        "FieldsProblem",
        .object(
            "What is wrong with a form (RFC 9457)",
            problemFields + [
                Field(
                    "faults",
                    .list(
                        "",
                        of: .object(
                            "",
                            [
                                .optional("field", .text("Missing: no single one")),
                                Field("reason", .text("What is wrong")),
                            ])))
            ]))

    private static let problemFields = [
        Field("type", .text("about:blank: the status says what kind of problem it is")),
        Field("status", .whole("As in the head", 400...599)), Field("title", .text("The status in words")),
        .optional("detail", .text("What is wrong, where, and what to do")),
    ]
}
