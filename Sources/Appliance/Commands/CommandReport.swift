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

extension TextStyle {
    /// Names, and behind each its text; what is too long for a line goes on below itself.
    public func table(_ rows: [(String, String)]) -> String {
        let width = rows.map(\.0.count).max() ?? 0
        return rows.map { name, text in
            wrapped(text, width: columns - width - 2).enumerated()
                .map { Column.left($0 == 0 ? name : "", width) + "  " + $1 + "\n" }.joined()
        }.joined()
    }

    /// In lines of at most so many characters, where no word is longer.
    public func wrapped(_ text: String, width: Int? = nil) -> [String] {
        text.split(separator: " ").reduce(into: []) { lines, word in
            if let last = lines.last, last.count + word.count < width ?? columns {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
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
