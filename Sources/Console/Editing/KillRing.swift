// SPDX-License-Identifier: Apache-2.0

/// What was cut, newest last, for Ctrl-Y and Alt-y.
struct KillRing: Equatable, Sendable {
    static let most = 16

    private(set) var entries: [[Character]] = []
    private var turned = 0

    /// - Parameter joins: the key before cut as well: what is cut now belongs to that
    mutating func cut(_ text: [Character], joins: Bool, before: Bool) {
        guard !text.isEmpty else { return }
        turned = 0
        if joins, let last = entries.popLast() {
            entries.append(before ? text + last : last + text)
        } else {
            entries.append(text)
            if entries.count > Self.most { entries.removeFirst() }
        }
    }

    /// The newest.
    mutating func paste() -> [Character]? {
        turned = 0
        return entries.last
    }

    /// The one before what was pasted last, round and round.
    mutating func turn() -> [Character]? {
        guard !entries.isEmpty else { return nil }
        turned = (turned + 1) % entries.count
        return entries[entries.count - 1 - turned]
    }
}
