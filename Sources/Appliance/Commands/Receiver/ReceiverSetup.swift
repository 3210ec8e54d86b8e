// SPDX-License-Identifier: Apache-2.0

/// How a receiver was reached, who it is, and what was set up in it.
public struct ReceiverSetup: Codable, Hashable, Sendable {
    /// What it says of itself; texts are empty where it does not.
    public struct Identity: Codable, Hashable, Sendable {
        public var model: String
        /// "TIM 2.20"
        public var firmware: String
        /// "EXT CORE 1.00 (3fda8e)"
        public var software: String
        public var hardware: String
        /// The protocol that it is spoken to in: "29.20".
        public var protocolVersion: String
        /// The chip's own number.
        public var uniqueId: String
    }

    /// One matter that was settled, or is to be.
    public struct Setting: Codable, Hashable, Sendable {
        /// "CFG-RATE"
        public var name: String
        /// "measRate = 1000, navRate = 1"
        public var values: String
        public var why: String
        /// "wasSo", "set", "wouldSet", "refused", "silent", "left"
        public var result: String
        /// The whole in a sentence.
        public var text: String
    }

    /// Bits a second that it is listened to at; `null` while the port is closed, 0 on a line without a speed.
    @Nullable public var baud: Int?
    /// What it speaks: "38400 bit/s, NMEA and UBX"; `null` before it is understood.
    @Nullable public var languages: String?
    @Nullable public var identity: Identity?
    /// "none" where nothing is to be set up, or not yet; "underWay", "done", "noUBlox", "brokeOff"
    public var state = "none"
    /// One sentence.
    public var summary: String
    public var settings: [Setting] = []

    public init(summary: String) { self.summary = summary }
}
