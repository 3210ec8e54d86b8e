// SPDX-License-Identifier: Apache-2.0

public import TimeBase

extension NMEA {
    /// Recommended minimum: time, date, status, position. The one sentence that every receiver sends.
    public struct RMC: NMEAWritable, Hashable, Sendable, BitwiseCopyable {
        public var clock: Clock?
        /// `A` (and `D` of some makers): the receiver warrants the data. `V`, or nothing: a warning.
        public var isValid: Bool
        public var position: Position?
        /// Knots over ground.
        public var speed: Double?
        /// Degrees from true north.
        public var course: Double?
        public var date: CivilDate?
        /// NMEA 2.3: `A` autonomous, `D` differential, `E` dead reckoning, `F`/`R` RTK, `M` manual, `N` none, `S` simulated.
        public var mode: UInt8?
        /// NMEA 4.1: `S` safe, `C` caution, `U` unsafe, `V` not for navigation.
        public var navigationStatus: UInt8?

        public init(
            clock: Clock?, isValid: Bool, position: Position? = nil, speed: Double? = nil, course: Double? = nil,
            date: CivilDate?, mode: UInt8? = nil, navigationStatus: UInt8? = nil
        ) {
            (self.clock, self.isValid, self.position) = (clock, isValid, position)
            (self.speed, self.course, self.date) = (speed, course, date)
            (self.mode, self.navigationStatus) = (mode, navigationStatus)
        }

        init?(_ fields: Fields, _ content: Span<UInt8>) {
            guard fields.count >= 10 else { return nil }
            let status = fields.letter(2, in: content)
            self.init(
                clock: Clock(fields, 1, in: content),
                isValid: status == UInt8(ascii: "A") || status == UInt8(ascii: "D"),
                position: NMEA.position(fields, 3, in: content), speed: fields.real(7, in: content),
                course: fields.real(8, in: content), date: NMEA.shortDate(fields, 9, in: content),
                mode: fields.letter(12, in: content), navigationStatus: fields.letter(13, in: content))
        }

        /// Ends after the mode where no navigation status is given (NMEA 2.3), after the variation where no mode is (2.0).
        public func write(by talker: Talker, to writer: inout Writer) {
            writer.begin(talker, "RMC")
            writer.field(clock)
            writer.field(isValid ? UInt8(ascii: "A") : UInt8(ascii: "V"))
            writer.fields(position)
            writer.field(speed, decimals: 3)
            writer.field(course, decimals: 2)
            writer.comma()
            if let date {
                writer.digits(date.day, width: 2)
                writer.digits(date.month, width: 2)
                writer.digits(date.year % 100, width: 2)
            }
            writer.comma()
            writer.comma()
            if mode != nil || navigationStatus != nil { writer.field(mode) }
            if navigationStatus != nil { writer.field(navigationStatus) }
            writer.end()
        }
    }
}
