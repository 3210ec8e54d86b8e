// SPDX-License-Identifier: Apache-2.0

extension NMEA {
    /// Position fix: time of day, position, quality, satellites used. No date.
    public struct GGA: NMEAWritable, Hashable, Sendable, BitwiseCopyable {
        public var clock: Clock?
        public var position: Position?
        /// 0 none, 1 autonomous, 2 differential, 3 PPS, 4/5 RTK, 6 dead reckoning, 7 manual, 8 simulated.
        /// `nil` where the receiver leaves it empty.
        public var quality: UInt8?
        public var used: UInt8?
        public var hdop: Double?
        /// Geoid above ellipsoid, metres.
        public var geoidSeparation: Double?

        public init(
            clock: Clock?, position: Position? = nil, quality: UInt8?, used: UInt8? = nil, hdop: Double? = nil,
            geoidSeparation: Double? = nil
        ) {
            (self.clock, self.position, self.quality) = (clock, position, quality)
            (self.used, self.hdop, self.geoidSeparation) = (used, hdop, geoidSeparation)
        }

        init?(_ fields: Fields, _ content: Span<UInt8>) {
            guard fields.count >= 7 else { return nil }
            var position = NMEA.position(fields, 2, in: content)
            position?.altitude = fields.real(9, in: content)
            self.init(
                clock: Clock(fields, 1, in: content), position: position,
                quality: fields.whole(6, in: content).flatMap(UInt8.init(exactly:)),
                used: fields.whole(7, in: content).flatMap(UInt8.init(exactly:)),
                hdop: fields.real(8, in: content), geoidSeparation: fields.real(11, in: content))
        }

        public func write(by talker: Talker, to writer: inout Writer) {
            writer.begin(talker, "GGA")
            writer.field(clock)
            writer.fields(position)
            writer.field(quality.map(Int.init))
            writer.field(used.map(Int.init), width: 2)
            writer.field(hdop, decimals: 2)
            writer.field(position?.altitude, decimals: 1)
            writer.field(UInt8(ascii: "M"))
            writer.field(geoidSeparation, decimals: 1)
            writer.field(UInt8(ascii: "M"))
            writer.comma()
            writer.comma()
            writer.end()
        }
    }
}
