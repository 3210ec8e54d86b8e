// SPDX-License-Identifier: Apache-2.0

/// What a command answers, for programs (as JSON) and for people.
public protocol CommandReport: Encodable, Sendable {
    /// With line ends between the lines; a last one may be missing.
    func text(in style: TextStyle) -> String
}

/// What a text is written for.
public struct TextStyle: Hashable, Sendable {
    /// Of a terminal: 20 and more.
    public var columns: Int
    /// Whether there is nothing but ASCII.
    public var isASCII: Bool

    public init(columns: Int = 80, isASCII: Bool = false) {
        (self.columns, self.isASCII) = (max(20, columns), isASCII)
    }
}

extension StatusReport: CommandReport {
    public func text(in style: TextStyle) -> String { text }
}

extension SatellitesReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        satellites.isEmpty ? "The receiver sees no satellites." : text
    }
}

extension SourcesReport: CommandReport {
    public func text(in style: TextStyle) -> String { text }
}

extension AlarmsReport: CommandReport {
    public func text(in style: TextStyle) -> String { alarms.isEmpty ? "No alarm is raised." : text }
}

extension PTPReport: CommandReport {
    public func text(in style: TextStyle) -> String { text }
}

extension ClientsReport: CommandReport {
    public func text(in style: TextStyle) -> String { text }
}

extension StatusReport.Receiver: CommandReport {
    public func text(in style: TextStyle) -> String { text }
}

extension StatusReport.NTP: CommandReport {
    public func text(in style: TextStyle) -> String { text }
}

extension VersionReport: CommandReport {
    public func text(in style: TextStyle) -> String { "gnomon \(version)" }
}

extension DoneReport: CommandReport {
    public func text(in style: TextStyle) -> String { done }
}
