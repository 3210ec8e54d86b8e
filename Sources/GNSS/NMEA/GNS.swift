// SPDX-License-Identifier: Apache-2.0

extension NMEA {
    /// Position fix of several systems: as GGA, with a mode for each system.
    public struct GNS: NMEAWritable, Hashable, Sendable, BitwiseCopyable {
        public var clock: Clock?
        public var position: Position?
        /// How many systems have a mode other than `N`.
        public var systemsInUse: UInt8
        public var used: UInt8?
        public var hdop: Double?
        public var geoidSeparation: Double?
        /// NMEA 4.1: `S` safe, `C` caution, `U` unsafe, `V` not for navigation.
        public var navigationStatus: UInt8?

        public init(
            clock: Clock?, position: Position? = nil, systemsInUse: UInt8, used: UInt8? = nil, hdop: Double? = nil,
            geoidSeparation: Double? = nil, navigationStatus: UInt8? = nil
        ) {
            (self.clock, self.position, self.systemsInUse) = (clock, position, systemsInUse)
            (self.used, self.hdop) = (used, hdop)
            (self.geoidSeparation, self.navigationStatus) = (geoidSeparation, navigationStatus)
        }

        init?(_ fields: Fields, _ content: Span<UInt8>) {
            guard fields.count >= 8 else { return nil }
            var position = NMEA.position(fields, 2, in: content)
            position?.altitude = fields.real(9, in: content)
            var systems: UInt8 = 0
            for index in fields.range(6).prefix(8) where content[index] != UInt8(ascii: "N") { systems += 1 }
            self.init(
                clock: Clock(fields, 1, in: content), position: position, systemsInUse: systems,
                used: fields.whole(7, in: content).flatMap(UInt8.init(exactly:)),
                hdop: fields.real(8, in: content), geoidSeparation: fields.real(10, in: content),
                navigationStatus: fields.letter(13, in: content))
        }

        /// Writes the modes of GPS, GLONASS, Galileo and BeiDou: `A` for the first ``systemsInUse`` of them.
        public func write(by talker: Talker, to writer: inout Writer) {
            writer.begin(talker, "GNS")
            writer.field(clock)
            writer.fields(position)
            writer.comma()
            for system in 0..<4 { writer.append(system < systemsInUse ? UInt8(ascii: "A") : UInt8(ascii: "N")) }
            writer.field(used.map(Int.init), width: 2)
            writer.field(hdop, decimals: 2)
            writer.field(position?.altitude, decimals: 1)
            writer.field(geoidSeparation, decimals: 1)
            writer.comma()
            writer.comma()
            if navigationStatus != nil { writer.field(navigationStatus) }
            writer.end()
        }
    }
}
