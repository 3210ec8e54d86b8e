// SPDX-License-Identifier: Apache-2.0

/// Settings as keys and values of YAML. The keys are those of the file, found by reflection, so that a setting that is
/// added later cannot be forgotten here; what the file calls otherwise stands in ``renamed``.
struct FlatSettings {
    /// What a key has that is not there.
    static let nothing = "null"

    private(set) var keys: [String] = []
    private var values: [String: String] = [:]

    init(_ settings: Settings) { addParts(of: Mirror(reflecting: settings), to: "") }

    /// ``nothing`` where the key is not there.
    subscript(key: String) -> String { values[key] ?? Self.nothing }

    func has(_ key: String) -> Bool { values[key] != nil }

    /// Those of both, in this one's order, with what only the other has behind its neighbours.
    func keys(and other: FlatSettings) -> [String] {
        var all = keys
        var known = Set(keys)
        for (index, key) in other.keys.enumerated() where known.insert(key).inserted {
            let before = index > 0 ? all.firstIndex(of: other.keys[index - 1]) : nil
            all.insert(key, at: before.map { $0 + 1 } ?? 0)
        }
        return all
    }

    /// By the path that reflection finds.
    private static let renamed = [
        "receiver.language": "receiver.protocol",
        "alarms.defaultRoute": "alarms.route.default",
    ]

    // MARK: Walking

    private mutating func add(_ value: Any, at path: String) {
        let path = Self.renamed[path] ?? path
        // Any empty list is one of channels too.
        if path == "alarms.channels", let channels = value as? [Settings.Alarms.Channel] {
            for channel in channels { add(channel, to: "\(path).\(channel.name)") }
            return
        }
        // No port has no key, and the first one's come from nothing.
        if path == "ntp.broadcast", (value as? [Settings.NTPService.Broadcast])?.isEmpty == true { return }
        if path == "sources", (value as? [Settings.Source])?.isEmpty == true { return }
        if path == "ptp.ports", (value as? [Settings.PTPService.Port])?.isEmpty == true { return }
        if let text = YAMLText.inOneLine(value) { return set(path, text) }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: if let some = mirror.children.first { add(some.value, at: path) }
        case .collection: addItems(of: mirror, to: path)
        case .dictionary: addEntries(of: mirror, to: path)
        case .enum: addChoice(value, mirror, to: path)
        default: addParts(of: mirror, to: path)
        }
    }

    private mutating func addParts(of mirror: Mirror, to path: String) {
        for child in mirror.children {
            guard let label = child.label else { continue }
            add(child.value, at: path.isEmpty ? label : "\(path).\(label)")
        }
    }

    private mutating func addItems(of mirror: Mirror, to path: String) {
        for (index, child) in mirror.children.enumerated() { add(child.value, at: "\(path)[\(index)]") }
    }

    private mutating func addEntries(of mirror: Mirror, to path: String) {
        let entries = mirror.children.compactMap { child in
            let pair = Array(Mirror(reflecting: child.value).children)
            return pair.count == 2 ? (key: "\(pair[0].value)", value: pair[1].value) : nil
        }
        for entry in entries.sorted(by: { $0.key < $1.key }) { add(entry.value, at: "\(path).\(entry.key)") }
    }

    /// A case and what belongs to it.
    private mutating func addChoice(_ value: Any, _ mirror: Mirror, to path: String) {
        guard let child = mirror.children.first else { return set(path, "\(value)") }
        set(path, child.label ?? "")
        addParts(of: Mirror(reflecting: child.value), to: path)
    }

    private mutating func set(_ key: String, _ value: String) {
        // An exception that says nothing is none.
        if key.hasPrefix("alarms.rules."), value == "false" { return }
        if values.updateValue(value, forKey: key) == nil { keys.append(key) }
    }

    // MARK: Channels

    /// The operator names them, and their keys stand beside `kind`.
    private mutating func add(_ channel: Settings.Alarms.Channel, to path: String) {
        guard let choice = Mirror(reflecting: channel.kind).children.first else {
            return set("\(path).kind", "\(channel.kind)")
        }
        set("\(path).kind", choice.label ?? "")
        for child in Mirror(reflecting: choice.value).children {
            guard let label = child.label else { continue }
            switch (choice.label, child.value) {
            case ("syslog", let server as HostPort): set("\(path).address", YAMLText.quotedIfNeeded("\(server)"))
            case (_, let server as HostPort):
                set("\(path).server", YAMLText.quotedIfNeeded(server.host))
                set("\(path).port", "\(server.port)")
            default: add(child.value, at: "\(path).\(label)")
            }
        }
    }
}
