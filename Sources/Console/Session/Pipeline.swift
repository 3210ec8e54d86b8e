// SPDX-License-Identifier: Apache-2.0

/// A typed line: a command, and what its report goes through before it is shown.
struct PipedLine: Equatable, Sendable {
    var command: String
    var filters: [Filter]

    /// Throws a sentence about the first thing that is wrong behind a pipe.
    init(_ line: String) throws(Filter.Fault) {
        let characters = Array(line)
        let pipes = Words(characters).pipes
        command = Self.trimmed(characters[..<(pipes.first ?? characters.count)])
        filters = []
        for (place, start) in pipes.enumerated() {
            let end = place + 1 < pipes.count ? pipes[place + 1] : characters.count
            filters.append(try Filter.read(Words(characters[(start + 1)..<end]).words.map(\.text)))
        }
    }

    static func trimmed(_ text: ArraySlice<Character>) -> String {
        let start = text.drop { $0.isWhitespace }
        return String(String(start).reversed().drop { $0.isWhitespace }.reversed())
    }
}

/// Filters at work on a report's lines.
struct Pipeline: Equatable, Sendable {
    private var filters: [Filter]
    /// For each filter: lines counted, or whether it has begun.
    private var counts: [Int]
    private var kept: [[String]]

    init(_ filters: [Filter]) {
        self.filters = filters.filter { $0 != .json && $0 != .noMore }
        counts = self.filters.map { _ in 0 }
        kept = self.filters.map { _ in [] }
    }

    /// The line, if it passes.
    mutating func pass(_ line: String) -> String? {
        for place in filters.indices where !passes(line, place) { return nil }
        return line
    }

    private mutating func passes(_ line: String, _ place: Int) -> Bool {
        switch filters[place] {
        case .include(let match): return match.matches(line)
        case .exclude(let match): return !match.matches(line)
        case .begin(let match):
            if counts[place] == 0, match.matches(line) { counts[place] = 1 }
            return counts[place] == 1
        case .count:
            counts[place] += 1
            return false
        case .last(let most):
            kept[place].append(line)
            if kept[place].count >= 2 * most { kept[place].removeFirst(kept[place].count - most) }
            return false
        case .noMore, .json: return true
        }
    }

    /// What the filters kept back until the report's end.
    mutating func finish() -> [String] {
        var lines: [String] = []
        for place in filters.indices {
            lines = lines.filter { passes($0, place) }
            switch filters[place] {
            case .count: lines = ["\(counts[place]) \(counts[place] == 1 ? "line" : "lines")"]
            case .last(let most): lines = Array(kept[place].suffix(most))
            default: break
            }
        }
        return lines
    }
}
