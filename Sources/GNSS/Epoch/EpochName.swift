// SPDX-License-Identifier: Apache-2.0

/// How a message names its epoch.
enum EpochName: Sendable, BitwiseCopyable {
    /// UBX: GPS time of week in milliseconds.
    case timeOfWeek(Int)
    /// NMEA: UTC time of day in milliseconds.
    case timeOfDay(Int)
}

/// What is known of an epoch's names: one, the other, or both.
struct EpochNames: Sendable, BitwiseCopyable {
    var timeOfWeek: Int?
    var timeOfDay: Int?

    /// Receivers round the time of day to 10 ms where they write only two digits.
    private static let tolerance = 10

    /// Whether a message so named belongs here; `nil` where nothing is known to compare with.
    /// - Parameter gpsMinusUTC: in seconds, to compare one name with the other.
    func match(_ name: EpochName, gpsMinusUTC: Int) -> Bool? {
        switch name {
        case .timeOfWeek(let time):
            if let timeOfWeek { return timeOfWeek == time }
            return timeOfDay.map { Self.isSame(timeOfWeek: time, timeOfDay: $0, gpsMinusUTC) }
        case .timeOfDay(let time):
            if let timeOfDay { return Self.isNear(timeOfDay, time) }
            return timeOfWeek.map { Self.isSame(timeOfWeek: $0, timeOfDay: time, gpsMinusUTC) }
        }
    }

    static func timeOfDay(ofWeek time: Int, _ gpsMinusUTC: Int) -> Int {
        (time - gpsMinusUTC * 1000 + 7 * 86_400_000) % 86_400_000
    }

    /// 23:59:60.x, which is a time of day of its own, is a time of week like 00:00:00.x while leap seconds are not yet
    /// counted anew.
    private static func isSame(timeOfWeek: Int, timeOfDay time: Int, _ gpsMinusUTC: Int) -> Bool {
        isNear(timeOfDay(ofWeek: timeOfWeek, gpsMinusUTC), time % 86_400_000)
    }

    private static func isNear(_ a: Int, _ b: Int) -> Bool {
        let apart = (a - b).magnitude
        return apart < tolerance || (apart < 86_400_000 && 86_400_000 - apart < tolerance)
    }
}
