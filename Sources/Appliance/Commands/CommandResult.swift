// SPDX-License-Identifier: Apache-2.0

/// What a command answers. Its JSON is that of the report alone.
public enum CommandResult: Encodable, Sendable {
    case help([CommandHelp], scenes: [String])
    case status(StatusReport)
    case satellites(SatellitesReport)
    case sources(SourcesReport)
    case alarms(AlarmsReport)
    case receiver(StatusReport.Receiver)
    case ntp(StatusReport.NTP)
    case ptp(PTPReport)
    case clients(ClientsReport)
    case version(VersionReport)
    case done(DoneReport)

    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .help(let commands, let scenes): try HelpReport(commands: commands, scenes: scenes).encode(to: encoder)
        case .status(let report): try report.encode(to: encoder)
        case .satellites(let report): try report.encode(to: encoder)
        case .sources(let report): try report.encode(to: encoder)
        case .alarms(let report): try report.encode(to: encoder)
        case .receiver(let report): try report.encode(to: encoder)
        case .ntp(let report): try report.encode(to: encoder)
        case .ptp(let report): try report.encode(to: encoder)
        case .clients(let report): try report.encode(to: encoder)
        case .version(let report): try report.encode(to: encoder)
        case .done(let report): try report.encode(to: encoder)
        }
    }
}

/// What `help` tells.
public struct HelpReport: Codable, Hashable, Sendable {
    public var commands: [CommandHelp]
    /// What `scene` can play; empty on real hardware.
    public var scenes: [String]
}

/// That a wish was taken.
public struct DoneReport: Codable, Hashable, Sendable {
    public var done: String

    public init(done: String) { self.done = done }
}

/// What `gnomon sources` tells: what the time could come from.
public struct SourcesReport: Codable, Hashable, Sendable {
    public struct Source: Codable, Hashable, Sendable {
        /// "receiver" or "pulse"
        public var kind: String
        public var name: String
        /// Whether the clock follows it now.
        public var isFollowed: Bool
        /// One sentence.
        public var text: String
        /// Seconds since it was last heard; `null` before that.
        @Nullable public var lastHeardSeconds: Double?
        /// Our clock − the source, ns: positive, our clock is ahead; `null` where it is not compared.
        @Nullable public var offsetNs: Double?
        /// One standard deviation of its stamps, ns; `null` before it is known.
        @Nullable public var jitterNs: Double?
    }

    public var sources: [Source]
}
