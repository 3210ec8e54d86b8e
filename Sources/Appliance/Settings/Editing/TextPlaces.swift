// SPDX-License-Identifier: Apache-2.0

/// The places of a text that the YAML parser has told, which tells only where something begins; where it ends is seen
/// here. Whoever changes a text by these places reads it again.
struct TextPlaces {
    let scalars: [Unicode.Scalar]
    /// Where each line begins.
    private let lines: [Int]

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        self.scalars = scalars
        // YAML 1.1, 4.2: what libyaml counts lines by.
        lines =
            [0]
            + scalars.indices.filter { index in
                switch scalars[index] {
                case "\n", "\u{85}", "\u{2028}", "\u{2029}": true
                case "\r": index + 1 == scalars.endIndex || scalars[index + 1] != "\n"
                default: false
                }
            }.map { $0 + 1 }
    }

    // MARK: Lines

    func offset(of position: TextPosition) -> Int {
        min(start(ofLine: position.line) + max(0, position.column - 1), scalars.endIndex)
    }

    func start(ofLine line: Int) -> Int {
        line < 1 ? 0 : lines.indices.contains(line - 1) ? lines[line - 1] : scalars.endIndex
    }

    /// Where the line begins in which a place is.
    func lineStart(of place: Int) -> Int {
        var (low, high) = (0, lines.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if lines[middle] <= place { low = middle } else { high = middle }
        }
        return lines[low]
    }

    /// Behind the end of the line in which a place is, or the text's end.
    func lineEnd(of place: Int) -> Int {
        scalars[min(place, scalars.endIndex)...].firstIndex(where: isBreak).map { end in
            let isPair = scalars[end] == "\r" && end + 1 < scalars.endIndex && scalars[end + 1] == "\n"
            return end + (isPair ? 2 : 1)
        } ?? scalars.endIndex
    }

    /// How lines end here.
    var lineBreak: String {
        guard let first = scalars.firstIndex(where: isBreak), scalars[first] == "\r" else { return "\n" }
        return first + 1 < scalars.endIndex && scalars[first + 1] == "\n" ? "\r\n" : "\n"
    }

    func isBreak(_ scalar: Unicode.Scalar) -> Bool { "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains(scalar) }

    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

    // MARK: Comments

    /// YAML 1.2.2, 6.6: a `#` behind white space, or at the beginning of a line. One in quotes is taken for a comment
    /// too, which at worst says too much.
    func isComment(at place: Int) -> Bool {
        scalars[place] == "#" && (place == 0 || isBlank(scalars[place - 1]) || isBreak(scalars[place - 1]))
    }

    func hasComment(in range: Range<Int>) -> Bool { range.contains { isComment(at: $0) } }

    /// Behind blanks, line ends and comments.
    func skipped(from place: Int) -> Int {
        var place = place
        while place < scalars.endIndex {
            if isComment(at: place) {
                place = lineEnd(of: place)
            } else if isBlank(scalars[place]) || isBreak(scalars[place]) {
                place += 1
            } else {
                break
            }
        }
        return place
    }
}

// MARK: Where values end

extension TextPlaces {
    /// Whether a mapping or a list is written in brackets.
    func isFlow(_ node: ConfigNode) -> Bool {
        let place = offset(of: node.position)
        return scalars.indices.contains(place) && (scalars[place] == "{" || scalars[place] == "[")
    }

    /// Behind a value's last character.
    func end(of node: ConfigNode) -> Int {
        let start = offset(of: node.position)
        switch node.content {
        case .refused: return start
        case .scalar(let text, let isPlain): return isPlain ? endOfPlain(text, from: start) : endOfOther(from: start)
        case .list(let items):
            return isFlow(node) ? closing(from: items.last.map(end) ?? start + 1) : items.last.map(end) ?? start
        case .mapping(let entries):
            let inner = entries.last.map { end(of: $0.value) }
            return isFlow(node) ? closing(from: inner ?? start + 1) : inner ?? start
        }
    }

    /// Behind the bracket that closes what ends at a place.
    private func closing(from place: Int) -> Int {
        var place = skipped(from: place)
        while place < scalars.endIndex, scalars[place] == "," { place = skipped(from: place + 1) }
        return min(place + 1, scalars.endIndex)
    }

    /// Its words stand as they read; between them may be blanks and line ends (YAML 1.2.2, 7.3.3).
    private func endOfPlain(_ text: String, from start: Int) -> Int {
        var place = start
        for scalar in text.unicodeScalars where place < scalars.endIndex {
            if scalar == scalars[place] {
                place += 1
            } else if isBlank(scalar) || isBreak(scalar) {
                while place < scalars.endIndex, isBlank(scalars[place]) || isBreak(scalars[place]) { place += 1 }
            } else {
                while place < scalars.endIndex, isBlank(scalars[place]) || isBreak(scalars[place]) { place += 1 }
                if place < scalars.endIndex, scalar == scalars[place] { place += 1 }
            }
        }
        return place
    }

    private func endOfOther(from start: Int) -> Int {
        guard start < scalars.endIndex else { return start }
        switch scalars[start] {
        case "'", "\"": return endOfQuoted(from: start)
        case "|", ">": return endOfLiteral(from: start)
        default: return start
        }
    }

    func endOfQuoted(from start: Int) -> Int {
        let quote = scalars[start]
        var place = start + 1
        while place < scalars.endIndex {
            if scalars[place] == "\\", quote == "\"" {
                place += 1
            } else if scalars[place] == quote {
                let isDoubled = quote == "'" && place + 1 < scalars.endIndex && scalars[place + 1] == quote
                if !isDoubled { return place + 1 }
                place += 1
            }
            place += 1
        }
        return scalars.endIndex
    }

    /// A block scalar: all lines as deep as its first one (YAML 1.2.2, 8.1).
    private func endOfLiteral(from start: Int) -> Int {
        var (line, end, depth) = (lineEnd(of: start), lineEnd(of: start), Int?.none)
        while line < scalars.endIndex {
            let next = lineEnd(of: line)
            let content = scalars[line..<next].drop { $0 == " " }
            line = next
            guard let head = content.first, !isBreak(head) else { continue }
            let indent = content.startIndex - lineStart(of: content.startIndex)
            guard indent >= depth ?? max(1, indent) else { break }
            (depth, end) = (depth ?? indent, next)
        }
        // The last line's end belongs to the line, not to the value.
        while end > start, isBreak(scalars[end - 1]) { end -= 1 }
        return end
    }
}

// MARK: Entries

extension TextPlaces {
    /// Behind the colon of an entry; `nil` where none is seen.
    func colon(of entry: ConfigEntry) -> Int? {
        let start = offset(of: entry.position)
        guard start < scalars.endIndex else { return nil }
        let isQuoted = scalars[start] == "'" || scalars[start] == "\""
        var place = isQuoted ? endOfQuoted(from: start) : start + entry.key.unicodeScalars.count
        while place < scalars.endIndex, isBlank(scalars[place]) { place += 1 }
        return place < scalars.endIndex && scalars[place] == ":" ? place + 1 : nil
    }

    /// Whether only blanks stand before it in its line.
    func beginsLine(_ position: TextPosition) -> Bool {
        let place = offset(of: position)
        return scalars[lineStart(of: place)..<place].allSatisfy { $0 == " " }
    }

    /// The whole lines in which a value that begins at a place stands.
    func lines(from position: TextPosition, to node: ConfigNode) -> Range<Int> {
        let start = offset(of: position)
        return lineStart(of: start)..<lineEnd(of: max(start, end(of: node)))
    }
}
