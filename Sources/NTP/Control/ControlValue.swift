// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// A variable's value in the notation that ntpq reads.
enum ControlValue {
    /// In quotes.
    case text(String)
    /// Without quotes: an address, letters.
    case word(String)
    case integer(Int)
    case hex(UInt32)
    /// In milliseconds with six decimals.
    case milliseconds(Duration)
    /// A fraction in millionths, with six decimals.
    case perMillion(Double)
    /// In whole seconds.
    case seconds(Duration)
    case timestamp(NTPTimestamp)
    /// Year, month, day, hour and minute in one number.
    case minute(UTCInstant)

    init(_ count: UInt64) { self = .word("\(count)") }

    var description: String {
        switch self {
        case .text(let text): "\"\(Self.plain(text))\""
        case .word(let text): Self.plain(text)
        case .integer(let number): "\(number)"
        case .hex(let number): "0x" + Self.hex(number, digits: 1)
        case .milliseconds(let duration): Self.millionths(Self.nanoseconds(duration))
        case .perMillion(let fraction): Self.millionths(Self.whole(fraction * 1e12))
        case .seconds(let duration): "\(duration.wholeSeconds)"
        case .timestamp(let stamp): "0x\(Self.hex(stamp.seconds, digits: 8)).\(Self.hex(stamp.fraction, digits: 8))"
        case .minute(let utc): Self.minute(utc)
        }
    }

    /// What would end a value early, or is no printable ASCII, is left out.
    private static func plain(_ text: String) -> String {
        String(decoding: text.utf8.filter { (0x20...0x7E).contains($0) && $0 != 0x22 && $0 != 0x2C }, as: UTF8.self)
    }

    private static func hex(_ number: UInt32, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    /// To nearest.
    private static func nanoseconds(_ duration: Duration) -> Int64 {
        let half: Int128 = duration < .zero ? -500_000_000 : 500_000_000
        return Int64(clamping: (duration.attoseconds + half) / 1_000_000_000)
    }

    /// To nearest; what no number can say is zero.
    private static func whole(_ value: Double) -> Int64 { Int64(exactly: value.rounded()) ?? 0 }

    /// A number of millionths with its six decimals.
    private static func millionths(_ count: Int64) -> String {
        let (whole, rest) = count.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
        let decimals = String(rest)
        return "\(count < 0 ? "-" : "")\(whole).\(String(repeating: "0", count: 6 - decimals.utf8.count))\(decimals)"
    }

    private static func minute(_ utc: UTCInstant) -> String {
        let (date, clock) = (utc.date, utc.clockFace)
        return ([date.month, date.day, clock.hour, clock.minute] as [Int]).reduce("\(date.year)") {
            $0 + ($1 < 10 ? "0" : "") + "\($1)"
        }
    }
}
