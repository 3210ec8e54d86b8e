// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase
import TimeKeeping

extension Schema {
    /// Of ``StatusReport``.
    static let status = Schema.named(
        "Status",
        .object(
            "What the time is worth, and why",
            [
                Field(
                    "state", .word("What the appliance says of its time", among: TimeState.Phase.allCases.map(\.name))),
                Field("since", .utc("When this state began, as our clock showed it")),
                Field("reason", .text("One sentence that says why")),
                Field("time", timeOfDay),
                Field(
                    "offsetNs",
                    .number("Clock − TAI as measured, ns: positive, our clock is ahead; null without a reference")
                        .orNull),
                Field("frequencyPpb", .number("Of the free-running oscillator, 10⁻⁹: positive, it runs fast")),
                Field(
                    "errorBoundNs", .number("How wrong the clock may be now, ns; null while nothing is known").orNull),
                Field("stratum", .whole("1 from a receiver, 2 from other clocks, 16: not to be relied on", 1...16)),
                Field("referenceId", .text("As NTP replies show it: GPS, GNSS; INIT while unsynchronised")),
                Field(
                    "ptpClockClass",
                    .whole("As the default profile has it (IEEE 1588-2019, table 4): 6, 7, 52 or 248", 0...255)),
                Field("receiver", receiver), Field("pulse", pulse), Field("ntp", ntp), Field("ptp", ptpSummary),
                Field("cluster", cluster.orNull), Field("failover", failover),
                Field("followers", .list("Clocks that follow the one that is kept", of: follower)),
                Field("missing", .list("What was looked for on this machine and not found", of: .text())),
                Field("alarms", .list("What is raised, the gravest first", of: alarm)),
                Field("uptimeSeconds", .number("Since the program started, s")),
                Field("version", .text("Of the program")),
            ]))

    private static let timeOfDay = Schema.object(
        "",
        [
            Field("utc", .utc("Now, by our clock")),
            Field("earliest", .utc("The earliest that it may be now; null while nothing is known").orNull),
            Field("latest", .utc("The latest that it may be now; null while nothing is known").orNull),
            Field("tai", .text("Now on the TAI scale, ISO 8601 without a zone")),
            Field("leapSecondsTAI", .whole("TAI − UTC, s", -1000...1000)),
            Field("leap", leap("The next change of UTC that is known to come; null: none").orNull),
            Field("leapSecondsCurrent", .truth("Whether the leap-second table reaches up to now")),
        ])

    private static let pulse = Schema.object(
        "What is known of the pulse",
        [
            Field("source", .text("The line that it comes from; null: there is none").orNull),
            Field("secondsSinceEdge", .number("Since the last edge, s").orNull),
            Field("marks", .utc("Which second the last edge marks").orNull),
            Field(
                "sawtoothPs",
                .whole("What the receiver says of the last edge, ps: positive, it came late", .min ... .max).orNull),
            Field("residualNs", .number("The last edge against its prediction, ns: positive, late").orNull),
            Field("jitterNs", .number("The usual noise of its stamps, one standard deviation, ns").orNull),
            Field("accepted", .count("Edges used")),
            Field("refused", .list("Edges that were not used, by reason", of: namedCount)),
        ])

    /// Of ``StatusReport/NTP``.
    static let ntp = Schema.named(
        "NTP",
        .object(
            "What the NTP server did",
            [
                Field("listen", .list("Addresses with ports", of: .text())), Field("smear", smear.orNull),
                Field("received", .count("Requests")),
                Field("answered", .count("Replies")),
                Field("controlAnswered", .count("Control messages, of ntpq, with a reply")),
                Field("dropped", .list("Requests without a reply, by reason", of: namedCount)),
                Field("interleaved", .count("Replies in the interleaved mode (RFC 9769); they are among answered")),
                Field("departures", .count("Replies of which the kernel told when they left")),
                Field("unstamped", .count("Requests whose arrival is when they were read, without the kernel's stamp")),
                Field(
                    "authenticated",
                    .list("Replies with a MAC, by the key's algorithm; they are among answered", of: namedCount)),
                Field("keys", ntpKeys.orNull), Field("nts", nts.orNull),
                Field("broadcasts", .list("Networks that are told the time unasked", of: broadcast)),
                Field("manycast", .list("Groups in which clients look for servers", of: manycast)),
                Field("stamping", .list("Who stamps what arrives and leaves, on each interface", of: ntpStamping)),
                Field(
                    "transmitErrors",
                    .list("How much later than their transmit timestamps replies left, of late", of: transmitErrors)),
            ]))

