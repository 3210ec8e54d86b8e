// SPDX-License-Identifier: Apache-2.0

/// The lines that were performed, oldest first. Nothing that was typed at a question, and no line that began with a
/// blank or that the host calls secret, is in it.
struct History: Equatable, Sendable {
    static let most = 200

    private(set) var lines: [String] = []

    /// Its earlier likeness is forgotten if it was the line before.
    mutating func append(_ line: String) {
        guard let first = line.first, !first.isWhitespace, lines.last != line else { return }
        lines.append(line)
        if lines.count > Self.most { lines.removeFirst() }
    }

    /// The newest line before `place` that begins with `beginning` and is not `other`.
    func before(_ place: Int, beginning: String, unlike other: String) -> Int? {
        lines[..<max(0, min(place, lines.count))].lastIndex { $0.hasPrefix(beginning) && $0 != other }
    }

    /// The oldest line behind `place` that does so.
    func after(_ place: Int, beginning: String, unlike other: String) -> Int? {
        guard place + 1 < lines.count else { return nil }
        return lines[(place + 1)...].firstIndex { $0.hasPrefix(beginning) && $0 != other }
    }

    /// The newest line up to `place` in which `text` stands.
    func search(_ text: String, upTo place: Int) -> Int? {
        guard place >= 0, !lines.isEmpty else { return nil }
        return lines[...min(place, lines.count - 1)].lastIndex { $0.contains(text) }
    }
}
