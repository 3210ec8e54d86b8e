// SPDX-License-Identifier: Apache-2.0

/// Which alarm is told by which channel, as the configuration has it.
public struct RoutesFacts: Hashable, Sendable {
    public struct Alarm: Hashable, Sendable {
        public var id: String
        /// "critical", "warning", "notice".
        public var severity: String
        /// Its own channels; `nil`: it goes the usual way.
        public var channels: [String]?

        public init(id: String, severity: String, channels: [String]? = nil) {
            (self.id, self.severity, self.channels) = (id, severity, channels)
        }
    }

    /// By name, in the order of the configuration.
    public var channels: [String]
    /// The usual way; `nil`: all channels.
    public var usual: [String]?
    public var alarms: [Alarm]

    public init(channels: [String], usual: [String]?, alarms: [Alarm]) {
        (self.channels, self.usual, self.alarms) = (channels, usual, alarms)
    }
}
