// SPDX-License-Identifier: Apache-2.0

import Appliance
import Operations
import TimeBase

/// What the commands answer that tell of time and of what happened.
extension Schema {
    static let timeResults: [String: Schema] = [
        "why": why, "sky": sky, "clock": clock, "holdover": holdover, "services": services, "history": historyPlot,
        "log": journal,
    ]

    private static let state = Schema.word("", among: TimeState.Phase.allCases.map(\.name))

    /// Of ``WhyReport``.
    private static let why = Schema.named(
        "Why",
        .object(
            "How the time is known",
            [
                Field("state", state), Field("since", .utc("When this state began, as our clock showed it")),
                Field("secondsInState", .number("s")), Field("reason", .text("One sentence")),
                Field("evidence", .list("What there is to judge by", of: evidence)),
                Field(
                    "bound",
                    .list(
                        "What the error bound is made up of; empty while nothing is known",
                        of: .object("", [Field("name", .text()), Field("ns", .number("ns"))]))),
                Field("changes", .list("What would change the verdict, each a sentence", of: .text())),
                Field(
                    "claims",
                    .list(
                        "What is claimed to others",
                        of: .object("", [Field("to", .text("ntp, ptp port 1 (eth0), health")), Field("text", .text())]))
                ),
            ]))

    private static let evidence = Schema.object(
        "",
        [
            Field("topic", .text("receiver, pulse, second, clock, bound, leap-seconds, battery-clock, outage, ...")),
            Field("verdict", .word("", among: WhyReport.Verdict.allCases.map(\.rawValue))),
            Field("sentences", .list("Each with its figures", of: .text())),
        ])

    /// Of ``SkyReport``.
    private static let sky = Schema.named(
        "Sky",
        .object(
            "Where the satellites stand",
            [
                Field("used", .count("Satellites used")), Field("drawn", .list("At a known place", of: satellite)),
                Field("notDrawn", .list("Below the horizon, or at an unknown place", of: satellite)),
            ]))

    /// Of ``ServicesReport``.
    private static let services = Schema.named(
        "Services",
        .only(
            "services", "What is served, and what is not",
            of: .object(
                "",
                [
                    Field("service", .text("ntp, ptp, http, control, console, chronyc, gpsd, ntpq, records, notices")),
                    Field("place", .text("An address with its port, an interface, a path; empty: nowhere")),
                    Field("speaks", .text("By which protocol")),
                    Field(
                        "state",
                        .word(
                            "failing: it is tried again; configured: nobody knows whether it is there",
                            among: ServiceFacts.State.allCases.map(\.rawValue))),
                    Field("text", .text("One sentence: why, where it is not served; may be empty")),
                    Field("counts", .list("", of: namedCount)),
                ])))

    /// Of ``HistoryPlotReport``.
    private static let historyPlot = Schema.named(
        "HistoryPlot",
        .object(
            "What was measured of one series",
            [
                Field("from", .utc("")), Field("to", .utc("")), Field("step", .number("From one point to the next, s")),
                Field("series", .map("By its name", of: run)),
                Field(
                    "changes",
                    .list(
                        "Of the state, in the order of time",
                        of: .object("", [Field("utc", .utc("")), Field("state", state)]))),
            ]))
}

// MARK: The clock

extension Schema {
    /// Of ``ClockReport``.
    fileprivate static let clock = Schema.named(
        "Clock",
        .object(
            "How the clock runs, and what was learned of its oscillator",
            [
                Field("kept", .text("Which clock is kept, in words")), Field("state", .text()),
                Field("offsetNs", .number("Clock − TAI as measured, ns; null without a reference").orNull),
                Field("frequencyPpb", .number("Of the free-running oscillator, 10⁻⁹: positive, it runs fast")),
                Field("errorBoundNs", .number("ns; null while nothing is known").orNull),
                Field("jitterNs", .number("Of the pulse's stamps, one standard deviation, ns").orNull),
                Field("adev1s", .number("Allan deviation over single seconds, measured all along").orNull),
                Field("temperatureCelsius", .number("Near the oscillator, °C; null: no thermometer tells").orNull),
                .optional("oscillator", oscillator),
                Field(
                    "stability",
                    .object(
                        "Against the pulse",
                        [
                            Field("seconds", .number("Of how long a history, s")), Field("samples", .count("")),
                            Field("adev", .list("Without a unit", of: stabilityPoint)),
                            Field("tdev", .list("s", of: stabilityPoint)),
                            Field("mtie", .list("s", of: stabilityPoint)),
                            Field(
                                "masks",
                                .list(
                                    "What standards allow",
                                    of: .object(
                                        "",
                                        [
                                            Field("name", .text("PRTC-A")), Field("kind", .text("adev, tdev, mtie")),
                                            Field("verdict", .text("In words")),
                                        ]))),
                        ])),
                Field("followers", .list("Clocks that follow the one that is kept", of: follower)),
            ]))

    /// Of ``HoldoverReport``.
    fileprivate static let holdover = Schema.named(
        "Holdover",
        .object(
            "How long the time would last without its source",
            [
                Field("state", .text()), Field("budget", budget),
                Field(
                    "predictions",
                    .list(
                        "The bound if nothing more is heard; empty while nothing is known",
                        of: .object(
                            "", [Field("afterSeconds", .number("From now, s")), Field("boundNs", .number("ns"))]))),
                Field(
                    "passings",
                    .list(
                        "When the bound passes a limit",
                        of: .object(
                            "",
                            [
                                Field("limitNs", .number("ns")),
                                Field("afterSeconds", .number("From now, s; 0: already; null: never").orNull),
                                Field("at", Schema.utc("As our clock will show it").orNull),
                            ]))),
                Field("outages", .list("The latest first", of: outage)), Field("summary", outageSummary),
            ]))

    private static let budget = Schema.object(
        "What the configuration allows",
        [
            Field("seconds", .number("By time, s")), Field("errorNs", .number("By the error bound, ns")),
            Field("spentSeconds", .number("s; null where the source is there").orNull),
            Field("leftSeconds", .number("By whichever comes first, s; null: it is spent").orNull),
            Field("endsBy", Schema.word("Which comes first", among: ["time", "error"]).orNull),
        ])
}
