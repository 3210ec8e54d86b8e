// SPDX-License-Identifier: Apache-2.0

/// Where something stands in a text: line and column from 1, the column in Unicode scalars.
struct TextPosition: Hashable, Comparable, Sendable {
    var line: Int
    var column: Int

    static func < (a: Self, b: Self) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// A value of a configuration with its place: YAML as far as Gnomon takes it.
struct ConfigNode: Sendable {
    enum Content: Sendable {
        /// `isPlain`: written without quotes, so that it may be a number, a truth value or nothing at all.
        case scalar(String, isPlain: Bool)
        case list([ConfigNode])
        case mapping([ConfigEntry])
        /// Its fault is reported already; nothing more is said about it.
        case refused
    }

    var position: TextPosition
    var content: Content

    /// The null of YAML's core schema: nothing written, `~` or `null`.
    var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    var isRefused: Bool {
        if case .refused = content { true } else { false }
    }
}

/// A key of a mapping and its value.
struct ConfigEntry: Sendable {
    var key: String
    var position: TextPosition
    var value: ConfigNode
}
