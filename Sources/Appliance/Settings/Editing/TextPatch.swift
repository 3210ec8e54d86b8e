// SPDX-License-Identifier: Apache-2.0

/// Changes at places of a text that the parser has told: they are noted first, and made together, so that a change does
/// not move the place of another.
struct TextPatch {
    let places: TextPlaces
    private var scalars: [Unicode.Scalar] { places.scalars }
    private var patches: [(range: Range<Int>, text: String)] = []

    init(_ text: String) { places = TextPlaces(text) }

    /// With all changes; of those at one place the earlier first.
    var string: String {
        var (made, place) = (String.UnicodeScalarView(), 0)
        let ordered = patches.enumerated().sorted {
            ($0.element.range.lowerBound, $0.offset) < ($1.element.range.lowerBound, $1.offset)
        }
        for (_, patch) in ordered where patch.range.lowerBound >= place {
            made.append(contentsOf: scalars[place..<patch.range.lowerBound])
            if needsLineEnd(before: patch) { made.append("\n") }
            made.append(contentsOf: patch.text.unicodeScalars)
            place = patch.range.upperBound
        }
        made.append(contentsOf: scalars[place...])
        return String(made)
    }

    // MARK: Changes

    mutating func append(_ text: String) { patch(scalars.endIndex..<scalars.endIndex, text) }

    /// Into the braces of a flow mapping, at their beginning.
    mutating func insert(_ text: String, behind flow: ConfigNode) {
        let place = offset(of: flow.position) + 1
        patch(place..<place, text)
    }

    mutating func insert(_ text: String, belowLineOf entry: ConfigEntry) {
        let place = start(ofLine: entry.position.line + 1)
        patch(place..<place, text)
    }

    mutating func insert(_ text: String, behindBlockOf entry: ConfigEntry) {
        let place = block(of: entry).upperBound
        patch(place..<place, text)
    }

    /// All lines of an entry of a block mapping.
    mutating func replace(blockOf entry: ConfigEntry, by text: String) { patch(block(of: entry), text) }

    mutating func replace(flow node: ConfigNode, by text: String) { patch(flow(node), text) }

    mutating func patch(_ range: Range<Int>, _ text: String) {
        if !(range.isEmpty && text.isEmpty) { patches.append((range, text)) }
    }

    /// Whole lines do not go on behind what stands in the last line of a text without an end.
    private func needsLineEnd(before patch: (range: Range<Int>, text: String)) -> Bool {
        patch.text.hasSuffix("\n") && patch.range.lowerBound == scalars.endIndex && !scalars.isEmpty
            && scalars.last != "\n"
    }

    // MARK: Places

    func isFlow(_ node: ConfigNode) -> Bool { places.isFlow(node) }

    func hasComment(inFlow node: ConfigNode) -> Bool {
        let range = flow(node)
        return range.contains { isComment(at: $0) }
    }

    func hasComment(inBlockOf entry: ConfigEntry) -> Bool { block(of: entry).contains { isComment(at: $0) } }

    private func offset(of position: TextPosition) -> Int { places.offset(of: position) }
    private func start(ofLine line: Int) -> Int { places.start(ofLine: line) }
    private func isComment(at place: Int) -> Bool { places.isComment(at: place) }

    /// From the bracket to the one that closes it.
    private func flow(_ node: ConfigNode) -> Range<Int> {
        let start = offset(of: node.position)
        return start..<max(start, places.end(of: node))
    }

    /// The lines of an entry: its own, and all that follow and are deeper, without the empty lines and comments at their
    /// end. A list's dashes may stand below the key itself.
    private func block(of entry: ConfigEntry) -> Range<Int> {
        let first = start(ofLine: entry.position.line)
        var (line, end) = (entry.position.line + 1, start(ofLine: entry.position.line + 1))
        while start(ofLine: line) < scalars.endIndex {
            let content = scalars[start(ofLine: line)..<start(ofLine: line + 1)]
            let text = content.drop { $0 == " " }
            line += 1
            guard let head = text.first, head != "\n", head != "\r", head != "#" else { continue }
            let (indent, key) = (content.count - text.count, entry.position.column - 1)
            let isItem = indent == key && head == "-" && isList(entry.value)
            guard indent > key || isItem else { break }
            end = start(ofLine: line)
        }
        return first..<end
    }

    private func isList(_ node: ConfigNode) -> Bool {
        if case .list = node.content { true } else { false }
    }
}
