// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Words that reports have in common.
public enum Phrase {
    /// "1 satellite", "3 satellites"
    public static func count(_ number: some BinaryInteger, _ noun: String) -> String {
        number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }

    /// Without a fraction where there is none: "30", "29.6".
    public static func figure(_ value: Double) -> String { AlarmEvidence.figure(value) }

    /// Of clock − reference: "12 ns behind".
    public static func offset(_ offset: Duration) -> String {
        "\(offset.magnitude.humanText) \(offset < .zero ? "behind" : "ahead")"
    }

    /// From parts in 10⁹: "+12.005 ppm", "−3.20 ppb".
    public static func frequency(ppb: Double) -> String {
        if ppb.magnitude >= 100 { return StatusReport.decimal(ppb / 1000) + " ppm" }
        return StatusReport.decimal(ppb) + " ppb"
    }

    /// "UTC is so and so": a moment without its fraction.
    public static func moment(_ utc: UTCInstant) -> String { utc.iso8601(decimals: 0) }

    /// Ago.
    public static func age(_ seconds: Double) -> String { Duration.realSeconds(max(0, min(seconds, 3e9))).humanText }
}
