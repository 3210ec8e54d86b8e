// SPDX-License-Identifier: Apache-2.0

import Operations
import Records

extension Schema {
    /// Of ``HistoryReport``.
    static let history = Schema.named(
        "History",
        .object(
            "What was measured",
            [
                Field("from", .utc("")), Field("to", .utc("")),
                Field("step", .number("From one point to the next, s")),
                Field("series", .map("By name, as asked", of: run)),
            ]))

    static let run = Schema.object(
        "",
        [
            Field("unit", .text("ns, ppb, °C, dB-Hz, 1/s; empty for a count")),
            Field(
                "points",
                .list(
                    "In the order of time; a step in which nothing was measured has none",
                    of: .list(
                        "ms since 1970-01-01 UTC, least, mean, most, how many measurements", of: .number(""),
                        count: 5...5))),
        ])

    /// Of ``StabilityReport``.
    static let stability = Schema.named(
        "Stability",
        .object(
            "How steady the clock was against its pulse",
            [
                Field("interval", .number("From one sample to the next, s")), Field("samples", .count("")),
                Field("missing", .count("Samples without a measurement")),
                Field("bridged", .count("How many of them were bridged by a straight line")),
            ] + stabilityCurves + [
                .optional(
                    "live",
                    .object(
                        "As measured second by second since the start, of a week at most",
                        [
                            Field("steered", stabilityLive("Of the clock as it is kept")),
                            Field("freeRunning", stabilityLive("Of its oscillator, had it not been corrected")),
                        ]))
            ]))

    private static let stabilityCurves = [
        Field("adev", .list("Allan deviation, without a unit", of: stabilityPoint)),
        Field("mdev", .list("Modified Allan deviation, without a unit", of: stabilityPoint)),
        Field("tdev", .list("Time deviation, s", of: stabilityPoint)),
        Field("mtie", .list("Maximum time interval error, s", of: stabilityPoint)),
        Field("masks", .list("What standards allow", of: mask)),
    ]

    private static func stabilityLive(_ about: String) -> Schema {
        .object(about, [Field("seconds", .count("Seconds that were measured"))] + stabilityCurves)
    }

    static let stabilityPoint = Schema.object(
        "",
        [
            Field("tau", .number("Averaging or observation time, s")), Field("value", .number("")),
            .optional("low", .number("The ends of the 68 % interval; MTIE has none")), .optional("high", .number("")),
            Field("terms", .count("How many differences it is the mean, or the largest, of")),
        ])

    private static let mask = Schema.object(
        "",
        [
            Field("name", .text("PRTC-A")), Field("kind", .word("", among: ["adev", "mdev", "tdev", "mtie"])),
            Field("source", .text("The standard")),
            Field("points", .list("", of: .list("τ and what is allowed, s", of: .number(""), count: 2...2))),
            Field("verdict", .text("within, exceeded or not judged, with the figures")),
        ])

    /// Of ``JournalReport``.
    static let journal = Schema.named(
        "Journal",
        .object(
            "What happened, the newest first",
            [
                Field("entries", .list("", of: journalEntry)),
                .optional(
                    "next", .whole("What `before` is to be for the next page; missing: this is the last", 0...Int64.max)
                ),
                Field(
                    "health",
                    .object(
                        "Whether it can be kept",
                        [Field("ok", .truth("")), Field("text", .text("One sentence"))])),
            ]))

    static let journalEntry = Schema.object(
        "",
        [
            Field("id", .whole("Rising", 0...Int64.max)), Field("utc", .utc("As our clock showed it")),
            Field("kind", .word("", among: JournalRecord.Kind.allCases.map(\.rawValue))),
            Field("severity", .word("", among: JournalRecord.Severity.allCases.map(\.name))),
            .optional("who", .text("Whose doing it was")), .optional("from", .text("Where they asked from")),
            Field("text", .text("One sentence")), .optional("old", .text("Of a setting, what it was")),
            .optional("new", .text("Of a setting, what it is")),
        ])
}
