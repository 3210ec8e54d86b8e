// SPDX-License-Identifier: Apache-2.0

extension CivilDate {
    /// From `2017-12-01`; `nil` for anything else, or a day that the calendar does not have.
    public init?(iso8601 text: String) {
        var scanner = DigitScanner(text)
        guard let date = scanner.date(), scanner.isAtEnd else { return nil }
        self = date
    }
}

extension UTCInstant {
    /// From RFC 3339 text: `2017-12-01T17:22:37.25Z`, with any number of decimals (18 count), `Z` or an offset such
    /// as `+01:00`; a space or `t` may stand for `T`. A date alone is its midnight UTC.
    ///
    /// `nil` for anything else. Second 60 is taken at 23:59 UTC; whether that day had one is for the table to say.
    public init?(iso8601 text: String) {
        var scanner = DigitScanner(text)
        guard let date = scanner.date() else { return nil }
        if scanner.isAtEnd {
            self.init(day: date.daysSince1970, secondOfDay: 0)
            return
        }
        guard scanner.take(oneOf: "Tt ") != nil, let face = scanner.clockFace(), let offset = scanner.zoneOffset(),
            scanner.isAtEnd
        else { return nil }
        self.init(date: date, face: face, minutesEast: offset)
    }

    private init?(date: CivilDate, face: DigitScanner.ClockFace, minutesEast: Int) {
        let minutes = face.hour * 60 + face.minute - minutesEast
        let day = date.daysSince1970 + minutes.flooredQuotient(1440)
        let minuteOfDay = minutes - minutes.flooredQuotient(1440) * 1440
        self.init(
            date: CivilDate(daysSince1970: day), hour: minuteOfDay / 60, minute: minuteOfDay % 60,
            second: face.second, fraction: face.fraction)
    }
}

/// Reads fixed-width decimal fields from the front of a text.
private struct DigitScanner {
    typealias ClockFace = (hour: Int, minute: Int, second: Int, fraction: Duration)

    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = text[...].utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func date() -> CivilDate? {
        guard let year = number(4), take(oneOf: "-") != nil, let month = number(2), take(oneOf: "-") != nil,
            let day = number(2)
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    mutating func clockFace() -> ClockFace? {
        guard let hour = number(2), take(oneOf: ":") != nil, let minute = number(2), take(oneOf: ":") != nil,
            let second = number(2), hour < 24, minute < 60, let fraction = fraction()
        else { return nil }
        return (hour, minute, second, fraction)
    }

    /// Minutes east of Greenwich.
    mutating func zoneOffset() -> Int? {
        switch take(oneOf: "Zz+-") {
        case UInt8(ascii: "+"): return hoursAndMinutes()
        case UInt8(ascii: "-"): return hoursAndMinutes().map { -$0 }
        case nil: return nil
        default: return 0
        }
    }

    mutating func take(oneOf characters: StaticString) -> UInt8? {
        guard let first = rest.first, characters.description.utf8.contains(first) else { return nil }
        rest.removeFirst()
        return first
    }

    private mutating func hoursAndMinutes() -> Int? {
        guard let hours = number(2), take(oneOf: ":") != nil, let minutes = number(2), hours < 24, minutes < 60
        else { return nil }
        return hours * 60 + minutes
    }

    /// Zero where there is no point; `nil` for a point without digits.
    private mutating func fraction() -> Duration? {
        if take(oneOf: ".,") == nil { return .zero }
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        if digits.isEmpty { return nil }
        rest = rest.dropFirst(digits.count)
        var attoseconds: Int64 = 0
        var unit: Int64 = 100_000_000_000_000_000
        for digit in digits.prefix(18) {
            attoseconds += Int64(digit - 0x30) * unit
            unit /= 10
        }
        return Duration(secondsComponent: 0, attosecondsComponent: attoseconds)
    }

    private mutating func number(_ width: Int) -> Int? {
        let digits = rest.prefix(width)
        guard digits.count == width, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        rest = rest.dropFirst(width)
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
