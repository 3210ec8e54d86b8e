// SPDX-License-Identifier: Apache-2.0

extension NMEA {
    /// Where the fields of a sentence lie. Field 0 is the address (`GPRMC`); fields that are not there read as empty.
    public struct Fields: Sendable, BitwiseCopyable {
        public static let capacity = 48

        /// `bounds[n]` is where field n begins; the comma before field n + 1 lies at `bounds[n + 1] - 1`.
        private var bounds = InlineArray<49, UInt16>(repeating: 0)
        public private(set) var count = 0

        /// Splits at commas. Fields beyond the 48th, and text beyond 65,534 bytes, are not looked at.
        public init(_ content: Span<UInt8>) {
            let length = min(content.count, 65_534)
            var index = 0
            while count < Self.capacity && index <= length {
                if index == length || content[index] == UInt8(ascii: ",") {
                    count += 1
                    bounds[count] = UInt16(index + 1)
                }
                index += 1
            }
        }

        /// The place of a field in the content; empty where there is no such field.
        public func range(_ index: Int) -> Range<Int> {
            guard index >= 0, index < count else { return 0..<0 }
            return Int(bounds[index])..<Int(bounds[index + 1]) - 1
        }

        public func isEmpty(_ index: Int) -> Bool { range(index).isEmpty }

        /// The field's first character.
        public func letter(_ index: Int, in content: Span<UInt8>) -> UInt8? {
            let place = range(index)
            return place.isEmpty ? nil : content[place.lowerBound]
        }

        /// A number without sign, in 0 ... 10⁹ − 1, with a fraction (which is dropped) allowed.
        public func whole(_ index: Int, in content: Span<UInt8>) -> Int? {
            Decimal(content, range(index)).flatMap { $0.isNegative ? nil : $0.whole }
        }

        /// A number with an optional sign and fraction; magnitude below 10⁹.
        public func real(_ index: Int, in content: Span<UInt8>) -> Double? {
            Decimal(content, range(index))?.value
        }
    }

    /// A decimal number as NMEA writes it: optional sign, digits, optional point and digits. At least one digit.
    struct Decimal {
        var isNegative = false
        /// The digits before the point, at most nine.
        var whole = 0
        /// The digits after the point as a count of 10⁻⁹; digits beyond the ninth are dropped.
        var billionths = 0
        /// How many digits stood after the point.
        var fractionDigits = 0

        init?(_ content: Span<UInt8>, _ place: Range<Int>) {
            var index = place.lowerBound
            if index < place.upperBound, content[index] == UInt8(ascii: "-") || content[index] == UInt8(ascii: "+") {
                isNegative = content[index] == UInt8(ascii: "-")
                index += 1
            }
            let first = index
            while index < place.upperBound, let digit = Decimal.digit(content[index]) {
                guard whole < 100_000_000 else { return nil }
                whole = whole * 10 + digit
                index += 1
            }
            let digits = index - first
            if index < place.upperBound, content[index] == UInt8(ascii: ".") {
                readFraction(content, index + 1..<place.upperBound)
                index += 1 + fractionDigits
            }
            guard index == place.upperBound, digits + fractionDigits > 0 else { return nil }
        }

        /// Stops at the first byte that is no digit.
        private mutating func readFraction(_ content: Span<UInt8>, _ place: Range<Int>) {
            var weight = 100_000_000
            for index in place {
                guard let digit = Decimal.digit(content[index]) else { return }
                billionths += digit * weight
                weight /= 10
                fractionDigits += 1
            }
        }

        var value: Double {
            let magnitude = Double(whole) + Double(billionths) * 1e-9
            return isNegative ? -magnitude : magnitude
        }

        static func digit(_ byte: UInt8) -> Int? {
            (0x30...0x39).contains(byte) ? Int(byte) - 0x30 : nil
        }
    }
}
