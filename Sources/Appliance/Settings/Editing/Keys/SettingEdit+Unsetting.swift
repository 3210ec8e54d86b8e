// SPDX-License-Identifier: Apache-2.0

/// How a key is taken out.
extension SettingEdit {
    /// The sections that hold nothing else, the outermost first.
    func emptied(by path: SettingPath, in root: ConfigNode) -> [SettingPath] {
        var found: [SettingPath] = []
        var steps = path.steps[...]
        guard case .key? = steps.last else { return [] }
        while steps.count > 1 {
            let inner = steps
            steps = steps.dropLast()
            guard case .key? = steps.last, case .mapping(let entries)? = root[steps]?.content, entries.count == 1,
                let outer = entry(at: steps), let own = entry(at: inner), keepsNoComment(outer, around: own)
            else { break }
            found.insert(SettingPath(Array(steps)), at: 0)
        }
        return found
    }

    /// Whether no comment stands in a section but in its key's own lines.
    private func keepsNoComment(_ outer: ConfigEntry, around own: ConfigEntry) -> Bool {
        let all = places.offset(of: outer.position)..<places.end(of: outer.value)
        let inner = places.offset(of: own.position)..<places.end(of: own.value)
        guard all.lowerBound <= inner.lowerBound, inner.upperBound <= all.upperBound else { return false }
        return !places.hasComment(in: all.lowerBound..<inner.lowerBound)
            && !places.hasComment(in: inner.upperBound..<all.upperBound)
    }

    func waysWithout(_ path: SettingPath) -> [EditedSetting] {
        guard let root, let step = path.steps.last, let outer = root[path.steps.dropLast()] else { return [] }
        let ways: [EditedSetting]
        switch (step, outer.content) {
        case (.key(let key), .mapping(let entries)):
            let spans = entries.map { Span(from: $0.position, to: $0.value) }
            ways = entries.lastIndex { $0.key == key }.map { removing($0, of: spans, in: outer, owner: nil) } ?? []
        case (.item(let index), .list(let items)):
            let owner = entry(at: path.steps.dropLast())
            ways = removing(index, of: items.map { Span(from: $0.position, to: $0) }, in: outer, owner: owner)
        default: ways = []
        }
        return ways + rewritingWithout(path)
    }

    /// An entry or an item.
    private struct Span {
        var from: TextPosition
        var to: ConfigNode
    }

    private func removing(
        _ index: Int, of spans: [Span], in outer: ConfigNode, owner: ConfigEntry?
    ) -> [EditedSetting] {
        places.isFlow(outer)
            ? removingInFlow(index, of: spans) : removingInBlock(index, of: spans, in: outer, owner: owner)
    }

    private func removingInFlow(_ index: Int, of spans: [Span]) -> [EditedSetting] {
        let start = places.offset(of: spans[index].from)
        let end = max(start, places.end(of: spans[index].to))
        if index + 1 < spans.count {
            let next = places.offset(of: spans[index + 1].from)
            return next >= end ? [edited([(start..<next, "")], rewriting: [end..<next])] : []
        }
        // With the comma before it.
        if index > 0 {
            let before = places.end(of: spans[index - 1].to)
            return before <= end ? [edited([(before..<end, "")], rewriting: [before..<start])] : []
        }
        return [edited([(start..<end, "")])]
    }

    private func removingInBlock(
        _ index: Int, of spans: [Span], in outer: ConfigNode, owner: ConfigEntry?
    ) -> [EditedSetting] {
        let span = spans[index]
        let start = places.offset(of: span.from)
        let end = max(start, places.end(of: span.to))
        var ways: [EditedSetting] = []
        let isItem = if case .list = outer.content { true } else { false }
        if spans.count == 1, isItem {
            // A list without items is not one that is missing.
            ways = emptying(outer, of: owner)
        } else if isItem || places.beginsLine(span.from) {
            ways.append(edited([(places.lines(from: span.from, to: span.to), "")]))
        }
        if index + 1 < spans.count {
            let next = places.offset(of: spans[index + 1].from)
            if next >= end { ways.append(edited([(start..<next, "")], rewriting: [end..<next])) }
        }
        if spans.count == 1 { ways.append(edited([(start..<end, isItem ? "[]" : "{}")], rewriting: [start..<end])) }
        return ways
    }

    private func emptying(_ list: ConfigNode, of owner: ConfigEntry?) -> [EditedSetting] {
        let start = places.offset(of: list.position)
        let range = start..<max(start, places.end(of: list))
        var ways: [EditedSetting] = []
        if let owner, let colon = places.colon(of: owner), list.position.line > owner.position.line {
            let lines = places.lines(from: list.position, to: list)
            ways.append(edited([(colon..<colon, " []"), (lines, "")]))
        }
        ways.append(edited([(range, "[]")], rewriting: [range]))
        return ways
    }

    private func rewritingWithout(_ path: SettingPath) -> [EditedSetting] {
        path.steps.indices.reversed().compactMap { depth in
            guard let outer = root?[path.steps[..<depth]], places.isFlow(outer),
                let new = outer.removing(path.steps[depth...])
            else { return nil }
            let start = places.offset(of: outer.position)
            let range = start..<max(start, places.end(of: outer))
            return edited([(range, YAMLText.flow(new))], rewriting: [range])
        }
    }
}
