// SPDX-License-Identifier: Apache-2.0

extension NMEA {
    /// Statistics of the position's error, metres, one sigma.
    public struct GST: Hashable, Sendable, BitwiseCopyable {
        public var clock: Clock?
        /// Of the ranges that went into the solution.
        public var rangeRMS: Double?
        public var latitudeError: Double?
        public var longitudeError: Double?
        public var altitudeError: Double?

        init?(_ fields: Fields, _ content: Span<UInt8>) {
            guard fields.count >= 9 else { return nil }
            clock = Clock(fields, 1, in: content)
            rangeRMS = fields.real(2, in: content)
            latitudeError = fields.real(6, in: content)
            longitudeError = fields.real(7, in: content)
            altitudeError = fields.real(8, in: content)
        }
    }
}
