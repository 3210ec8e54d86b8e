// SPDX-License-Identifier: Apache-2.0

/// How a key may be written, the way that changes least first.
extension SettingEdit {
    func ways(of path: SettingPath, to value: ConfigNode) -> [EditedSetting] {
        guard let root, !root.isNull else {
            let made = ConfigNode.wrapped(value, in: path.steps)
            return [appended(YAMLText.block(made, indent: 0, step: step))]
        }
        // The deepest of what stands there.
        var depth = path.steps.count
        while depth > 0, root[path.steps[..<depth]] == nil { depth -= 1 }
        guard let found = root[path.steps[..<depth]] else { return [] }
        let rest = path.steps[depth...]
        let owner = entry(at: path.steps[..<depth])
        var ways: [EditedSetting] = []
        if rest.isEmpty {
            ways = replacing(found, of: owner, by: value)
        } else if found.isNull {
            ways = filling(found, of: owner, by: .wrapped(value, in: rest))
        } else {
            ways = adding(.wrapped(value, in: rest), to: found)
        }
        return ways + rewriting(path, to: value)
    }

    /// The entry whose value stands at a path; `nil` for an item of a list, and for the whole.
    func entry(at path: ArraySlice<SettingPath.Step>) -> ConfigEntry? {
        guard case .key(let key)? = path.last, case .mapping(let entries)? = root?[path.dropLast()]?.content else {
            return nil
        }
        return entries.last { $0.key == key }
    }

    private func appended(_ lines: String) -> EditedSetting {
        edited([(places.scalars.endIndex..<places.scalars.endIndex, lines)])
    }

    // MARK: In the place of a value

    private func replacing(
        _ old: ConfigNode, of owner: ConfigEntry?, by value: ConfigNode
    ) -> [EditedSetting] {
        let (start, end, text) = (places.offset(of: old.position), places.end(of: old), YAMLText.flow(value))
        var ways: [EditedSetting] = []
        if start <= end {
            let isTight = start == end && start > 0 && !places.isBlank(places.scalars[start - 1])
            // A value over several lines goes on where its key stands.
            if let owner, old.position.line > owner.position.line, !places.isFlow(old), old.isTall,
                let colon = places.colon(of: owner)
            {
                let lines = places.lines(from: old.position, to: old)
                ways.append(edited([(colon..<colon, " " + text), (lines, "")], rewriting: [lines]))
            }
            ways.append(edited([(start..<end, (isTight ? " " : "") + text)], rewriting: [start..<end]))
        }
        if let owner, let colon = places.colon(of: owner), colon <= end {
            ways.append(edited([(colon..<end, " " + text)], rewriting: [colon..<end]))
        }
        return ways
    }

    /// A section or a list in the place of nothing.
    private func filling(_ old: ConfigNode, of owner: ConfigEntry?, by value: ConfigNode) -> [EditedSetting] {
        let flow = replacing(old, of: owner, by: value)
        guard let owner, places.beginsLine(owner.position), places.offset(of: old.position) == places.end(of: old)
        else {
            return flow
        }
        let place = places.lineEnd(of: places.offset(of: owner.position))
        let lines = YAMLText.block(value, indent: owner.position.column - 1 + step, step: step)
        return [edited([(place..<place, lines)])] + flow
    }

    // MARK: Beside what is there

    /// - Parameter made: a section with one key, or a list with one item.
    private func adding(_ made: ConfigNode, to found: ConfigNode) -> [EditedSetting] {
        places.isFlow(found) ? addingInFlow(made, to: found) : addingInBlock(made, to: found)
    }

    private func addingInFlow(_ made: ConfigNode, to found: ConfigNode) -> [EditedSetting] {
        let text = String(YAMLText.flow(made).dropFirst().dropLast())
        let start = places.offset(of: found.position) + 1
        guard let last = found.lastValue else { return [edited([(start..<start, text)])] }
        let end = places.end(of: last)
        return [edited([(end..<end, ", " + text)]), edited([(start..<start, text + ", ")])]
    }

    private func addingInBlock(_ made: ConfigNode, to found: ConfigNode) -> [EditedSetting] {
        let column: Int
        switch found.content {
        case .mapping(let entries): column = entries.first?.position.column ?? 1
        default: column = found.position.column
        }
        guard let last = found.lastValue else { return [] }
        let place = places.lineEnd(of: places.end(of: last))
        let lines = YAMLText.block(made, indent: column - 1, step: step)
        let isWhole = found.position == root?.position
        return [edited([(place..<place, lines)])] + (isWhole ? [appended(lines)] : [])
    }

    // MARK: Anew

    /// The smallest thing around it in brackets, written anew.
    private func rewriting(_ path: SettingPath, to value: ConfigNode) -> [EditedSetting] {
        path.steps.indices.reversed().compactMap { depth in
            guard let outer = root?[path.steps[..<depth]], places.isFlow(outer),
                let new = try? outer.setting(path.steps[depth...], to: value)
            else { return nil }
            let range =
                places.offset(
                    of: outer.position)..<max(
                    places.offset(of: outer.position), places.end(of: outer))
            return edited([(range, YAMLText.flow(new))], rewriting: [range])
        }
    }
}

extension ConfigNode {
    /// Of the last item or key.
    var lastValue: ConfigNode? {
        switch content {
        case .list(let items): items.last
        case .mapping(let entries): entries.last?.value
        default: nil
        }
    }

    /// A list or a section with something in it.
    var isTall: Bool { lastValue != nil }
}
