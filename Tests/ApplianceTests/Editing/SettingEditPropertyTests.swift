// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Appliance

@Suite struct `Any key of any text` {
    @Test(arguments: 0..<40)
    func `is changed, and nothing else with it`(_ seed: UInt64) throws {
        var random = Dice(state: seed &* 7919 &+ 11)
        for _ in 0..<50 {
            var scribe = Scribe(random)
            let tree = scribe.tree(depth: 0)
            let text = scribe.written(tree)
            random = scribe.random
            guard let edit = try? SettingEdit(Array(text.utf8)), let root = edit.root, root.says(tree) else {
                Issue.record("the test writes what it does not mean: \(text)")
                continue
            }
            let (path, value) = (scribe.path(in: tree), scribe.scalarOrList())
            random = scribe.random
            try check(edit, text, path, value)
        }
    }

    private func check(_ edit: SettingEdit, _ text: String, _ path: SettingPath, _ value: ConfigNode) throws {
        let root = try #require(edit.root)
        guard let wanted = try? root.setting(path.steps[...], to: value) else { return }
        let set: EditedSetting
        do { set = try edit.setting(path, to: value) } catch {
            Issue.record("\(error): \(path) to \(YAMLText.flow(value)) in\n\(text)")
            return
        }
        let after = try SettingEdit(Array(set.text.utf8))
        #expect(after.root?.says(wanted) == true)
        #expect(after.root?[path.steps]?.says(value) == true)
        if !set.losesComments {
            #expect(Self.comments(text).isSubset(of: Self.comments(set.text)), "\(path) in\n\(text)")
        }
        // The same again changes nothing.
        #expect(try after.setting(path, to: value).text == set.text)
        let without = try after.unsetting(path)
        let rest = try SettingEdit(Array(without.text.utf8))
        #expect(rest.root?[path.steps]?.says(value) != true || path.description.hasSuffix("]"))
        if root[path.steps] == nil, path.steps.count == 1 {
            #expect((rest.root ?? .nothing).says(root), "\(path) in\n\(text)")
        }
    }

    /// Those that the scribe wrote.
    static func comments(_ text: String) -> Set<String> {
        Set(
            text.split(separator: "# ").dropFirst(text.hasPrefix("# ") ? 0 : 1).map { String($0.prefix { $0 != "\n" }) }
        )
    }
}

struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Writes trees in all the manners that people have.
private struct Scribe {
    var random: Dice
    private var number = 0

    init(_ random: Dice) { self.random = random }

    private mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

    // MARK: Trees

    private static let words = ["eth0", "10.0.0.0/8", "a b", "it's", "x: y", "[::]:123", "true", "42", "#1", "", "- a"]

    mutating func tree(depth: Int) -> ConfigNode {
        let count = depth == 0 ? Int.random(in: 1...4, using: &random) : Int.random(in: 0...3, using: &random)
        let keys = ["a", "b", "ports", "listen", "x-y"].shuffled(using: &random).prefix(count)
        return .mapping(keys.map { ($0, node(depth: depth + 1)) })
    }

    private mutating func node(depth: Int) -> ConfigNode {
        switch Int.random(in: 0..<(depth > 3 ? 3 : 6), using: &random) {
        case 0...1: return scalar()
        case 2: return scalarOrList()
        case 3: return ConfigNode(.list((0..<Int.random(in: 0...2, using: &random)).map { _ in tree(depth: depth) }))
        default: return tree(depth: depth)
        }
    }

    private mutating func scalar() -> ConfigNode {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: ConfigNode(.scalar("\(Int.random(in: -9...99, using: &random))", isPlain: true))
        case 1: ConfigNode(.scalar(["true", "null", ""].randomElement(using: &random) ?? "", isPlain: true))
        default: ConfigNode(.scalar(Self.words.randomElement(using: &random) ?? "", isPlain: false))
        }
    }

    mutating func scalarOrList() -> ConfigNode {
        chance(2) ? scalar() : ConfigNode(.list((0..<Int.random(in: 0...3, using: &random)).map { _ in scalar() }))
    }

    /// Somewhere in a tree, or one step beyond.
    mutating func path(in tree: ConfigNode) -> SettingPath {
        var (steps, node) = ([SettingPath.Step](), tree)
        while true {
            let next: SettingPath.Step
            switch node.content {
            case .mapping(let entries):
                next = .key(chance(4) ? "new" : entries.randomElement(using: &random)?.key ?? "new")
            case .list(let items): next = .item(Int.random(in: 0...items.count, using: &random))
            default: return SettingPath(steps)
            }
            steps.append(next)
            guard let inner = node.child(next), !chance(4) else { return SettingPath(steps) }
            node = inner
        }
    }

    // MARK: Texts

    mutating func written(_ tree: ConfigNode) -> String {
        let text = chance(6) ? flow(tree) + comment() + "\n" : lines(tree).joined(separator: "\n") + "\n"
        return (chance(3) ? "# Top\n" : "") + (chance(5) ? String(text.dropLast()) : text)
    }

    private mutating func comment() -> String {
        guard chance(3) else { return "" }
        number += 1
        return " # note \(number)"
    }

    private mutating func lines(_ node: ConfigNode) -> [String] {
        let indent = String(repeating: " ", count: Int.random(in: 1...4, using: &random))
        var lines: [String] = []
        switch node.content {
        case .mapping(let entries) where !entries.isEmpty:
            for entry in entries {
                if chance(6) { lines.append(comment().isEmpty ? "" : "# between \(number)") }
                lines += written(entry, indent: indent)
            }
        case .list(let items) where !items.isEmpty:
            for item in items {
                let inner = isTall(item) && !chance(4) ? self.lines(item) : [flow(item) + comment()]
                let depth = inner.count == 1 && !isTall(item) ? indent : " "
                for (index, line) in inner.filter({ !$0.isEmpty && !$0.hasPrefix("#") }).enumerated() {
                    lines.append((index == 0 ? "-" : " ") + depth + line)
                }
            }
        default: lines.append(flow(node))
        }
        return lines
    }

    private mutating func written(_ entry: ConfigEntry, indent: String) -> [String] {
        let key = chance(6) ? "\"\(entry.key)\":" : entry.key + ":"
        guard isTall(entry.value), !chance(4) else { return ["\(key) \(flow(entry.value))\(comment())"] }
        let isList = if case .list = entry.value.content { true } else { false }
        let deeper = isList && chance(2) ? "" : indent
        return [key + comment()] + lines(entry.value).map { $0.isEmpty ? $0 : deeper + $0 }
    }

    private func isTall(_ node: ConfigNode) -> Bool { node.isTall }

    private mutating func flow(_ node: ConfigNode) -> String {
        let (open, close) = (chance(3) ? " " : "", chance(3) ? " " : "")
        switch node.content {
        case .scalar(let text, true): return text.isEmpty ? (chance(2) ? "~" : "null") : text
        case .scalar(let text, false): return quoted(text)
        case .list(let items):
            return "[" + open + items.map { flow($0) }.joined(separator: chance(4) ? " , " : ", ") + close + "]"
        case .mapping(let entries):
            let inner = entries.map { "\($0.key): \(flow($0.value))" }.joined(separator: ", ")
            return "{" + open + inner + (chance(4) && !entries.isEmpty ? "," : "") + close + "}"
        case .refused: return ""
        }
    }

    private mutating func quoted(_ text: String) -> String {
        if chance(3) { return YAMLText.quotedIfNeeded(text) }
        if chance(2) { return "'" + text.replacing("'", with: "''") + "'" }
        return "\"" + text + "\""
    }
}
