// SPDX-License-Identifier: Apache-2.0

/// What was measured at one moment. A series that had no value then is left out.
public struct HistorySample: Hashable, Sendable {
    /// Milliseconds since 1970-01-01 UTC as our clock showed it, leap seconds not counted. Not negative.
    public var utcMilliseconds: Int64
    /// In the units of each ``Series``.
    public var values: [Series: Double]

    public init(utcMilliseconds: Int64, values: [Series: Double]) {
        (self.utcMilliseconds, self.values) = (utcMilliseconds, values)
    }
}

/// A sample as it waits and as it is kept: a place for each series, in the file's units.
struct Measurement: Sendable {
    static let absent = Int64.min

    let utcMilliseconds: Int64
    private(set) var cells = InlineArray<10, Int64>(repeating: absent)

    init(_ sample: HistorySample) {
        utcMilliseconds = sample.utcMilliseconds
        for (series, value) in sample.values {
            cells[series.code] = series.units(of: value) ?? Self.absent
        }
    }

    func units(of series: Series) -> Int64? {
        let units = cells[series.code]
        return units == Self.absent ? nil : units
    }
}
