// SPDX-License-Identifier: Apache-2.0

extension NMEA {
    /// Satellites in view, four to a sentence.
    public struct GSV: NMEAWritable, Sendable, BitwiseCopyable {
        /// How many sentences belong together, and which of them this is, from 1.
        public var parts: UInt8
        public var part: UInt8
        /// Satellites in all parts.
        public var inView: UInt8
        /// Up to four; `isUsed` is not said here.
        private var satellites = InlineArray<4, Satellite>(repeating: Satellite(constellation: .gps, id: 0))
        public private(set) var count = 0
        /// NMEA 4.10: which signal.
        public var signalID: UInt8?

        public init(parts: UInt8, part: UInt8, inView: UInt8, satellites: [Satellite] = [], signalID: UInt8? = nil) {
            (self.parts, self.part, self.inView, self.signalID) = (parts, part, inView, signalID)
            for satellite in satellites.prefix(4) { add(satellite) }
        }

        init?(_ fields: Fields, _ content: Span<UInt8>, by talker: Talker) {
            guard fields.count >= 4, let parts = fields.whole(1, in: content).flatMap(UInt8.init(exactly:)),
                let part = fields.whole(2, in: content).flatMap(UInt8.init(exactly:)), part >= 1, part <= parts
            else { return nil }
            (self.parts, self.part) = (parts, part)
            inView = fields.whole(3, in: content).flatMap(UInt8.init(exactly:)) ?? 0
            let rest = (fields.count - 4) % 4
            if rest == 1 { signalID = fields.whole(fields.count - 1, in: content).flatMap(UInt8.init(exactly:)) }
            for group in 0..<min((fields.count - 4) / 4, 4) {
                readSatellite(fields, 4 + group * 4, content, by: talker)
            }
        }

        private mutating func readSatellite(_ fields: Fields, _ first: Int, _ content: Span<UInt8>, by talker: Talker) {
            guard let number = fields.whole(first, in: content),
                var satellite = NMEA.satellite(number: number, context: talker.constellation)
            else { return }
            satellite.elevation = fields.real(first + 1, in: content).flatMap { Int8(exactly: $0.rounded()) }
            satellite.azimuth = fields.whole(first + 2, in: content).flatMap(UInt16.init(exactly:))
            satellite.cn0 = fields.whole(first + 3, in: content).flatMap(UInt8.init(exactly:))
            add(satellite)
        }

        /// Traps outside 0 ..< ``count``.
        public subscript(index: Int) -> Satellite {
            precondition(index < count)
            return satellites[index]
        }

        private mutating func add(_ satellite: Satellite) {
            guard count < 4 else { return }
            satellites[count] = satellite
            count += 1
        }

        public func write(by talker: Talker, to writer: inout Writer) {
            writer.begin(talker, "GSV")
            writer.field(Int(parts))
            writer.field(Int(part))
            writer.field(Int(inView), width: 2)
            for index in 0..<count {
                let satellite = satellites[index]
                writer.field(NMEA.number(of: satellite), width: 2)
                writer.field(satellite.elevation.map(Int.init), width: 2)
                writer.field(satellite.azimuth.map(Int.init), width: 3)
                writer.field(satellite.cn0.map(Int.init), width: 2)
            }
            if let signalID { writer.field(Int(signalID)) }
            writer.end()
        }
    }
}
