// SPDX-License-Identifier: Apache-2.0

/// Trees as YAML.
extension YAMLText {
    /// In one line, as it may stand in brackets too.
    static func flow(_ node: ConfigNode) -> String {
        switch node.content {
        case .scalar(let text, let isPlain):
            if isPlain, CoreSchema.isNotText(text) { return text.isEmpty || text == "~" ? "null" : text }
            return quotedIfNeeded(text)
        case .list(let items): return "[" + items.map(flow).joined(separator: ", ") + "]"
        case .mapping(let entries): return "{" + flow(entries) + "}"
        case .refused: return "null"
        }
    }

    /// Without the braces.
    static func flow(_ entries: [ConfigEntry]) -> String {
        entries.map { "\(quotedIfNeeded($0.key)): \(flow($0.value))" }.joined(separator: ", ")
    }

    /// Lines of a section's keys or of a list's items, each with its end.
    /// - Parameter step: how much deeper what is within goes.
    static func block(_ node: ConfigNode, indent: Int, step: Int) -> String {
        lines(node, step: step).map { String(repeating: " ", count: max(0, indent)) + $0 + "\n" }.joined()
    }

    private static func lines(_ node: ConfigNode, step: Int) -> [String] {
        switch node.content {
        case .mapping(let entries) where !entries.isEmpty:
            entries.flatMap { entry -> [String] in
                let key = quotedIfNeeded(entry.key) + ":"
                guard isTall(entry.value) else { return ["\(key) \(flow(entry.value))"] }
                let deeper = String(repeating: " ", count: step)
                return [key] + lines(entry.value, step: step).map { deeper + $0 }
            }
        case .list(let items) where !items.isEmpty:
            items.flatMap { item in
                isTall(item)
                    ? lines(item, step: step).enumerated().map { ($0 == 0 ? "- " : "  ") + $1 } : ["- " + flow(item)]
            }
        default: [flow(node)]
        }
    }

    /// Whether it goes over several lines: sections, and lists of sections.
    private static func isTall(_ node: ConfigNode) -> Bool {
        switch node.content {
        case .mapping(let entries): !entries.isEmpty
        case .list(let items): items.contains(where: isTall)
        default: false
        }
    }
}
