// SPDX-License-Identifier: Apache-2.0

/// Cutting, pasting, undoing.
extension LineEditor {
    mutating func cut(_ range: Range<Int>, before: Bool) -> Edit {
        guard !range.isEmpty else { return .nothing }
        remember()
        let removed = buffer.remove(range)
        if !abilities.contains(.secret) { ring.cut(removed, joins: last == .cutting, before: before) }
        last = .cutting
        return .changed
    }

    mutating func paste() -> Edit {
        guard !abilities.contains(.secret), let text = ring.paste() else { return .nothing }
        return put(text, at: buffer.cursor..<buffer.cursor)
    }

    mutating func pasteEarlier() -> Edit {
        guard last == .pasting, let text = ring.turn() else { return .nothing }
        return put(text, at: pasted)
    }

    private mutating func put(_ text: [Character], at range: Range<Int>) -> Edit {
        remember()
        buffer.replace(range, with: text)
        pasted = range.lowerBound..<buffer.cursor
        last = .pasting
        return .changed
    }

    // MARK: - Undoing

    mutating func remember() {
        guard !abilities.contains(.secret), undone.last != buffer else { return }
        undone.append(buffer)
        if undone.count > Self.mostUndone { undone.removeFirst() }
    }

    mutating func undo() -> Edit {
        last = .other
        while let earlier = undone.popLast() {
            guard earlier.text != buffer.text else { continue }
            buffer = earlier
            return .changed
        }
        return .nothing
    }
}
