// SPDX-License-Identifier: Apache-2.0

/// What a tree is to say after a change, whatever its text looks like.
extension ConfigNode {
    static func mapping(_ entries: [(String, ConfigNode)]) -> ConfigNode {
        ConfigNode(.mapping(entries.map { ConfigEntry(key: $0.0, position: .none, value: $0.1) }))
    }

    static let nothing = ConfigNode(.scalar("", isPlain: true))

    init(_ content: Content) { self.init(position: .none, content: content) }

    subscript(path: some Sequence<SettingPath.Step>) -> ConfigNode? {
        path.reduce(self as ConfigNode?) { node, step in node?.child(step) }
    }

    func child(_ step: SettingPath.Step) -> ConfigNode? {
        switch (step, content) {
        case (.key(let key), .mapping(let entries)): entries.last { $0.key == key }?.value
        case (.item(let index), .list(let items)): items.indices.contains(index) ? items[index] : nil
        default: nil
        }
    }

    /// A value with the sections and lists around it that are missing.
    static func wrapped(_ value: ConfigNode, in steps: some BidirectionalCollection<SettingPath.Step>) -> ConfigNode {
        steps.reversed().reduce(value) { inner, step in
            switch step {
            case .key(let key): .mapping([(key, inner)])
            case .item: ConfigNode(.list([inner]))
            }
        }
    }

    /// With a value in its place; what is missing on the way is made.
    func setting(
        _ path: ArraySlice<SettingPath.Step>, to value: ConfigNode, passed: [SettingPath.Step] = []
    ) throws(SettingEditRefusal) -> ConfigNode {
        guard let step = path.first else { return value }
        let place = SettingPath.text(of: passed[...])
        switch (step, content) {
        case (.key(let key), .mapping(var entries)):
            if let index = entries.lastIndex(where: { $0.key == key }) {
                entries[index].value = try entries[index].value.setting(
                    path.dropFirst(), to: value, passed: passed + [step])
            } else {
                try Self.admit(path.dropFirst(), passed: passed + [step])
                let made = Self.wrapped(value, in: path.dropFirst())
                entries.append(ConfigEntry(key: key, position: .none, value: made))
            }
            return ConfigNode(.mapping(entries))
        case (.item(let index), .list(var items)):
            guard index <= items.count else { throw .noItem(of: place, count: items.count) }
            if index < items.count {
                items[index] = try items[index].setting(path.dropFirst(), to: value, passed: passed + [step])
            } else {
                try Self.admit(path.dropFirst(), passed: passed + [step])
                items.append(Self.wrapped(value, in: path.dropFirst()))
            }
            return ConfigNode(.list(items))
        case _ where isNull:
            try Self.admit(path, passed: passed)
            return Self.wrapped(value, in: path)
        case (.key, _): throw .noWay(at: place, is: CoreSchema.kind(of: self), mustBe: "section")
        case (.item, _): throw .noWay(at: place, is: CoreSchema.kind(of: self), mustBe: "list")
        }
    }

    /// A list that is made begins with its first item.
    private static func admit(
        _ steps: ArraySlice<SettingPath.Step>, passed: [SettingPath.Step]
    ) throws(SettingEditRefusal) {
        var passed = passed
        for step in steps {
            if case .item(1...) = step { throw .noItem(of: SettingPath.text(of: passed[...]), count: 0) }
            passed.append(step)
        }
    }

    /// Without what stands there; `nil` where nothing does.
    func removing(_ path: ArraySlice<SettingPath.Step>) -> ConfigNode? {
        guard let step = path.first else { return nil }
        let rest = path.dropFirst()
        switch (step, content) {
        case (.key(let key), .mapping(var entries)):
            guard let index = entries.lastIndex(where: { $0.key == key }) else { return nil }
            if rest.isEmpty {
                entries.remove(at: index)
            } else {
                guard let inner = entries[index].value.removing(rest) else { return nil }
                entries[index].value = inner
            }
            return ConfigNode(.mapping(entries))
        case (.item(let index), .list(var items)):
            guard items.indices.contains(index) else { return nil }
            if rest.isEmpty {
                items.remove(at: index)
            } else {
                guard let inner = items[index].removing(rest) else { return nil }
                items[index] = inner
            }
            return ConfigNode(.list(items))
        default: return nil
        }
    }
}

extension ConfigNode {
    /// Whether two trees say the same, wherever it stands and in whichever order the keys do. A section without keys is
    /// one that is empty.
    func says(_ other: ConfigNode) -> Bool {
        switch (content, other.content) {
        case (.scalar(let a, let isPlain), .scalar(let b, let isOtherPlain)):
            (isNull && other.isNull) || (a == b && (isPlain == isOtherPlain || !CoreSchema.isNotText(a)))
        case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.says($1) }
        case (.mapping(let a), .mapping(let b)): Self.say(a, b)
        case (.mapping(let entries), _): entries.isEmpty && other.isNull
        case (_, .mapping(let entries)): entries.isEmpty && isNull
        default: false
        }
    }

    private static func say(_ a: [ConfigEntry], _ b: [ConfigEntry]) -> Bool {
        guard a.count == b.count else { return false }
        let values = Dictionary(a.map { ($0.key, $0.value) }) { $1 }
        return values.count == a.count
            && b.allSatisfy { entry in values[entry.key].map { $0.says(entry.value) } ?? false }
    }
}

extension TextPosition {
    /// Of what stands in no text.
    static let none = TextPosition(line: 0, column: 0)
}
