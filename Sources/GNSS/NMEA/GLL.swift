// SPDX-License-Identifier: Apache-2.0

extension NMEA {
    /// Position and time of day, with a status.
    public struct GLL: NMEAWritable, Hashable, Sendable, BitwiseCopyable {
        public var position: Position?
        public var clock: Clock?
        /// `A`; and, where a mode is given, it is not `N`.
        public var isValid: Bool
        public var mode: UInt8?

        public init(position: Position? = nil, clock: Clock?, isValid: Bool, mode: UInt8? = nil) {
            (self.position, self.clock, self.isValid, self.mode) = (position, clock, isValid, mode)
        }

        init?(_ fields: Fields, _ content: Span<UInt8>) {
            guard fields.count >= 5 else { return nil }
            let mode = fields.letter(7, in: content)
            self.init(
                position: NMEA.position(fields, 1, in: content), clock: Clock(fields, 5, in: content),
                isValid: fields.letter(6, in: content) == UInt8(ascii: "A") && mode != UInt8(ascii: "N"), mode: mode)
        }

        public func write(by talker: Talker, to writer: inout Writer) {
            writer.begin(talker, "GLL")
            writer.fields(position)
            writer.field(clock)
            writer.field(isValid ? UInt8(ascii: "A") : UInt8(ascii: "V"))
            if mode != nil { writer.field(mode) }
            writer.end()
        }
    }
}
