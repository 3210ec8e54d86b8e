// SPDX-License-Identifier: Apache-2.0

/// A line at a prompt, with the lines before it: walking through them and searching them.
struct PromptLine: Equatable, Sendable {
    var editor: LineEditor
    var history = History()
    private var walk: Walk?
    private var search: Search?

    /// Through the lines that begin like what was typed.
    private struct Walk: Equatable, Sendable {
        var typed: String
        var place: Int
    }

    private struct Search: Equatable, Sendable {
        var typed: LineBuffer
        var text = ""
        var place: Int?
        var hasFailed = false
    }

    init(_ abilities: LineEditor.Abilities = .command, limit: Int = 4096) {
        editor = LineEditor(abilities, limit: limit)
    }

    var string: String { editor.buffer.string }
    var isSearching: Bool { search != nil }

    /// What stands instead of the prompt while the history is searched.
    var searchPrompt: String? {
        search.map { "(\($0.hasFailed ? "no line has" : "search") '\($0.text)') " }
    }

    mutating func clear() {
        editor.clear()
        (walk, search) = (nil, nil)
    }

    mutating func press(_ key: Key) -> Edit {
        if search != nil, let edit = searching(key) { return edit }
        if key == .alt("."), editor.abilities.contains(.history) { return pasteLastWord() }
        let edit = editor.press(key)
        switch edit {
        case .up: return editor.abilities.contains(.back) ? .up : older()
        case .down: return newer()
        case .search:
            search = Search(typed: editor.buffer)
            return .changed
        case .changed, .accepted, .interrupted: walk = nil
        default: break
        }
        return edit
    }

    /// Alt-.: the last word of the line before, as it was written.
    private mutating func pasteLastWord() -> Edit {
        let line = Array(history.lines.last ?? "")
        guard let word = Words(line).words.last else { return .nothing }
        let cursor = editor.buffer.cursor
        editor.replace(from: cursor, with: PipedLine.trimmed(line[word.start...]))
        return .changed
    }

    // MARK: - Walking

    private mutating func older() -> Edit {
        let begun = walk ?? Walk(typed: string, place: history.lines.count)
        guard let place = history.before(begun.place, beginning: begun.typed, unlike: string) else { return .nothing }
        return go(to: place, typed: begun.typed)
    }

    private mutating func newer() -> Edit {
        guard let begun = walk else { return .nothing }
        if let place = history.after(begun.place, beginning: begun.typed, unlike: string) {
            return go(to: place, typed: begun.typed)
        }
        walk = nil
        editor.set(begun.typed)
        return .changed
    }

    private mutating func go(to place: Int, typed: String) -> Edit {
        walk = Walk(typed: typed, place: place)
        editor.set(history.lines[place])
        return .changed
    }

    // MARK: - Searching

    /// `nil`: the key ends the search, and means what it means in the line that was found.
    private mutating func searching(_ key: Key) -> Edit? {
        switch key {
        case .text(let scalar), .pasted(let scalar):
            guard (search?.text.unicodeScalars.count ?? 0) < 256 else { return .nothing }
            search?.text.unicodeScalars.append(scalar)
            return look(upTo: search?.place ?? history.lines.count - 1)
        case .backspace:
            _ = search?.text.popLast()
            return look(upTo: history.lines.count - 1)
        case .control("r"): return look(upTo: (search?.place ?? history.lines.count) - 1)
        case .control("g"), .control("c"):
            if let typed = search?.typed { editor.buffer = typed }
            search = nil
            return .changed
        default:
            search = nil
            return nil
        }
    }

    private mutating func look(upTo place: Int) -> Edit {
        guard let text = search?.text else { return .nothing }
        guard !text.isEmpty, let found = history.search(text, upTo: place) else {
            search?.hasFailed = !text.isEmpty
            return .changed
        }
        search?.place = found
        search?.hasFailed = false
        editor.set(history.lines[found])
        return .changed
    }
}
