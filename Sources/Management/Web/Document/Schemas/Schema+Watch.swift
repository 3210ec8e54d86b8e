// SPDX-License-Identifier: Apache-2.0

import Appliance
import NTP

extension Schema {
    /// Of ``WatchReport``.
    static let watch = Schema.named(
        "Watch",
        .object(
            "What other machines' clocks show",
            [
                Field("groups", .list("In the order of the configuration", of: watchGroup)),
                Field("nodes", .list("Those that want attention first", of: watchNode)),
                Field(
                    "ownErrorBoundNs",
                    .number("How wrong our own time may be, ns; null while it is not to be relied on").orNull),
                Field("trouble", .text("Why nobody can be asked").orNull),
            ]))

    /// Of ``WatchHistoryReport``.
    static let watchHistory = Schema.named(
        "WatchHistory",
        .object(
            "How far the clocks of a watched group were apart",
            [
                Field("group", .text()), Field("from", .utc("")), Field("to", .utc("")),
                Field("step", .number("From one pair to the next, s")),
                Field("pairs", .list("The worst of each step, by time", of: pastPair)),
            ]))

    /// Of ``WatchedClockReport``.
    static let watchedClock = Schema.named(
        "WatchedClock",
        .object(
            "Where a watched clock was",
            [
                Field("group", .text()), Field("clock", .text()), Field("from", .utc("")), Field("to", .utc("")),
                Field("step", .number("From one to the next, s")),
                Field("spans", .list("By time; nothing where it was not measured", of: pastSpan)),
            ]))

    private static let pastSpan = Schema.object(
        "",
        [
            Field("at", .utc("When it begins")),
            Field("leastNs", .number("Its clock − ours, ns: positive, it was ahead; the least")),
            Field("mostNs", .number("The most, ns")),
            Field("uncertaintyNs", .number("How far either may be wrong at the most, ns, ours being right")),
            Field("over", .truth("Whether it was certain to be beyond the group's threshold at any time")),
        ])

    private static let pastPair = Schema.object(
        "",
        [
            Field("at", .utc("When they were the furthest apart")), Field("ahead", .text()), Field("behind", .text()),
            Field("distanceNs", .number("ns")), Field("uncertaintyNs", .number("How far that may be wrong, ns")),
            Field("over", .truth("Whether they were certain to be further apart than the group's threshold")),
        ])

    private static let watchGroup = Schema.object(
        "",
        [
            Field("group", .text()), Field("everySeconds", .number("How often each is asked, s")),
            Field("thresholdNs", .number("How far a clock may be from ours, and any two from each other, ns")),
            Field(
                "agreement",
                .word(
                    "Whether its clocks are within the threshold of each other; unknown: fewer than two are measured",
                    among: ["unknown", "within", "unclear", "over"])),
            Field("since", .utc("Since when it has been so")), Field("secondsSince", .number("s")),
            Field("worst", watchPair.orNull), Field("nodes", .count("How many machines it has")),
            Field("measured", .count("How many of them are measured now")),
            Field(
                "states",
                .list(
                    "How many are in each state",
                    of: .object("", [Field("name", watchState), Field("count", .count(""))]))),
            Field("absent", .count("Addresses of networks at which nobody has ever answered")),
            Field("text", .text("One sentence, or a few")),
        ])

    private static let watchPair = Schema.object(
        "The two clocks that are the furthest apart; null where fewer than two are measured",
        [
            Field("ahead", .text()), Field("behind", .text()), Field("distanceNs", .number("ns")),
            Field("uncertaintyNs", .number("How far that may be wrong, ns")),
            Field("leastNs", .number("Some two clocks are at least so far apart, ns")),
            Field("mostNs", .number("No two clocks are further apart, ns")),
        ])

    private static let watchState = Schema.word(
        "over: it is certain to be beyond the threshold; unclear: that cannot be told", among: WatchReport.Node.states)

    private static let watchNode = Schema.object(
        "",
        [
            Field("group", .text()), Field("name", .text("As the configuration calls it; of a network, the address")),
            Field(
                "protocol",
                .word("ptp: its offset is its own word, as it was asked by management", among: ["ntp", "ptp"])),
            Field("address", .text("With its port; of a PTP clock, with the way by which it is asked").orNull),
            Field("state", watchState),
            Field("since", .utc("Since when it has been so").orNull), Field("secondsSince", .number("s").orNull),
            Field("offsetNs", .number("Its clock − ours, ns: positive, it is ahead").orNull),
            Field("uncertaintyNs", .number("How far that may be wrong, ns, ours being right").orNull),
            Field("delayNs", .number("There and back, ns").orNull), Field("secondsSinceReply", .number("s").orNull),
            Field("stratum", .whole("As it says of itself", 0...255).orNull),
            Field("isSynchronised", .truth("By its own words").orNull),
            Field("asked", .count("Requests to it")), Field("answered", .count("Replies that were its own")),
            Field("refused", .count("Datagrams that could not be believed")), Field("text", .text("One sentence")),
            Field("ptp", ownWord.orNull),
        ])

    private static let ownWord = Schema.object(
        "What a PTP clock says of itself",
        [
            Field("clockIdentity", .text()), Field("grandmaster", .text("Whom it follows in the end").orNull),
            Field("followsUs", .truth("Whether that is us")),
            Field("clockClass", .whole("What the grandmaster claims", 0...255).orNull),
            Field("offsetFromMasterNs", .number("Its clock − its master's, ns").orNull),
            Field("meanDelayNs", .number("The mean of the ways to its master and back, ns").orNull),
            Field("isFollowing", .truth("Whether one of its ports follows a master").orNull),
        ])
}
