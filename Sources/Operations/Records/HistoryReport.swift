// SPDX-License-Identifier: Apache-2.0

public import Records

/// What `GET /api/v1/history` tells.
public struct HistoryReport: Encodable, Sendable {
    public struct Run: Encodable, Sendable {
        public var unit: String
        /// Of each point: ms since 1970-01-01 UTC, least, mean, most, and how many measurements.
        public var points: [[Double]]
    }

    /// UTC, ISO 8601.
    public var from: String
    public var to: String
    /// Seconds from one point to the next.
    public var step: Double
    public var series: [String: Run]

    public init(_ query: HistoryQuery, _ points: [HistoryPoint]) {
        (from, to) = (UTCText.of(query.from), UTCText.of(query.to))
        step = Double(points.first?.stepMilliseconds ?? query.step) / 1000
        series = [:]
        for wanted in query.series { series[wanted.rawValue] = Run(unit: wanted.unit, points: []) }
        for point in points {
            series[point.series.rawValue]?.points.append([
                Double(point.utcMilliseconds), point.minimum, point.mean, point.maximum, Double(point.count),
            ])
        }
    }
}

extension Series {
    /// As people write it.
    public var unit: String {
        switch self {
        case .offset, .bound, .pulseResidual, .loopLatency, .watchWorst: "ns"
        case .frequency: "ppb"
        case .temperature: "°C"
        case .satellites: ""
        case .cn0: "dB-Hz"
        case .ntpRequests: "1/s"
        }
    }

    /// In a few words.
    var about: String {
        switch self {
        case .offset: "our clock − the reference"
        case .bound: "how wrong the clock may be"
        case .frequency: "of the free-running oscillator"
        case .temperature: "of the board"
        case .satellites: "how many are used"
        case .cn0: "strength of those that are used"
        case .pulseResidual: "pulse − its prediction"
        case .loopLatency: "from the pulse until it is dealt with"
        case .ntpRequests: "NTP requests a second"
        case .watchWorst: "the worst pair of clocks that are watched"
        }
    }
}
