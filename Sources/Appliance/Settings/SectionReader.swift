// SPDX-License-Identifier: Apache-2.0

/// Reads one mapping key by key and, in the end, refuses the keys that nobody asked for.
struct SectionReader {
    private let path: String
    /// Where it begins; `nil` where it is not there, or is no section.
    private let position: TextPosition?
    private let entries: [ConfigEntry]
    private var known: [String] = []

    /// A section that is missing or empty has no entries; anything but a mapping is a fault.
    init(_ node: ConfigNode?, path: String, faults: inout FaultCollector) {
        self.path = path
        switch node?.content {
        case .mapping(let entries)?: (self.entries, position) = (entries, node?.position)
        case .refused?, nil: (entries, position) = ([], nil)
        default:
            (entries, position) = ([], node?.isNull == true ? node?.position : nil)
            guard let node, !node.isNull else { return }
            faults.add("must be a section of keys, but is \(CoreSchema.kind(of: node))", at: node.position, key: path)
        }
    }

    /// A section within this one.
    mutating func section(_ key: String, faults: inout FaultCollector) -> SectionReader {
        faults.catalogue?.note(path(to: key), .section)
        return SectionReader(node(key), path: path(to: key), faults: &faults)
    }

    /// Sets `value` where the key is there and right; adds a fault where it is there and wrong.
    mutating func read<Value>(
        _ key: String, _ kind: ValueKind<Value>, into value: inout Value, faults: inout FaultCollector
    ) {
        faults.catalogue?.note(path(to: key), kind.shape)
        guard let node = node(key), !node.isRefused else { return }
        if let read = Self.value(of: node, kind, path: path(to: key), faults: &faults) { value = read }
    }

    /// A list, each item with its own faults; an item that stands there twice is one.
    mutating func readList<Value: Hashable & CustomStringConvertible>(
        _ key: String, of kind: ValueKind<Value>, into value: inout [Value], faults: inout FaultCollector
    ) {
        faults.catalogue?.note(path(to: key), kind.shape.list)
        guard let node = node(key), !node.isRefused else { return }
        guard case .list(let items) = node.content else {
            faults.add("must be a list, but is \(CoreSchema.kind(of: node))", at: node.position, key: path(to: key))
            return
        }
        var read: [Value] = []
        for (index, item) in items.enumerated() where !item.isRefused {
            let itemPath = "\(path(to: key))[\(index)]"
            guard let one = Self.value(of: item, kind, path: itemPath, faults: &faults) else { continue }
            if read.contains(one) { faults.add("\(one) is in this list already", at: item.position, key: itemPath) }
            read.append(one)
        }
        value = read
    }

    /// A list that may be missing: `nil`.
    mutating func readList<Value: Hashable & CustomStringConvertible>(
        _ key: String, of kind: ValueKind<Value>, into value: inout [Value]?, faults: inout FaultCollector
    ) {
        faults.catalogue?.note(path(to: key), kind.shape.list)
        guard let node = node(key), !node.isRefused else { return }
        var read: [Value] = []
        readList(key, of: kind, into: &read, faults: &faults)
        value = read
    }

    /// A list that may be missing, but not empty.
    mutating func readChoice<Value: Hashable & CustomStringConvertible>(
        _ key: String, of kind: ValueKind<Value>, into value: inout [Value]?, faults: inout FaultCollector
    ) {
        faults.catalogue?.note(path(to: key), kind.shape.list)
        guard let node = node(key), !node.isRefused else { return }
        if case .list(let items) = node.content, items.isEmpty {
            return faults.add("must name something, or not be there", at: node.position, key: path(to: key))
        }
        var read: [Value] = []
        readList(key, of: kind, into: &read, faults: &faults)
        value = read.isEmpty ? nil : read
    }

    /// Some lists may have only so many items together.
    func refuseMore(than most: Int, in keys: [String], faults: inout FaultCollector) {
        var count = 0
        for entry in entries where keys.contains(entry.key) {
            guard case .list(let items) = entry.value.content else { continue }
            for (index, item) in items.enumerated() {
                count += 1
                guard count == most + 1 else { continue }
                let reason = "\(keys.joined(separator: " and ")) may have \(most) items together, no more"
                faults.add(reason, at: item.position, key: "\(path(to: entry.key))[\(index)]")
            }
        }
    }

    /// Values that are right each by itself may not fit together: told where `key` stands, or else the section.
    func refuse(_ key: String, because reason: String, faults: inout FaultCollector) {
        let entry = entries.last { $0.key == key }
        guard let position = entry?.value.position ?? entries.first?.position else { return }
        faults.add(reason, at: position, key: path(to: key), isTogether: true)
    }

    /// The section as a whole is wrong.
    /// - Parameter isTogether: what is in it may be right by itself.
    func refuse(because reason: String, isTogether: Bool = true, faults: inout FaultCollector) {
        guard let position else { return }
        faults.add(reason, at: position, key: path, isTogether: isTogether)
    }

    /// What a section that is there cannot do without.
    func need(_ key: String, _ what: String, faults: inout FaultCollector) {
        guard !has(key), let position else { return }
        faults.add("is needed here: \(what)", at: position, key: path(to: key), isTogether: true)
    }

    /// Whether the key stands there, right or wrong.
    func has(_ key: String) -> Bool { entries.contains { $0.key == key } }

    /// The keys that stand there, in the order of the file, each once.
    var keys: [String] { entries.reduce(into: []) { if !$0.contains($1.key) { $0.append($1.key) } } }

    /// Every section ends with this.
    func refuseTheRest(faults: inout FaultCollector) {
        for entry in entries where !known.contains(entry.key) {
            let advice =
                NearMiss.best(for: entry.key, among: known).map { "did you mean '\($0)'?" }
                ?? "here may stand: \(known.sorted().joined(separator: ", "))"
            faults.add("unknown key; \(advice)", at: entry.position, key: path(to: entry.key))
        }
    }

    mutating func node(_ key: String) -> ConfigNode? {
        known.append(key)
        return entries.last { $0.key == key }?.value
    }

    func path(to key: String) -> String {
        let shown = key.isEmpty ? "''" : String(key.prefix(80))
        return path.isEmpty ? shown : "\(path).\(shown)"
    }

    private static func value<Value>(
        of node: ConfigNode, _ kind: ValueKind<Value>, path: String, faults: inout FaultCollector
    ) -> Value? {
        do {
            return try kind.read(node)
        } catch {
            faults.add(error.reason, at: node.position, key: path)
            return nil
        }
    }
}
