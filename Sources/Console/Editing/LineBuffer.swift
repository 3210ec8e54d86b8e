// SPDX-License-Identifier: Apache-2.0

/// A line that is being typed, and where its cursor stands.
struct LineBuffer: Equatable, Sendable {
    /// Characters as people count them: a letter with its marks is one.
    private(set) var text: [Character] = []
    /// 0 ... `text.count`
    private(set) var cursor = 0
    /// More than this is not taken.
    var limit = 4096

    var string: String { String(text) }
    var beforeCursor: ArraySlice<Character> { text[..<cursor] }
    var isEmpty: Bool { text.isEmpty }

    init() {}

    init(_ string: String) {
        text = Array(string)
        cursor = text.count
    }

    /// A mark joins the character before it; whether there was room.
    mutating func insert(_ scalar: Unicode.Scalar) -> Bool {
        if cursor > 0, Shown.nature(of: scalar) == .mark { return join(scalar) }
        guard text.count < limit else { return false }
        text.insert(Character(scalar), at: cursor)
        cursor += 1
        return true
    }

    private mutating func join(_ mark: Unicode.Scalar) -> Bool {
        var joined = String(text[cursor - 1])
        guard joined.unicodeScalars.count <= Shown.mostMarks else { return false }
        joined.unicodeScalars.append(mark)
        guard joined.count == 1 else { return false }
        text[cursor - 1] = Character(joined)
        return true
    }

    /// Puts in as much as there is room for.
    mutating func insert(_ characters: some Collection<Character>) {
        let some = characters.prefix(limit - text.count)
        text.insert(contentsOf: some, at: cursor)
        cursor += some.count
    }

    /// Takes a part out; the cursor stands where it was.
    @discardableResult
    mutating func remove(_ range: Range<Int>) -> [Character] {
        let removed = Array(text[range])
        text.removeSubrange(range)
        cursor = range.lowerBound
        return removed
    }

    mutating func replace(_ range: Range<Int>, with characters: some Collection<Character>) {
        remove(range)
        insert(characters)
    }

    mutating func move(to place: Int) { cursor = min(max(place, 0), text.count) }

    /// Exchanges the two characters around the cursor, at the line's end the last two; whether there are two.
    mutating func transpose() -> Bool {
        guard cursor > 0, text.count > 1 else { return false }
        let second = min(cursor, text.count - 1)
        text.swapAt(second - 1, second)
        cursor = second + 1
        return true
    }

    /// Where the word before the cursor begins: words of letters and digits, for moving and for Alt-Backspace.
    var previousWord: Int {
        var place = cursor
        while place > 0, !text[place - 1].isInWord { place -= 1 }
        while place > 0, text[place - 1].isInWord { place -= 1 }
        return place
    }

    /// Where the word behind the cursor ends.
    var nextWord: Int {
        var place = cursor
        while place < text.count, !text[place].isInWord { place += 1 }
        while place < text.count, text[place].isInWord { place += 1 }
        return place
    }

    /// Where what is between blanks begins before the cursor, for Ctrl-W.
    var previousBlank: Int {
        var place = cursor
        while place > 0, text[place - 1].isWhitespace { place -= 1 }
        while place > 0, !text[place - 1].isWhitespace { place -= 1 }
        return place
    }
}

extension Character {
    fileprivate var isInWord: Bool { isLetter || isNumber }
}
