// SPDX-License-Identifier: Apache-2.0

/// What may stand at a key, for people who are about to write it.
public struct SettingShape: Hashable, Sendable, ExpressibleByStringInterpolation {
    public enum Form: Hashable, Sendable {
        case one
        /// In brackets.
        case list
        /// Keys of its own.
        case section
        case sections
    }

    /// A phrase: "a whole number, 0 to 255".
    public var what: String
    /// Words that may stand there; other values too where ``isClosed`` does not hold.
    public var words: [String] = []
    public var form: Form = .one

    init(what: String, words: [String] = []) { (self.what, self.words) = (what, words) }

    init(_ what: String, _ words: String...) { self.init(what: what, words: words) }

    public init(stringLiteral what: String) { self.init(what: what) }

    static let truth = SettingShape("true or false", "true", "false")
    static let section = SettingShape(form: .section, "a section of keys")
    static let sections = SettingShape(form: .sections, "a list of sections")

    static func words(_ words: [String]) -> Self {
        SettingShape(what: "one of \(words.joined(separator: ", "))", words: words)
    }

    private init(form: Form, _ what: String) { (self.what, self.form) = (what, form) }

    func or(_ word: String) -> Self {
        SettingShape(what: what + ", or \(word)", words: words + [word])
    }

    var orNull: Self { or("null") }

    /// A list of such.
    var list: Self {
        var list = self
        (list.what, list.form) = ("a list in brackets, each \(what)", .list)
        return list
    }
}

/// The keys that may stand in a configuration: whatever its reader asks for, in the reader's order.
public struct SettingCatalogue: Sendable {
    public struct Key: Hashable, Sendable {
        /// `ntp.listen`
        public var name: String
        public var shape: SettingShape
    }

    public private(set) var keys: [Key] = []
    private var places: [String: Int] = [:]

    /// What is asked for twice, as a short form and in full, is what it was the last time.
    mutating func note(_ name: String, _ shape: SettingShape) {
        if let place = places[name] {
            if keys[place].shape.form != .list { keys[place].shape = shape }
        } else {
            places[name] = keys.count
            keys.append(Key(name: name, shape: shape))
        }
    }

    public subscript(name: String) -> SettingShape? { places[name].map { keys[$0].shape } }
}

extension SettingCatalogue {
    /// Of a text as it stands, with one port, one network, one source and one group that is watched more than it has; of an
    /// empty one where it cannot be read.
    public init(of text: [UInt8], board: Settings.Board.Kind? = nil) {
        var tree = (try? SettingEdit(text))?.root ?? .nothing
        for list in ["ptp.ports", "network", "sources", "ntp.broadcast", "watch"] { tree = Self.longer(tree, at: list) }
        tree = Self.enlivened(tree, at: "management.proxy")
        var faults = FaultCollector(file: "")
        faults.catalogue = SettingCatalogue()
        _ = SettingsReader.read(tree, board: board, faults: &faults)
        self = faults.catalogue ?? SettingCatalogue()
    }

    /// With one section more in a list: what is asked for only where there is one.
    private static func longer(_ tree: ConfigNode, at list: String) -> ConfigNode {
        let count =
            switch (try? SettingPath(parsing: list)).flatMap({ tree[$0.steps] })?.content {
            case .list(let items)?: items.count
            default: 0
            }
        return enlivened(tree, at: "\(list)[\(count)]")
    }

    private static func enlivened(_ tree: ConfigNode, at section: String) -> ConfigNode {
        guard let path = try? SettingPath(parsing: section), tree[path.steps] == nil else { return tree }
        return (try? tree.setting(path.steps[...], to: .mapping([]))) ?? tree
    }
}
