// SPDX-License-Identifier: Apache-2.0

public import GNSS
import TimeBase

/// What kind of receiver is simulated.
public struct ReceiverModel: Sendable {
    /// What it speaks.
    public enum Language: Sendable, Equatable {
        /// NMEA 0183 4.11: RMC GGA GSA GSV ZDA.
        case nmea
        /// u-blox binary: NAV-PVT NAV-STATUS NAV-TIMEGPS NAV-TIMELS NAV-SAT NAV-EOE TIM-TP, MON-RF and TIM-SVIN now and then,
        /// MON-VER at first.
        case ubx
    }

    public var language: Language
    /// Bits a second on the line, ten to a byte; more than 0.
    public var baud: Int
    /// Which systems it listens to; at 9600 baud NMEA's lists of more than two do not fit in a second.
    public var constellations: Set<Constellation>
    public var position = Position(latitude: 52.5186, longitude: 13.3763, altitude: 41)
    /// From the second of a solution to the first byte about it: mean, and RMS of its variation.
    public var latency: Duration = .milliseconds(80)
    public var latencyJitter: Duration = .milliseconds(8)
    /// From power and sky to a first fix in two dimensions, and in three, when nothing is known yet.
    public var coldStart = (twoD: Duration.seconds(12), threeD: Duration.seconds(15))
    /// The same for a receiver that had a fix before.
    public var warmStart = (twoD: Duration.seconds(3), threeD: Duration.seconds(5))
    /// How long it measures its own position.
    public var survey: Duration = .seconds(300)
    /// What its clock is wrong by before the first fix, when it states a time that it does not vouch for.
    public var coldClockError: Duration = .seconds(-1_000_000)
    /// From the first fix until it has read the leap seconds from the sky; until then it counts with those of its
    /// firmware and says so.
    public var leapSecondsAfter: Duration = .zero
    /// What the firmware's count of leap seconds is wrong by.
    public var firmwareLeapError: Int8 = 0
    /// How many bytes a read from the port returns at most, 1 ... 128.
    public var bytesPerRead = 32

    /// Listens to GPS, Galileo, BeiDou and GLONASS; at less than 19200 baud of NMEA to GPS and GLONASS.
    public init(_ language: Language = .ubx, baud: Int = 115_200) {
        (self.language, self.baud) = (language, baud)
        let isNarrow = language == .nmea && baud < 19_200
        constellations = isNarrow ? [.gps, .glonass] : [.gps, .galileo, .beidou, .glonass]
    }
}
