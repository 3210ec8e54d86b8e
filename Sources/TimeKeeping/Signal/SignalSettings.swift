// SPDX-License-Identifier: Apache-2.0

extension TimekeepingSettings {
    /// What counts as trouble of the receiver's signal. Everything is judged against what this receiver is used to, so
    /// that a poor antenna, or a supervisor that always says "open", is no trouble.
    public struct Signal: Sendable, Equatable {
        /// Whether its trouble is heeded at all.
        public var isHeeded = true
        /// Signals this much weaker than within the last ten seconds are in trouble, dB.
        public var fall = 6.0
        /// So much weaker than usual is trouble where fewer satellites are used as well, dB.
        public var sag = 3.0
        /// A smaller share of the satellites used within the last ten seconds than this is trouble: 0 ... 1.
        public var keptSatellites = 0.5
        /// The receiver's own measure of interference, 0 ... 255, risen by this much within ten seconds is trouble.
        public var interferenceRise = 60
        /// How long nothing must be wrong before a trouble is over.
        public var calm: Duration = .seconds(10)
        /// A trouble that lasts so long, while the pulse stays where the oscillator says that it should be, did no harm:
        /// its pulse is followed again.
        public var patience: Duration = .seconds(30)
        /// What has not grown worse for so long is what the receiver is used to from now on.
        public var acceptance: Duration = .seconds(300)

        public init() {}
    }
}
