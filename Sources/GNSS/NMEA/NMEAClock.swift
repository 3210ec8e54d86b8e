// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension NMEA {
    /// A time of day, `hhmmss` or `hhmmss.sss`, in UTC.
    public struct Clock: Hashable, Sendable, BitwiseCopyable {
        /// 0 ... 23
        public var hour: UInt8
        /// 0 ... 59
        public var minute: UInt8
        /// 0 ... 60; 60 within an inserted leap second.
        public var second: UInt8
        /// 0 ..< 10⁹
        public var nanosecond: UInt32
        /// How many digits stand after the point, 0 ... 9.
        public var fractionDigits: UInt8

        public init(hour: UInt8, minute: UInt8, second: UInt8, nanosecond: UInt32 = 0, fractionDigits: UInt8 = 2) {
            (self.hour, self.minute, self.second) = (hour, minute, second)
            (self.nanosecond, self.fractionDigits) = (nanosecond, fractionDigits)
        }

        /// `nil` unless six digits stand before the point and a clock can show them.
        init?(_ fields: Fields, _ index: Int, in content: Span<UInt8>) {
            let place = fields.range(index)
            guard place.count >= 6, Decimal.digit(content[place.lowerBound]) != nil,
                let number = Decimal(content, place)
            else { return nil }
            guard place.count == 6 || content[place.lowerBound + 6] == UInt8(ascii: ".") else { return nil }
            let (hour, minute, second) = (number.whole / 10_000, number.whole / 100 % 100, number.whole % 100)
            guard hour < 24, minute < 60, second < 60 || (second == 60 && hour == 23 && minute == 59) else {
                return nil
            }
            self.init(
                hour: UInt8(hour), minute: UInt8(minute), second: UInt8(second),
                nanosecond: UInt32(number.billionths), fractionDigits: UInt8(min(number.fractionDigits, 9)))
        }

        /// To the nearest millisecond, but never over into the next second: 0 ... 86,400,999, where
        /// 86,400,000 and more is within an inserted leap second.
        public var millisecondOfDay: Int {
            let seconds = second == 60 ? 86_400 : Int(hour) * 3600 + Int(minute) * 60 + Int(second)
            return seconds * 1000 + min((Int(nanosecond) + 500_000) / 1_000_000, 999)
        }

        /// The least step that this way of writing can show, not below a millisecond.
        var resolution: Duration {
            switch fractionDigits {
            case 0: .seconds(1)
            case 1: .milliseconds(100)
            case 2: .milliseconds(10)
            default: .milliseconds(1)
            }
        }
    }

    /// The calendar day of RMC's `ddmmyy`. Two digits of the year are taken within 1980 ... 2079: GPS time began in 1980.
    static func shortDate(_ fields: Fields, _ index: Int, in content: Span<UInt8>) -> CivilDate? {
        let place = fields.range(index)
        guard place.count == 6, let number = Decimal(content, place), number.fractionDigits == 0 else { return nil }
        guard Decimal.digit(content[place.lowerBound]) != nil else { return nil }
        let year = number.whole % 100
        return CivilDate(
            year: year < 80 ? 2000 + year : 1900 + year, month: number.whole / 100 % 100, day: number.whole / 10_000)
    }
}
