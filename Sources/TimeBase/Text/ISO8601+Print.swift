// SPDX-License-Identifier: Apache-2.0

extension CivilDate: CustomStringConvertible {
    /// `2017-12-01` (ISO 8601; RFC 3339 full-date).
    public var description: String {
        "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }
}

extension UTCInstant: CustomStringConvertible {
    /// `2017-12-01T17:22:37.000Z` (RFC 3339); the second is 60 within an inserted leap second.
    /// - Parameter decimals: of the second; further ones are cut off, not rounded. None: no point either.
    public func iso8601(decimals count: Int = 3) -> String {
        let (hour, minute, second) = clockFace
        let face = "\(padded(hour, to: 2)):\(padded(minute, to: 2)):\(padded(second, to: 2))"
        return "\(date)T\(face)\(decimals(of: fraction, count: count))Z"
    }

    /// With nanoseconds.
    public var description: String { iso8601(decimals: 9) }
}
