// SPDX-License-Identifier: Apache-2.0

extension NMEA {
    /// Latitude `ddmm.mmm`, hemisphere, longitude `dddmm.mmm`, hemisphere, beginning at field `index`; `nil` where any
    /// is missing or is no such thing.
    static func position(_ fields: Fields, _ index: Int, in content: Span<UInt8>) -> Position? {
        guard let latitude = angle(fields, index, in: content, limit: 90, negative: UInt8(ascii: "S")),
            let longitude = angle(fields, index + 2, in: content, limit: 180, negative: UInt8(ascii: "W"))
        else { return nil }
        return Position(latitude: latitude, longitude: longitude)
    }

    private static func angle(
        _ fields: Fields, _ index: Int, in content: Span<UInt8>, limit: Double, negative: UInt8
    ) -> Double? {
        guard let number = Decimal(content, fields.range(index)), !number.isNegative,
            let hemisphere = fields.letter(index + 1, in: content)
        else { return nil }
        let minutes = Double(number.whole % 100) + Double(number.billionths) * 1e-9
        let degrees = Double(number.whole / 100) + minutes / 60
        guard degrees <= limit else { return nil }
        return hemisphere == negative ? -degrees : degrees
    }
}
