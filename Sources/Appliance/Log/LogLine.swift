// SPDX-License-Identifier: Apache-2.0

import Logging
import TimeBase

/// One line of the log, before it is known how it is written.
struct LogLine: Sendable {
    /// The host's own clock, which need not be right: it says when the line was written, no more.
    var time: UTCInstant
    var level: Logger.Level
    var message: String
    /// In the order in which they are written.
    var fields: [(key: String, value: String)] = []

    /// No line is longer, so that one write to a pipe is one line.
    static let longest = 4000

    /// Without the line's end; cut short where it would be too long.
    func text(_ format: Settings.Journal.Format) -> String {
        let text = format == .json ? json : logfmt
        guard text.utf8.count > Self.longest else { return text }
        var short = self
        short.fields = []
        short.message = String(message.prefix(600)) + "…"
        return format == .json ? short.json : short.logfmt
    }

    private var all: [(key: String, value: String)] {
        [("time", time.iso8601()), ("level", level.rawValue), ("msg", message)] + fields
    }

    private var logfmt: String {
        all.map { "\($0.key)=\(Self.needsQuotes($0.value) ? Self.quoted($0.value) : $0.value)" }.joined(separator: " ")
    }

    private var json: String {
        "{" + all.map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }.joined(separator: ",") + "}"
    }

    private static func needsQuotes(_ value: String) -> Bool {
        value.isEmpty
            || value.unicodeScalars.contains { $0 <= " " || $0 == "\"" || $0 == "=" || $0 == "\\" || $0 == "\u{7F}" }
    }

    /// A string of JSON (RFC 8259, 7), which is also what logfmt's readers take.
    private static func quoted(_ value: String) -> String {
        var result = "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}":
                result += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
