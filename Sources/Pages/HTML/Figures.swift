// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Numbers as people read them: with their unit, with a real minus sign, with no more figures than they deserve.
enum Figures {
    static let unknown = "not known"

    /// From nanoseconds: "12.3 µs".
    static func duration(nanoseconds: Double?) -> String {
        guard let nanoseconds, nanoseconds.isFinite else { return unknown }
        guard nanoseconds.magnitude < 1e27 else { return "ages" }
        return Duration.realSeconds(nanoseconds * 1e-9).humanText
    }

    /// From nanoseconds, with the sign always shown: "+12.3 µs".
    static func offset(nanoseconds: Double?) -> String {
        let text = duration(nanoseconds: nanoseconds)
        return (nanoseconds ?? 0) > 0 && text != "0 s" && text != unknown ? "+" + text : text
    }

    /// From parts in 10⁹: "+12.034 ppm", "−3.2 ppb".
    static func frequency(ppb: Double?) -> String {
        guard let ppb, ppb.magnitude < 1e12 else { return unknown }
        if ppb.magnitude >= 999.95 { return signed(ppb / 1000, decimals: 3) + " ppm" }
        return signed(ppb, decimals: ppb.magnitude >= 9.995 ? 1 : 2) + " ppb"
    }

    /// "+1.50"; without a sign where nothing but zeros is left.
    static func signed(_ value: Double, decimals: Int) -> String {
        let text = decimal(value, decimals: decimals)
        let isZero = !text.contains { ("1"..."9").contains($0) }
        return value > 0 && !isZero ? "+" + text : text
    }

    /// "1.50", "−0.25"; magnitudes from 10¹² on are not for people.
    static func decimal(_ value: Double, decimals: Int) -> String {
        guard value.magnitude < 1e12 else { return unknown }
        let scale = (0..<decimals).reduce(1) { scale, _ in scale * 10 }
        let scaled = Int((value * Double(scale)).rounded())
        let rest = String(scaled.magnitude % UInt(scale))
        let fraction = decimals == 0 ? "" : "." + String(repeating: "0", count: decimals - rest.count) + rest
        return (scaled < 0 ? "\u{2212}" : "") + String(scaled.magnitude / UInt(scale)) + fraction
    }

    /// With a narrow space between thousands: "12 345".
    static func count(_ count: some BinaryInteger) -> String {
        let digits = Array(String(count.magnitude))
        let grouped = digits.indices.map { index in
            (index > 0 && (digits.count - index) % 3 == 0 ? "\u{202F}" : "") + String(digits[index])
        }
        return (count < 0 ? "\u{2212}" : "") + grouped.joined()
    }

    /// "1 satellite", "12 satellites".
    static func count(_ count: some BinaryInteger, of noun: String) -> String {
        "\(self.count(count)) \(noun)" + (count == 1 ? "" : "s")
    }

    /// From seconds: "3 min ago"; at most a hundred years.
    static func ago(seconds: Double?) -> String? {
        seconds.map { Duration.realSeconds($0 > 0 ? min($0, 3e9) : 0).humanText + " ago" }
    }

    /// ISO 8601 as people read it: "2026-11-21 11:30:01 UTC", without the part of a second.
    static func moment(_ iso8601: String) -> String {
        guard let utc = UTCInstant(iso8601: iso8601) else { return iso8601 }
        return moment(utc)
    }

    static func moment(_ utc: UTCInstant) -> String {
        let text = utc.iso8601(decimals: 0)
        return "\(text.prefix(10)) \(text.dropFirst(11).dropLast()) UTC"
    }
}

extension Figures {
    /// Between two moments in ISO 8601; leap seconds between them are left out, as people do.
    static func elapsed(from start: String, to end: String) -> String {
        guard let start = UTCInstant(iso8601: start), let end = UTCInstant(iso8601: end) else { return unknown }
        let seconds = (end.day - start.day) * 86_400 + end.secondOfDay - start.secondOfDay
        return Duration.seconds(max(0, seconds)).humanText
    }
}