    private static let broadcast = Schema.object(
        "",
        [
            Field("to", .text("Its address with the port")), Field("key", .count("The key's number")),
            Field("everySeconds", .count("Between two messages")), Field("sent", .count("Messages")),
            Field("fault", .text("Why the last one was not sent; null: it was, or there was no time").orNull),
        ])

    private static let manycast = Schema.object(
        "",
        [
            Field("group", .text()),
            Field("isFound", .truth("Whether clients find this server there now")),
        ])

    /// Of ``NTSFacts``.
    private static let nts = Schema.object(
        "Network Time Security (RFC 8915); null: it is not wanted",
        [
            Field("listen", .list("Where keys are agreed upon", of: .text())),
            Field("faults", .list("Why it is not served, or not everywhere", of: .text())),
            Field("masterKeys", .count("Master keys that open cookies")),
            Field(
                "connections",
                .object(
                    "Connections for keys by what became of them",
                    [
                        Field("accepted", .count("All of them")), Field("answered", .count("Got keys and cookies")),
                        Field("refused", .count("Their records were wrong, or had nothing in common")),
                        Field("handshake", .count("Without TLS 1.3 and ntske/1")),
                        Field("abandoned", .count("Too slow, too long, or gone")),
                        Field("turnedAway", .count("Not allowed, or too many at once")),
                    ])),
        ])

    /// Of ``KeyFacts``.
    private static let ntpKeys = Schema.object(
        "The file of symmetric keys; null: none is named",
        [
            Field("file", .text("Its path")), Field("count", .count("Keys in use")),
            Field("weak", .list("Numbers of keys by MD5 or SHA1, or of fewer than 80 bits", of: .count(""))),
            Field("faults", .list("What is wrong with the file", of: .text())),
        ])

    private static let cluster = Schema.object(
        "What NTP clients are told in the place of our own time; null: this server is in no cluster",
        [
            Field(
                "role",
                .word("Whose time they are told", among: ClusterStanding.Role.allCases.map { "\($0)" })),
            Field("server", .text("The server whose time it is; null: none").orNull),
            Field("shiftNs", .number("Our own clock − what they are told, ns")),
            Field("peers", .list("The cluster's other servers", of: clusterPeer)),
        ])

    private static let clusterPeer = Schema.object(
        "",
        [
            Field("address", .text("With its port")),
            Field("stratum", .whole("Of the time that it tells; null: none yet", 1...15).orNull),
            Field(
                "reach", .whole("Bits of the last eight questions, the latest lowest: answered with the time", 0...255)),
            Field(
                "mode",
                .word("symmetric: each tells the other; client: it is only asked", among: ["symmetric", "client"])),
            Field("authenticated", .truth("Whether what it says is signed")),
            Field("offsetNs", .number("Our own clock − its time, ns: positive, ours is ahead").orNull),
            Field("boundNs", .number("How far the offset may be off by what it says of itself, ns").orNull),
            Field("unfit", .text("Why it cannot be followed; null: it can").orNull),
            Field("refused", .list("What it said and was not used, by reason", of: namedCount)),
        ])

    /// Of ``StatusReport/Smear``.
    private static let smear = Schema.object(
        "How leap seconds are smeared; null where they are not",
        [
            Field("listen", .list("Those of the addresses where they are", of: .text())),
            Field("shape", .word("", among: ["linear", "cosine"])),
            Field("hours", .number("Over how long one is spread, half of it before and half after")),
            Field("underWay", .truth("Whether one is being spread now")),
            Field("offsetNs", .number("Smeared time − UTC, ns; 0 but around a leap second")),
            Field("ratePpb", .number("Of the smeared clock against the true one, 10⁻⁹: positive, it runs fast")),
            Field("begins", .utc("When the next spreading begins, or this one began; null: none is known").orNull),
            Field("ends", .utc("When it ends").orNull),
        ])

    static let follower = Schema.object(
        "",
        [
            Field("name", .text("As the configuration calls it")),
            Field("offsetNs", .number("Follower − kept clock, ns: positive, the follower is ahead").orNull),
            Field("uncertaintyNs", .number("How far the offset may be off, ns").orNull),
            Field(
                "state",
                .word(
                    "What becomes of it; null before it was compared", among: FollowerClaim.State.allCases.map(\.name)
                )
                .orNull),
            Field("noiseNs", .number("Of one comparison, one standard deviation, ns").orNull),
            Field(
                "frequencyPpb",
                .number("Without its correction, against the kept clock, 10⁻⁹: positive, it runs fast").orNull),
            Field("refused", .count("Comparisons that were not believed")),
        ])

    static let namedCount = Schema.named(
        "Count", .object("How often something happened", [Field("name", .text()), Field("count", .count(""))]))
}
