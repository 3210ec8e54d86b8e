// SPDX-License-Identifier: Apache-2.0

import Records

extension Operation {
    static let history = Operation(
        .records, "What was measured",
        """
        Seconds are kept for a day, minutes for a month, hours for ten years. A step is widened where the answer would \
        have more than 20,000 points of a series; `step` in the answer tells.
        """,
        with: [
            .query(
                "series",
                .list(
                    "Separated by commas; offset,bound,frequency where it is missing",
                    of: .word("", among: Series.allCases.map(\.rawValue)), count: 1...Series.allCases.count)),
            from, to,
            .query(
                "step", .whole("From one point to the next, s; about 1,000 points where it is missing", 1...31_536_000)),
            .query("format", format),
        ],
        gives: [.file("text/csv", "With `format=csv`: a line for each step and series", or: .history)])

    static let watchHistory = Operation(
        .records, "How far the clocks of a watched group were apart",
        """
        The worst pair of each step, with its names. Minutes are kept, 100,000 in all groups together.
        """,
        with: [
            .query("group", .text("The group's name; the first one's where it is missing")),
            from, to,
            .query(
                "step", .whole("From one pair to the next, s; a minute at least", 1...31_536_000)),
        ],
        gives: [.ok(.watchHistory)])

    static let watchedClock = Operation(
        .records, "Where a watched clock was",
        """
        The least and the most that it was off in each step. Ten minutes are kept, 250,000 of all clocks together. Where it \
        was not measured there is nothing.
        """,
        with: [
            .query("group", .text("The group's name; the first one's where it is missing")),
            .query("clock", .text("The clock's name in the group; the first one's where it is missing")),
            from, to,
            .query(
                "step", .whole("From one to the next, s; ten minutes at least", 1...31_536_000)),
        ],
        gives: [.ok(.watchedClock)])

    static let stability = Operation(
        .records, "How steady the clock was",
        "ADEV, MDEV, TDEV and MTIE of what was measured lately, beside what standards allow; and of the oscillator alone.",
        with: [.query("hours", .whole("How far back; 24 where it is missing", 1...168))], gives: [.ok(.stability)])

    static let log = Operation(
        .records, "The journal: what happened, the newest first", "`next` in the answer is `before` for the next page.",
        with: [
            .query("kind", .word("Only of this kind", among: JournalRecord.Kind.allCases.map(\.rawValue))),
            .query(
                "severity",
                .word("Only as grave or graver", among: JournalRecord.Severity.allCases.map(\.name) + ["notice"])),
            .query("text", .text("Only with this in it")), .query("from", moment("Not before")),
            .query("to", moment("Before")),
            .query("before", .whole("Only entries with a lower `id`", 0...Int64.max)),
            .query("limit", .whole("At most; 100 where it is missing. CSV has all", 1...1000)),
            .query("format", format),
        ],
        gives: [.file("text/csv", "With `format=csv`: a line for each entry", or: .journal)])

    static let outages = Operation(
        .records, "Times without a reference, and how what was promised was kept",
        with: [
            .query("limit", .whole("At most; 1000 where it is missing", 1...1000)), .query("format", format),
        ],
        gives: [.file("text/csv", "With `format=csv`: a line for each", or: .outages)])

    static let oscillator = Operation(
        .records, "How the free-running oscillator goes",
        "Its drift and its way with temperature, learned from the history.",
        gives: [.ok(.oscillator)])

    private static let from = Parameter.query("from", moment("The first moment; a day before `to` where it is missing"))
    private static let to = Parameter.query("to", moment("The last moment; now where it is missing"))
    private static let format = Schema.word("json where it is missing", among: ["json", "csv"])

    /// Seconds since 1970 or ISO 8601.
    private static func moment(_ about: String) -> Schema {
        .either([
            .number(about + ": UTC, s since 1970", 0...253_402_300_799),
            .text("2026-11-21T12:00:00Z", pattern: #"^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"#, format: "date-time"),
        ])
    }
}
