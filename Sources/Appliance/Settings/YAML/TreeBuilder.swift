// SPDX-License-Identifier: Apache-2.0

import Yams

/// From the parser's tree to ours: anchors, tags, keys that are no words and deep nests are refused.
struct TreeBuilder {
    /// The deepest that any configuration goes is a mapping in a list in a section.
    private static let deepest = 8

    let renamed: [TextPosition: String]
    private var faults: FaultCollector

    static func build(_ root: Node, renamed: [TextPosition: String], faults: inout FaultCollector) -> ConfigNode {
        var builder = TreeBuilder(renamed: renamed, faults: faults)
        let tree = builder.node(root, path: "", depth: 0)
        faults = builder.faults
        return tree
    }

    private mutating func node(_ node: Node, path: String, depth: Int) -> ConfigNode {
        let position = Self.position(of: node)
        if let reason = Self.refusal(of: node, depth: depth) {
            faults.add(reason, at: position, key: path)
            return ConfigNode(position: position, content: .refused)
        }
        switch node {
        case .scalar(let scalar):
            return ConfigNode(position: position, content: .scalar(scalar.string, isPlain: scalar.style == .plain))
        case .sequence(let items):
            let list = items.enumerated().map { self.node($1, path: "\(path)[\($0)]", depth: depth + 1) }
            return ConfigNode(position: position, content: .list(list))
        case .mapping(let mapping):
            return ConfigNode(position: position, content: .mapping(entries(of: mapping, path: path, depth: depth)))
        case .alias:
            return ConfigNode(position: position, content: .refused)
        }
    }

    private mutating func entries(of mapping: Node.Mapping, path: String, depth: Int) -> [ConfigEntry] {
        var entries: [ConfigEntry] = []
        var firstLine: [String: Int] = [:]
        for (keyNode, value) in mapping {
            let position = Self.position(of: keyNode)
            guard case .scalar(let scalar) = keyNode, Self.refusal(of: keyNode, depth: 0) == nil else {
                faults.add("a key must be a plain word", at: position, key: path)
                continue
            }
            let key = renamed[position] ?? scalar.string
            let keyPath = path.isEmpty ? key : "\(path).\(key)"
            if let line = firstLine[key] {
                faults.add("this key stands here already, on line \(line)", at: position, key: keyPath)
            } else {
                firstLine[key] = position.line
            }
            let value = node(value, path: keyPath, depth: depth + 1)
            entries.append(ConfigEntry(key: key, position: position, value: value))
        }
        return entries
    }

    private static func refusal(of node: Node, depth: Int) -> String? {
        if node.anchor != nil { return TextCheck.noAliases }
        if depth > deepest { return "nested too deeply" }
        return isTagged(node) ? "tags are not taken" : nil
    }

    /// The tag as written, before the parser's own resolution; it gives quoted text the tag of a string by itself.
    private static func isTagged(_ node: Node) -> Bool {
        switch node {
        case .scalar(let scalar): ![Tag.Name.implicit, .str].contains { $0.rawValue == scalar.tag.description }
        case .mapping(let mapping): mapping.tag.description != Tag.Name.implicit.rawValue
        case .sequence(let sequence): sequence.tag.description != Tag.Name.implicit.rawValue
        case .alias: false
        }
    }

    private static func position(of node: Node) -> TextPosition {
        TextPosition(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }
}
