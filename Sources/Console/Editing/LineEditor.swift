// SPDX-License-Identifier: Apache-2.0

/// The keys of a line: Emacs' and readline's, as VT100, xterm, Junos and IOS have them.
struct LineEditor: Equatable, Sendable {
    /// What a line may do besides being a line.
    struct Abilities: OptionSet, Sendable {
        let rawValue: Int
        /// `?` asks, tab completes.
        static let help = Self(rawValue: 1)
        /// Up and down walk through earlier lines, Ctrl-R searches them.
        static let history = Self(rawValue: 2)
        /// Nothing is shown, and nothing of it is kept anywhere.
        static let secret = Self(rawValue: 4)
        /// Up means back to the question before.
        static let back = Self(rawValue: 8)
        static let command: Self = [.help, .history]
    }

    static let mostUndone = 100

    var buffer = LineBuffer()
    var abilities: Abilities
    var ring = KillRing()
    var undone: [LineBuffer] = []
    var last = Kind.other
    /// What the next Alt-y replaces.
    var pasted = 0..<0
    private var takesNext = false

    /// What the key before was, as far as the next one cares.
    enum Kind: Equatable, Sendable { case typing, cutting, pasting, other }

    init(_ abilities: Abilities = .command, limit: Int = 4096) {
        self.abilities = abilities
        buffer.limit = limit
    }

    /// An empty line, which begins anew; the kill ring stays.
    mutating func clear() { set("", keepsUndo: false) }

    /// Another line, from the history or by completion; the cursor is at its end.
    mutating func set(_ line: String, keepsUndo: Bool = true) {
        if keepsUndo { remember() } else { undone.removeAll() }
        let limit = buffer.limit
        buffer = LineBuffer(String(line.prefix(limit)))
        buffer.limit = limit
        last = .other
    }

    /// Completion: what stands before the cursor from `start` on becomes `text`.
    mutating func replace(from start: Int, with text: String) {
        remember()
        buffer.replace(min(start, buffer.cursor)..<buffer.cursor, with: Array(text))
        last = .other
    }

    mutating func press(_ key: Key) -> Edit {
        if takesNext, case .text = key {} else if takesNext { takesNext = false }
        switch key {
        case .text(let scalar): return type(scalar)
        case .pasted(let scalar): return insert(scalar)
        case .enter: return .accepted
        case .tab: return abilities.contains(.help) ? .complete : .nothing
        case .backspace: return erase(buffer.cursor - 1..<buffer.cursor)
        case .delete: return erase(buffer.cursor..<buffer.cursor + 1)
        case .left: return move(to: buffer.cursor - 1)
        case .right: return move(to: buffer.cursor + 1)
        case .wordLeft: return move(to: buffer.previousWord)
        case .wordRight: return move(to: buffer.nextWord)
        case .home: return move(to: 0)
        case .end: return move(to: buffer.text.count)
        case .up, .pageUp: return hasUp ? .up : .nothing
        case .down, .pageDown: return abilities.contains(.history) ? .down : .nothing
        case .control(let letter): return control(letter)
        case .alt(let letter): return alt(letter)
        case .cursorReport, .unknown: return .nothing
        }
    }

    private var hasUp: Bool { !abilities.isDisjoint(with: [.history, .back]) }

    private mutating func control(_ letter: Unicode.Scalar) -> Edit {
        switch letter {
        case "a": move(to: 0)
        case "b": move(to: buffer.cursor - 1)
        case "c": .interrupted
        case "d": buffer.isEmpty ? .endOfInput : erase(buffer.cursor..<buffer.cursor + 1)
        case "e": move(to: buffer.text.count)
        case "f": move(to: buffer.cursor + 1)
        case "k": cut(buffer.cursor..<buffer.text.count, before: false)
        case "l": .clearScreen
        case "n": abilities.contains(.history) ? .down : .nothing
        case "p": hasUp ? .up : .nothing
        case "r": abilities.contains(.history) ? .search : .nothing
        case "t": transpose()
        case "u": cut(0..<buffer.cursor, before: true)
        case "v": quoteNext()
        case "w": cut(buffer.previousBlank..<buffer.cursor, before: true)
        case "y": paste()
        case "z", "_": undo()
        default: .nothing
        }
    }

    private mutating func alt(_ letter: Unicode.Scalar) -> Edit {
        switch letter {
        case "b": move(to: buffer.previousWord)
        case "f": move(to: buffer.nextWord)
        case "d": cut(buffer.cursor..<buffer.nextWord, before: false)
        case "\u{7F}": cut(buffer.previousWord..<buffer.cursor, before: true)
        case "y": pasteEarlier()
        case "<": abilities.contains(.history) ? .up : .nothing
        default: .nothing
        }
    }

    // MARK: - Typing

    private mutating func type(_ scalar: Unicode.Scalar) -> Edit {
        if scalar == "?", abilities.contains(.help), !takesNext, !Words(buffer.beforeCursor).isQuoted { return .help }
        takesNext = false
        return insert(scalar)
    }

    private mutating func insert(_ scalar: Unicode.Scalar) -> Edit {
        if last != .typing || scalar == " " { remember() }
        last = .typing
        return buffer.insert(scalar) ? .changed : .nothing
    }

    /// The next character is taken as it is: `?` too.
    private mutating func quoteNext() -> Edit {
        takesNext = true
        return .changed
    }

    private mutating func move(to place: Int) -> Edit {
        let before = buffer.cursor
        buffer.move(to: place)
        last = .other
        return before == buffer.cursor ? .nothing : .changed
    }

    private mutating func erase(_ range: Range<Int>) -> Edit {
        guard range.lowerBound >= 0, range.upperBound <= buffer.text.count else { return .nothing }
        if last != .other { remember() }
        last = .other
        buffer.remove(range)
        return .changed
    }

    private mutating func transpose() -> Edit {
        remember()
        last = .other
        return buffer.transpose() ? .changed : .nothing
    }
}
