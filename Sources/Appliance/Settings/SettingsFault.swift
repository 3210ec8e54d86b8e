// SPDX-License-Identifier: Apache-2.0

/// One thing that is wrong in a configuration, and where.
public struct SettingsFault: Error, Hashable, Sendable, CustomStringConvertible {
    public var file: String
    /// From 1; 0 where the fault lies in no line (a file that cannot be read).
    public var line: Int
    /// From 1, in Unicode scalars; 0 where the fault lies in no line.
    public var column: Int
    /// The path to the key, `ntp.listen[1]`; empty where the fault concerns no key.
    public var key: String
    public var reason: String

    public init(file: String, line: Int = 0, column: Int = 0, key: String = "", reason: String) {
        (self.file, self.line, self.column, self.key, self.reason) = (file, line, column, key, reason)
    }

    /// `FILE:LINE:COLUMN: key: reason`, without what is not known.
    public var description: String {
        let place = line > 0 ? "\(file):\(line):\(column)" : file
        return key.isEmpty ? "\(place): \(reason)" : "\(place): \(key): \(reason)"
    }
}

/// Everything that is wrong in a configuration, in the order of the file. Never empty.
public struct SettingsFaults: Error, Hashable, Sendable, CustomStringConvertible {
    public var faults: [SettingsFault]
    /// Those of values that are right each by itself, and do not fit together.
    var together: Set<SettingsFault> = []

    init(faults: [SettingsFault], together: Set<SettingsFault> = []) {
        (self.faults, self.together) = (faults, together)
    }

    /// One line a fault.
    public var description: String { faults.map(\.description).joined(separator: "\n") }
}

/// Why a value is refused, before it is known where it stood.
public struct SettingRefusal: Error, Hashable, Sendable {
    public var reason: String

    public init(_ reason: String) { self.reason = reason }
}

/// As it may be shown in a message: in quotes, cut short, without control characters.
public func quoted(_ text: some StringProtocol) -> String {
    let shown = text.unicodeScalars.prefix(60).map { $0.properties.generalCategory == .control ? "\u{FFFD}" : $0 }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: shown)
    return "'" + String(result) + (text.unicodeScalars.count > 60 ? "…" : "") + "'"
}
