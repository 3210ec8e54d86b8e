// SPDX-License-Identifier: Apache-2.0

import Appliance
import PTP

extension Schema {
    /// Of ``PTPReport``.
    static let ptp = Schema.named(
        "PTP",
        .object(
            "What the PTP grandmaster does",
            [
                Field("clockIdentity", .text("As linuxptp writes it; null until an interface has given it").orNull),
                Field(
                    "socketTrouble",
                    .text("Why the management socket is not there; null: it is, or is not meant to be").orNull),
                Field("ports", .list("In the order of the configuration", of: ptpPort)),
            ]))

    /// Of ``StatusReport/PTP``.
    static let ptpSummary = Schema.object(
        "What the PTP ports do; more of it at /api/v1/ptp",
        [
            Field("ports", .count("As configured")), Field("masters", .count("Those that are masters")),
            Field("passive", .count("Those that leave it to a better master")),
            Field("clients", .count("Clients with unicast grants")),
        ])

    private static let ptpPort = Schema.object("", ptpPortRules + ptpPortDeeds)

    private static let ptpPortRules = [
        Field("number", .whole("From 1", 1...65_534)),
        Field("identity", .text("As linuxptp writes it; null before it ran").orNull),
        Field("interface", .text()), Field("profile", .word("", among: Profile.allCases.map(\.rawValue))),
        Field("transport", .word("", among: PortSettings.Transport.allCases.map(\.rawValue))),
        Field("domain", .whole("domainNumber", 0...255)),
        Field("delayMechanism", .word("", among: DelayMechanism.allCases.map(\.name))),
        Field("state", .word("", among: PortState.allCases.map(\.name))),
        Field("text", .text("One sentence: what it does, or why it does not")),
        Field("secondsInState", .number("s; null while it does not run").orNull),
        Field(
            "timestamps",
            .word("Who stamps what passes the wire; null before it ran", among: Stamping.allCases.map(\.name)).orNull),
        Field("timestampsText", .text("One sentence: how good they are")),
    ]

    private static let ptpPortDeeds = [
        Field("announced", ptpAnnounced.orNull),
        Field("foreignMasters", .list("Other masters of the domain, best first", of: ptpMaster)),
        Field("linkDelayNs", .number("To the neighbour, where it is measured, ns").orNull),
        Field("peer", .text("The neighbour, where it is measured").orNull),
        Field(
            "messages",
            .list(
                "By type",
                of: .object(
                    "",
                    [
                        Field("type", .word("", among: MessageType.allCases.map(\.name))), Field("sent", .count("")),
                        Field("received", .count("")),
                    ]))),
        Field("refused", .list("What was not acted upon, by reason", of: namedCount)),
        Field("stampsLate", .count("Stamps of what was sent that came too late")),
        Field("stampsLost", .count("Stamps of what was sent that never came")),
        Field("unsent", .count("Messages that the kernel did not take")),
        Field("handovers", .count("Times that another master made it passive")),
        Field("unicast", ptpUnicast),
    ]

    private static let ptpQuality = [
        Field("clockClass", .whole("IEEE 1588-2019, table 4", 0...255)),
        Field("clockAccuracy", .whole("IEEE 1588-2019, table 5", 0...255)),
        Field("offsetScaledLogVariance", .whole("IEEE 1588-2019, 7.6.3.3", 0...65_535)),
        Field("priority1", .whole("Lower is better", 0...255)), Field("priority2", .whole("Lower is better", 0...255)),
        Field("timeSource", .text("gnss, internal-oscillator and their like")),
    ]

    private static let ptpAnnounced = Schema.object(
        "What it announces, or would; null before it ran",
        ptpQuality + [
            Field("accuracyNs", .number("What the accuracy stands for, ns; null: unknown").orNull),
            Field("utcOffsetSeconds", .whole("TAI − UTC, s", -32_768...32_767)),
            Field("flags", .list("What else it says", of: .text())),
        ])

    private static let ptpMaster = Schema.object(
        "",
        ptpQuality + [
            Field("identity", .text("The port that announced it")), Field("address", .text()),
            Field("grandmaster", .text("Whose time it tells")),
            Field("stepsRemoved", .whole("Clocks between", 0...65_535)),
            Field("isQualified", .truth("Heard often enough to count")),
            Field("isBetter", .truth("Better than we are")), Field("secondsSinceLast", .number("s")),
        ])

    private static let ptpUnicast = Schema.object(
        "What is promised to those who asked for messages of their own",
        [
            Field("isServed", .truth("")), Field("clients", .count("Who has grants now")),
            Field("messagesPerSecond", .number("Promised to all together")),
            Field("granted", .count("Requests granted")), Field("refused", .count("Requests refused")),
            Field("cancelled", .count("Grants given back")),
        ])

    /// Of ``ClientsReport/PTPClient``.
    static let ptpClient = Schema.object(
        "",
        [
            Field("port", .whole("Our port's number", 1...65_534)), Field("interface", .text()),
            Field("identity", .text("As linuxptp writes it")), Field("address", .text()),
            Field("announcePerSecond", .number("Granted; null: none").orNull),
            Field("syncPerSecond", .number("Granted; null: none").orNull),
            Field("delayResponsePerSecond", .number("Granted; null: none").orNull),
            Field("grantSecondsLeft", .number("Until the first of its grants ends, s").orNull),
            Field("sent", .count("Messages to it alone")), Field("answered", .count("Requests answered")),
            Field("refused", .count("Requests not answered")),
            Field("delayRequestsPerSecond", .number("Of late")),
            Field("offsetNs", .number("Its clock − ours, as it says, ns").orNull),
            Field("state", .word("As it says", among: PortState.allCases.map(\.name)).orNull),
            Field("secondsSinceFirst", .number("s")), Field("secondsSinceLast", .number("s")),
            Field("lastSeen", .utc("As our clock showed it")),
        ])
}
