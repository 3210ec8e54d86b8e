// SPDX-License-Identifier: Apache-2.0

/// A text with one key changed, and everything else as it was written.
public struct EditedSetting: Hashable, Sendable {
    public var text: String
    /// Comments stood in what had to be written anew.
    public var losesComments = false
}

/// Changes one key of a configuration's text and leaves every other octet as it is: comments, order, style.
///
/// There is more than one way to write a change. Each is tried in turn, and what comes of it is read again: only a text
/// that says all that it said before, and the change, is taken.
public struct SettingEdit: Sendable {
    let root: ConfigNode?
    let places: TextPlaces
    /// How much deeper a section's keys stand here.
    let step: Int

    /// Throws where the text is not YAML as far as we take it; unknown keys and impossible values are no matter here.
    public init(_ text: [UInt8]) throws(SettingEditRefusal) {
        guard case .success(let whole) = TextCheck.text(of: text) else { throw .unreadable("it is no text") }
        var faults = FaultCollector(file: "line")
        root = DocumentParser.parse(whole, faults: &faults)
        if let fault = faults.sorted.faults.first { throw .unreadable("\(fault)") }
        places = TextPlaces(whole)
        step = Self.step(in: root, places)
    }

    /// - Parameter value: YAML, in one line or more.
    public func setting(_ path: SettingPath, to value: String) throws(SettingEditRefusal) -> EditedSetting {
        try setting(path, to: try Self.value(value))
    }

    func setting(_ path: SettingPath, to value: ConfigNode) throws(SettingEditRefusal) -> EditedSetting {
        if let found = root?[path.steps], found.says(value), found.isNull == value.isNull {
            return EditedSetting(text: String(String.UnicodeScalarView(places.scalars)))
        }
        let wanted = try (root ?? .nothing).setting(path.steps[...], to: value)
        for way in ways(of: path, to: value) where says(way, wanted) { return way }
        throw .cannot(path.description)
    }

    /// Without a key, or an item of a list. A section that is empty then goes with it, unless comments stand in it.
    public func unsetting(_ path: SettingPath) throws(SettingEditRefusal) -> EditedSetting {
        guard let root, root[path.steps] != nil else { throw .absent(path.description) }
        for outer in emptied(by: path, in: root) + [path] {
            guard let wanted = root.removing(outer.steps[...]) else { continue }
            for way in waysWithout(outer) where says(way, wanted) { return way }
        }
        throw .cannot(path.description)
    }

    /// One value, as YAML has it.
    static func value(_ text: String) throws(SettingEditRefusal) -> ConfigNode {
        switch TextCheck.text(of: text.utf8) {
        case .failure(let complaint): throw .value(complaint.reason)
        case .success(let whole):
            var faults = FaultCollector(file: "")
            let node = DocumentParser.parse(whole, faults: &faults)
            if let fault = faults.sorted.faults.first { throw .value(fault.reason) }
            guard let node, !whole.allSatisfy(\.isWhitespace) else { throw .value("there is no value") }
            return node
        }
    }

    // MARK: Looking at what came of it

    private func says(_ way: EditedSetting, _ wanted: ConfigNode) -> Bool {
        guard case .success(let whole) = TextCheck.text(of: way.text.utf8) else { return false }
        var faults = FaultCollector(file: "")
        let tree = DocumentParser.parse(whole, faults: &faults) ?? .nothing
        return faults.isEmpty && tree.says(wanted)
    }

    /// As the first section within a section has it.
    private static func step(in root: ConfigNode?, _ places: TextPlaces) -> Int {
        guard case .mapping(let entries)? = root?.content, !(root.map(places.isFlow) ?? true) else { return 2 }
        for entry in entries where !places.isFlow(entry.value) {
            guard case .mapping(let inner) = entry.value.content, let first = inner.first else { continue }
            let depth = first.position.column - entry.position.column
            if (1...8).contains(depth) { return depth }
        }
        return 2
    }

    func edited(_ changes: [(Range<Int>, String)], rewriting lost: [Range<Int>] = []) -> EditedSetting {
        var made = String.UnicodeScalarView()
        var place = 0
        for (range, text) in changes.sorted(by: { $0.0.lowerBound < $1.0.lowerBound }) {
            guard range.lowerBound >= place, range.upperBound <= places.scalars.endIndex else { continue }
            made.append(contentsOf: places.scalars[place..<range.lowerBound])
            if text.hasSuffix("\n"), let last = made.last, !places.isBreak(last) {
                made.append(contentsOf: places.lineBreak.unicodeScalars)
            }
            made.append(contentsOf: text.replacing("\n", with: places.lineBreak).unicodeScalars)
            place = range.upperBound
        }
        made.append(contentsOf: places.scalars[place...])
        return EditedSetting(text: String(made), losesComments: lost.contains(where: places.hasComment))
    }
}
