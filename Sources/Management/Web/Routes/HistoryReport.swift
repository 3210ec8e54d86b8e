// SPDX-License-Identifier: Apache-2.0

import Records
import TimeBase

/// What `GET /api/v1/history` tells.
struct HistoryReport: Encodable, Sendable {
    struct Run: Encodable, Sendable {
        var unit: String
        /// Of each point: ms since 1970-01-01 UTC, least, mean, most, and how many measurements.
        var points: [[Double]]
    }

    /// UTC, ISO 8601.
    var from: String
    var to: String
    /// Seconds from one point to the next.
    var step: Double
    var series: [String: Run]

    init(_ query: HistoryQuery, _ points: [HistoryPoint]) {
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
    var unit: String {
        switch self {
        case .offset, .bound, .pulseResidual, .loopLatency: "ns"
        case .frequency: "ppb"
        case .temperature: "°C"
        case .satellites: ""
        case .cn0: "dB-Hz"
        case .ntpRequests: "1/s"
        }
    }
}

/// Moments of the history and the journal as text.
enum UTCText {
    /// ISO 8601 with milliseconds; the year 9999 at the latest.
    static func of(_ unixMilliseconds: Int64) -> String { instant(unixMilliseconds).iso8601() }

    static func instant(_ unixMilliseconds: Int64) -> UTCInstant {
        let bounded = max(0, min(unixMilliseconds, 253_402_300_799_999))
        let seconds = Int(bounded / 1000)
        return UTCInstant(
            day: seconds / 86_400, secondOfDay: seconds % 86_400, fraction: .milliseconds(bounded % 1000))
    }
}
