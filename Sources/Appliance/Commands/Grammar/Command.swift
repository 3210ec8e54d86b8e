// SPDX-License-Identifier: Apache-2.0

/// Something that can be asked of a running appliance: told once, here, for the console, the command line, the API and
/// the help of all three.
public struct Command: Hashable, Sendable {
    /// Who may give it.
    public enum Level: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
        /// Who may look at the time.
        case viewer
        case operating = "operator"
        case admin

        public static func < (a: Self, b: Self) -> Bool { a.rank < b.rank }

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    /// What becomes of it once it is given.
    public enum Effect: Hashable, Sendable {
        /// Nothing changes; not worth a line in the journal.
        case looks
        /// As ``looks``, and goes on until it is ended.
        case lasts
        case changes
    }

    /// How it is written: one word, or a few ("config commit").
    public let words: [String]
    public var parameters: [Parameter] = []
    /// What it does, in one line without a full stop.
    public let summary: String
    /// What else is to be known; may be empty.
    public var detail = ""
    /// As one would write it, with its words.
    public let example: String
    public var level: Level = .viewer
    public var effect: Effect = .looks
    /// A sentence on what happens, for commands that must be confirmed; `nil`: it is done at once.
    public var asks: String?

    /// "config commit"
    public var name: String { words.joined(separator: " ") }
    /// In addresses: "config-commit".
    public var slug: String { words.joined(separator: "-") }
    /// "config commit [confirm MINUTES]"
    public var usage: String { (words + parameters.map(\.usage)).joined(separator: " ") }
    /// Whether it only looks.
    public var isHarmless: Bool { effect != .changes }
}

extension Command {
    /// A word or two that a command takes.
    public struct Parameter: Hashable, Sendable {
        public enum Form: Hashable, Sendable {
            /// By its place; may be left out where it is optional, and the later ones with it.
            case positional(isOptional: Bool)
            /// By its name, anywhere behind the command: `--last 1h`.
            case option
            /// By its name alone: `--json`.
            case flag
            /// By a word before it: `confirm 5`. The value may be left out where there is a usual one.
            case keyword(usual: String?)
        }

        /// "last"; in the API its key.
        public let name: String
        public let kind: Kind
        public let form: Form
        /// In one line, without a full stop.
        public let about: String
        /// A secret that is chosen here: it is asked for twice.
        public var isNew = false

        public var isOptional: Bool { form != .positional(isOptional: false) }

        public var usage: String {
            let shown = kind.placeholder(for: name)
            return switch form {
            case .positional(let isOptional): isOptional ? "[\(shown)]" : shown
            case .option: "[--\(name) \(shown)]"
            case .flag: "[--\(name)]"
            case .keyword(let usual): usual == nil ? "[\(name) \(shown)]" : "[\(name) [\(shown)]]"
            }
        }
    }
}

// MARK: How the table writes them

extension Command.Parameter {
    public static func needed(_ name: String, _ kind: Command.Kind, _ about: String) -> Self {
        Self(name: name, kind: kind, form: .positional(isOptional: false), about: about)
    }

    public static func optional(_ name: String, _ kind: Command.Kind, _ about: String) -> Self {
        Self(name: name, kind: kind, form: .positional(isOptional: true), about: about)
    }

    public static func option(_ name: String, _ kind: Command.Kind, _ about: String) -> Self {
        Self(name: name, kind: kind, form: .option, about: about)
    }

    /// A secret that is chosen with it.
    public static func newSecret(_ name: String, _ about: String) -> Self {
        Self(name: name, kind: .secret, form: .positional(isOptional: false), about: about, isNew: true)
    }

    public static func flag(_ name: String, _ about: String) -> Self {
        Self(name: name, kind: .truth, form: .flag, about: about)
    }

    public static func keyword(_ name: String, _ kind: Command.Kind, usual: String? = nil, _ about: String) -> Self {
        Self(name: name, kind: kind, form: .keyword(usual: usual), about: about)
    }
}
