// SPDX-License-Identifier: Apache-2.0

extension NMEA {
    /// Integrity (RAIM): expected errors in metres, and the satellite that most likely fails.
    public struct GBS: Hashable, Sendable, BitwiseCopyable {
        public var clock: Clock?
        public var latitudeError: Double?
        public var longitudeError: Double?
        public var altitudeError: Double?
        /// As NMEA numbers it; `nil` where none is suspected.
        public var suspect: UInt16?
        /// Estimated bias of the suspect, metres.
        public var bias: Double?

        init?(_ fields: Fields, _ content: Span<UInt8>) {
            guard fields.count >= 8 else { return nil }
            clock = Clock(fields, 1, in: content)
            latitudeError = fields.real(2, in: content)
            longitudeError = fields.real(3, in: content)
            altitudeError = fields.real(4, in: content)
            suspect = fields.whole(5, in: content).flatMap(UInt16.init(exactly:))
            bias = fields.real(7, in: content)
        }
    }
}
