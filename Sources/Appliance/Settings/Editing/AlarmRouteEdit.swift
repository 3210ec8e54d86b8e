// SPDX-License-Identifier: Apache-2.0

/// Writes `alarms.route` into a configuration's text and leaves every other octet as it is.
///
/// It changes what stands between two places that the parser has told, and nothing else. Where a text is written in a
/// manner that it does not see through, what comes out does not read as it should; whoever uses it looks.
struct AlarmRouteEdit {
    private var text: TextPatch
    private let root: ConfigNode?
    /// Comments stood in what had to be written anew.
    private(set) var losesComments = false

    /// `nil` where the text cannot be read.
    init?(_ text: String) {
        var faults = FaultCollector(file: "")
        root = DocumentParser.parse(text, faults: &faults)
        guard faults.isEmpty else { return nil }
        self.text = TextPatch(text)
    }

    /// - Returns: `nil` where there is something else in the place of a section.
    mutating func text(with routes: AlarmRoutes) -> String? {
        guard let root, !root.isNull else {
            text.append(Self.block(routes, indent: 2, header: ["alarms:", "  route:"]))
            return text.string
        }
        guard case .mapping(let entries) = root.content else { return nil }
        if let alarms = entries.first(where: { $0.key == "alarms" }) {
            guard write(routes, in: alarms) else { return nil }
        } else if text.isFlow(root) {
            text.insert(Self.flow("alarms: {route: \(Self.flow(routes))}", before: entries), behind: root)
        } else {
            text.append(Self.block(routes, indent: 2, header: ["alarms:", "  route:"]))
        }
        return text.string
    }

    // MARK: Into the alarms

    private mutating func write(_ routes: AlarmRoutes, in alarms: ConfigEntry) -> Bool {
        if alarms.value.isNull {
            text.insert(
                Self.block(
                    routes, indent: alarms.position.column + 3,
                    header: [
                        Self.spaces(alarms.position.column + 1) + "route:"
                    ]), belowLineOf: alarms)
            return true
        }
        guard case .mapping(let entries) = alarms.value.content else { return false }
        if let route = entries.first(where: { $0.key == "route" }) { return write(routes, inRoute: route) }
        if text.isFlow(alarms.value) {
            text.insert(Self.flow("route: \(Self.flow(routes))", before: entries), behind: alarms.value)
        } else if let first = entries.first {
            let indent = first.position.column - 1
            text.insert(
                Self.block(routes, indent: indent + 2, header: [Self.spaces(indent) + "route:"]), belowLineOf: alarms)
        }
        return true
    }

    private mutating func write(_ routes: AlarmRoutes, inRoute route: ConfigEntry) -> Bool {
        if route.value.isNull {
            text.insert(Self.block(routes, indent: route.position.column + 1, header: []), belowLineOf: route)
            return true
        }
        guard case .mapping(let entries) = route.value.content else { return false }
        guard !text.isFlow(route.value) else {
            losesComments = losesComments || text.hasComment(inFlow: route.value)
            text.replace(flow: route.value, by: Self.flow(routes, keeping: entries.map(\.key)))
            return true
        }
        let wanted = routes.lists
        if wanted.isEmpty {
            remove(route)
            return true
        }
        for entry in entries { change(entry, to: wanted[entry.key]) }
        let added = AlarmRoutes.order.filter { key in wanted[key] != nil && !entries.contains { $0.key == key } }
        let indent = Self.spaces((entries.first?.position.column ?? 1) - 1)
        if let last = entries.last {
            text.insert(added.map { "\(indent)\($0): \(Self.list(wanted[$0] ?? []))\n" }.joined(), behindBlockOf: last)
        }
        return true
    }

    private mutating func change(_ entry: ConfigEntry, to list: [String]?) {
        guard let list else { return remove(entry) }
        guard list != Self.names(in: entry.value) else { return }
        if text.isFlow(entry.value), !text.hasComment(inFlow: entry.value) {
            text.replace(flow: entry.value, by: Self.list(list))
        } else {
            losesComments = losesComments || text.hasComment(inBlockOf: entry)
            text.replace(
                blockOf: entry, by: Self.spaces(entry.position.column - 1) + "\(entry.key): \(Self.list(list))\n")
        }
    }

    private mutating func remove(_ entry: ConfigEntry) {
        losesComments = losesComments || text.hasComment(inBlockOf: entry)
        text.replace(blockOf: entry, by: "")
    }

    private static func names(in value: ConfigNode) -> [String]? {
        guard case .list(let items) = value.content else { return nil }
        return items.compactMap { item in
            guard case .scalar(let name, _) = item.content else { return nil }
            return name
        }
    }
}

// MARK: How it is written

extension AlarmRouteEdit {
    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

    private static func list(_ names: [String]) -> String {
        "[" + names.map(YAMLText.quotedIfNeeded).joined(separator: ", ") + "]"
    }

    /// Lines below their header; nothing where there are no routes.
    private static func block(_ routes: AlarmRoutes, indent: Int, header: [String]) -> String {
        let lists = routes.lists
        guard !lists.isEmpty else { return "" }
        // A column below its section's: two deeper than the last line of the header.
        let depth = header.last.map { $0.prefix { $0 == " " }.count + 2 } ?? indent
        let lines = AlarmRoutes.order.compactMap { key in
            lists[key].map { spaces(depth) + "\(key): \(list($0))" }
        }
        return (header + lines).map { $0 + "\n" }.joined()
    }

    /// In braces; those that are there already in their order.
    private static func flow(_ routes: AlarmRoutes, keeping keys: [String] = []) -> String {
        let lists = routes.lists
        let order = keys + AlarmRoutes.order.filter { !keys.contains($0) }
        return "{" + order.compactMap { key in lists[key].map { "\(key): \(list($0))" } }.joined(separator: ", ") + "}"
    }

    private static func flow(_ entry: String, before entries: [ConfigEntry]) -> String {
        entry + (entries.isEmpty ? "" : ", ")
    }
}
