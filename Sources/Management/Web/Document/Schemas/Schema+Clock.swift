// SPDX-License-Identifier: Apache-2.0

import Operations
import Records

extension Schema {
    /// Of ``OutagesReport``.
    static let outages = Schema.named(
        "Outages",
        .object(
            "Times without a reference, and how what was promised was kept",
            [
                Field("outages", .list("The latest first", of: outage)),
                Field("summary", outageSummary),
            ]))

    static let outageSummary = Schema.object(
        "",
        [
            Field("outages", .count("Outages of which something is kept")),
            Field("found", .count("Those at whose end the clock was found")),
            Field("judged", .count("Of these, those that can be judged")),
            Field("kept", .count("Of these, those that stayed within their bound")),
            .optional(
                "worstShare", .number("The largest part of its bound that one was off; 1: all of it")),
            Field("text", .text("In words")),
        ])

    static let outage = Schema.object(
        "",
        [
            Field("began", .utc("As our clock showed it")), Field("seconds", .number("How long, s").orNull),
            Field("cause", .text("pulseLost, receiverSilent, receiverUnplugged, fixLost, receiverContradicts, ...")),
            Field("end", .word("", among: OutageRecord.End.allCases.map(\.rawValue))),
            Field("gaveUpAfterSeconds", .number("When the time was no more relied on, s; null: it always was").orNull),
            Field("predictedNs", .number("The bound for the end, as promised at the beginning, ns").orNull),
            Field("promisedNs", .number("The bound as claimed right before the end, ns").orNull),
            Field("foundNs", .number("Clock − reference, as found at the end, ns").orNull),
            Field("uncertaintyNs", .number("How far that may be off, ns").orNull),
            Field("kept", Schema.truth("Whether it stayed within; null: it cannot be judged").orNull),
            Field("temperatureBegin", .number("°C").orNull), Field("temperatureEnd", .number("°C").orNull),
        ])

    /// Of ``OscillatorReport``.
    static let oscillator = Schema.named(
        "Oscillator",
        .object(
            "How the free-running oscillator goes",
            [
                Field("frequencyPpb", .number("10⁻⁹: positive, it runs fast; null: it is not known now").orNull),
                .optional("driftPpbPerDay", slope("10⁻⁹ a day: positive, it gets faster")),
                .optional("temperaturePpbPerKelvin", slope("10⁻⁹ a kelvin; missing: no temperature is measured")),
                Field("residualPpb", .number("What neither explains, root mean square, 10⁻⁹").orNull),
                Field("spanHours", .number("How long a time it was learned from, h")), Field("samples", .count("")),
                Field("sampleSeconds", .number("How long each is, s")),
                Field("temperatureSpanKelvin", .number("From the coldest to the warmest, K").orNull),
                Field("text", .text("What it was learned from, one sentence")),
                .optional("live", liveOscillator),
            ]))

    private static let liveOscillator = Schema.object(
        "What the clock is steered by now; missing before anything was learned",
        [
            Field("adev1s", .number("Its white noise of frequency, as the Allan deviation over 1 s")),
            Field("adev1h", .number("Its random walk of frequency, as the Allan deviation over 1 h")),
            Field("changePpbPerDay", .number("How fast it changes now, 10⁻⁹ a day: positive, it gets faster")),
            Field("swingPpb", figure("Amplitude of what the day does and the thermometer does not explain, 10⁻⁹")),
            .optional("temperaturePpbPerKelvin", figure("10⁻⁹ a kelvin; missing: nothing is known of it")),
            Field("hasThermometer", .truth("Whether a thermometer is listened to now")),
            Field("heardHours", .number("Of a reference, that it was learned from, h")),
            Field("jitterNs", .number("Of the pulse's stamps, one standard deviation, ns")),
            Field(
                "shares",
                .object(
                    "What is thought to move it over hours and days, as shares of 1",
                    [
                        Field("lasting", .number("The day, and a walk that lasts")),
                        Field("weather", .number("The day, and weather that passes")),
                        Field("temperature", .number("What the thermometer tells")),
                    ])),
            Field(
                "rehearsals",
                .list(
                    "What rehearsed and real outages have taught",
                    of: .object(
                        "",
                        [
                            Field("hours", .number("Without a reference, h")),
                            Field("stretch", .number("By how much the bound is stretched for it; at least 1")),
                            Field("count", .number("From how many independent ones")),
                        ]))),
            Field("lines", .list("In words", of: .object("", [Field("name", .text()), Field("text", .text())]))),
        ])

    private static func figure(_ about: String) -> Schema {
        .object(about, [Field("value", .number("")), Field("deviation", .number("One standard deviation"))])
    }

    private static func slope(_ about: String) -> Schema {
        .object(
            about,
            [
                Field("value", .number("")),
                Field(
                    "margin", .number("The truth is within value ± margin some 19 times of 20; null: not known").orNull),
                Field("isLearned", .truth("Whether it is to be relied on")), Field("text", .text("In words")),
            ])
    }
}
