// SPDX-License-Identifier: Apache-2.0

import Appliance

extension Schema {
    private static let rungs = ["gnss", "upstream", "holdover", "orphan"]

    /// Of ``FailoverReport``.
    static let failover = Schema.named(
        "Failover",
        .object(
            "Which rung of failover.order the time that is told comes from, and what is foreseen",
            [
                Field("rung", .word("Null: from nowhere", among: rungs).orNull),
                Field("since", .utc("When it began to come from there").orNull),
                Field(
                    "next",
                    .word("What follows if nothing else is heard; null: no change is foreseen", among: rungs + ["none"])
                        .orNull),
                Field("nextSeconds", .number("Until then, s").orNull),
                Field("nextAt", .utc("When that is, as our clock will show it; null also where it is too far").orNull),
                Field("text", .text("One sentence")),
            ]))
}
