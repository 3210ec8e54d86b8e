// SPDX-License-Identifier: Apache-2.0

/// What is wanted of a receiver, where it can be had.
public struct ConfigurationOptions: Hashable, Sendable, BitwiseCopyable {
    /// A survey of the antenna's place, for timing receivers.
    public struct Survey: Hashable, Sendable, BitwiseCopyable {
        /// It lasts at least so long, s.
        public var seconds: UInt32
        /// And until the place is known as well as this, mm.
        public var accuracy: UInt32

        public init(seconds: UInt32 = 1200, accuracy: UInt32 = 3000) {
            (self.seconds, self.accuracy) = (seconds, accuracy)
        }

        /// As CFG-TMODE and CFG-TMODE3 have it.
        var tenthsOfMillimetres: UInt32 { UInt32(clamping: UInt64(accuracy) * 10) }
    }

    /// What the pulse marks: the second of UTC or of GPS. Both begin together within some ns.
    public enum Grid: UInt8, Hashable, Sendable, BitwiseCopyable {
        case utc = 0
        case gps = 1
    }

    /// Only tells what would be sent. Questions are asked nevertheless; nothing is changed.
    public var isDryRun = false
    public var survey: Survey? = Survey()
    public var grid = Grid.utc
    /// The receiver goes on sending NMEA beside UBX.
    public var keepsNMEA = false
    /// Whether the antenna stands still: dynamic model "stationary".
    public var isStationary = true
    /// The systems that the receiver is to use, and no others; QZSS goes with GPS. `nil`: as it is. To change it
    /// restarts the search for satellites.
    public var constellations: Constellations?

    public init() {}
}
