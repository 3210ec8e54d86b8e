// SPDX-License-Identifier: Apache-2.0

extension NMEA {
    /// Writes one sentence at a time onto a caller's buffer: address, fields, checksum, line end.
    public struct Writer {
        public private(set) var bytes: [UInt8]
        private var start = 0

        /// Goes on behind `bytes`; take the result from ``bytes``.
        public init(appendingTo bytes: [UInt8] = []) { self.bytes = bytes }

        mutating func begin(_ talker: Talker, _ type: StaticString) {
            bytes.append(UInt8(ascii: "$"))
            start = bytes.count
            bytes.append(talker.letters.0)
            bytes.append(talker.letters.1)
            text(type)
        }

        /// `*hh` and the line's end.
        mutating func end() {
            var sum: UInt8 = 0
            for index in start..<bytes.count { sum ^= bytes[index] }
            bytes.append(UInt8(ascii: "*"))
            hexDigit(sum >> 4)
            hexDigit(sum & 15)
            bytes.append(13)
            bytes.append(10)
        }

        mutating func comma() { bytes.append(UInt8(ascii: ",")) }

        mutating func field(_ letter: UInt8?) {
            comma()
            if let letter { bytes.append(letter) }
        }

        /// Leading zeros up to `width`; a negative number is written as empty.
        mutating func field(_ number: Int?, width: Int = 1) {
            comma()
            if let number, number >= 0 { digits(number, width: width) }
        }

        /// With `decimals` (0 ... 9) digits after the point; magnitudes from 10⁹ are written as empty.
        mutating func field(_ value: Double?, decimals: Int) {
            comma()
            guard let value, value.magnitude < 1e9 else { return }
            if value < 0 { bytes.append(UInt8(ascii: "-")) }
            fixed(value.magnitude, decimals: decimals, width: 1)
        }

        mutating func field(_ clock: Clock?) {
            comma()
            guard let clock else { return }
            digits(Int(clock.hour), width: 2)
            digits(Int(clock.minute), width: 2)
            digits(Int(clock.second), width: 2)
            let places = min(Int(clock.fractionDigits), 9)
            guard places > 0 else { return }
            bytes.append(UInt8(ascii: "."))
            digits(Int(clock.nanosecond) / Writer.power(9 - places), width: places)
        }

        /// Two fields each for latitude and longitude.
        mutating func fields(_ position: Position?) {
            angle(position?.latitude, width: 4, north: UInt8(ascii: "N"), south: UInt8(ascii: "S"))
            angle(position?.longitude, width: 5, north: UInt8(ascii: "E"), south: UInt8(ascii: "W"))
        }

        mutating func text(_ text: StaticString) {
            for byte in "\(text)".utf8 { bytes.append(byte) }
        }

        mutating func append(_ byte: UInt8) { bytes.append(byte) }

        private mutating func angle(_ degrees: Double?, width: Int, north: UInt8, south: UInt8) {
            comma()
            guard let degrees, degrees.magnitude <= 180 else { return comma() }
            // In units of 10⁻⁵ minutes first, so that 59.999999 min does not become 60.
            let units = Int((degrees.magnitude * 6_000_000).rounded())
            digits(units / 6_000_000 * 100 + units % 6_000_000 / 100_000, width: width)
            bytes.append(UInt8(ascii: "."))
            digits(units % 100_000, width: 5)
            field(degrees < 0 ? south : north)
        }

        private mutating func fixed(_ magnitude: Double, decimals: Int, width: Int) {
            let scale = Writer.power(min(max(decimals, 0), 9))
            let units = Int((magnitude * Double(scale)).rounded())
            digits(units / scale, width: width)
            guard scale > 1 else { return }
            bytes.append(UInt8(ascii: "."))
            digits(units % scale, width: decimals)
        }

        mutating func digits(_ number: Int, width: Int) {
            var weight = 1
            var places = 1
            while places < width || number / weight >= 10 {
                weight *= 10
                places += 1
            }
            while weight > 0 {
                bytes.append(UInt8(ascii: "0") + UInt8(number / weight % 10))
                weight /= 10
            }
        }

        private mutating func hexDigit(_ value: UInt8) {
            bytes.append(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10)
        }

        private static func power(_ exponent: Int) -> Int {
            var power = 1
            for _ in 0..<exponent { power *= 10 }
            return power
        }
    }
}

/// A sentence that can be written as well as read.
public protocol NMEAWritable {
    func write(by talker: NMEA.Talker, to writer: inout NMEA.Writer)
}

extension NMEAWritable {
    /// Appends the whole sentence, `$` to line end.
    public func append(by talker: NMEA.Talker, to bytes: inout [UInt8]) {
        var writer = NMEA.Writer(appendingTo: bytes)
        // So that the writer is the buffer's only holder, and appends in place.
        bytes = []
        write(by: talker, to: &writer)
        bytes = writer.bytes
    }
}
