// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Console

/// The editor against the simplest one there could be: after any keys the screen shows what that one holds.
struct EditorScreenTests {
    /// A list of characters and a place.
    private struct Model {
        var text: [Character] = []
        var cursor = 0
        var killed: [Character] = []

        static let letters: [Character] = ["a", "b", "c", " ", "/", "é", "日", "한", "😀", "\u{202E}", "\u{1F1E9}"]

        mutating func press(_ random: inout SeededNumbers) -> [UInt8] {
            switch random.below(24) {
            case 0: return backspace()
            case 1: return move(to: cursor - 1, "\u{1B}[D")
            case 2: return move(to: cursor + 1, "\u{6}")
            case 3: return move(to: 0, "\u{1B}[H")
            case 4: return move(to: text.count, "\u{5}")
            case 5: return delete()
            case 6 where random.below(4) == 0: return cut(cursor..<text.count, "\u{B}")
            case 7 where random.below(4) == 0: return cut(0..<cursor, "\u{15}")
            case 8 where text.count + killed.count < 60: return paste()
            case _ where text.count < 60: return type(Self.letters[random.below(Self.letters.count)])
            default: return backspace()
            }
        }

        private mutating func type(_ letter: Character) -> [UInt8] {
            text.insert(letter, at: cursor)
            cursor += 1
            return Array(String(letter).utf8)
        }

        private mutating func backspace() -> [UInt8] {
            if cursor > 0 {
                cursor -= 1
                text.remove(at: cursor)
            }
            return [0x7F]
        }

        private mutating func delete() -> [UInt8] {
            if cursor < text.count { text.remove(at: cursor) }
            return Array("\u{1B}[3~".utf8)
        }

        private mutating func move(to place: Int, _ typed: String) -> [UInt8] {
            cursor = min(max(place, 0), text.count)
            return Array(typed.utf8)
        }

        /// Left, so that two cuts in a row are no one cut.
        private mutating func cut(_ range: Range<Int>, _ typed: String) -> [UInt8] {
            if !range.isEmpty {
                killed = Array(text[range])
                text.removeSubrange(range)
                cursor = range.lowerBound
            }
            return Array(typed.utf8) + move(to: cursor - 1, "\u{2}")
        }

        private mutating func paste() -> [UInt8] {
            text.insert(contentsOf: killed, at: cursor)
            cursor += killed.count
            return [0x19]
        }
    }

    private func cells(_ text: some Sequence<Character>) -> [(String, Int)] {
        text.flatMap { letter -> [(String, Int)] in
            switch letter {
            case "日", "한", "😀": [(String(letter), 2)]
            case "\u{202E}": "\\u{202E}".map { (String($0), 1) }
            case "\u{1F1E9}": "\\u{1F1E9}".map { (String($0), 1) }
            default: [(String(letter), 1)]
            }
        }
    }

    /// Rows, and where the cursor stands.
    private func wrapped(_ model: Model, _ width: Int) -> (rows: [String], row: Int, column: Int) {
        let line = cells(Array("gnomon# ") + model.text)
        let cursor = cells(Array("gnomon# ") + model.text[..<model.cursor]).count
        var (rows, column, place) = ([""], 0, (0, 0))
        for (index, cell) in line.enumerated() {
            if column + cell.1 > width {
                rows.append("")
                column = 0
            }
            if index == cursor { place = (rows.count - 1, column) }
            rows[rows.count - 1] += cell.0
            column += cell.1
        }
        if cursor == line.count { place = (rows.count - 1, column) }
        return (rows.map(\.trimmed), place.0, place.1)
    }

    @Test(arguments: 0..<12)
    func `on a VT100 the screen shows the line, wrapped`(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        let columns = 20 + random.below(30)
        var screen = Screen(.vt100, columns: columns, rows: 40)
        screen.wrapsAtOnce = seed % 3 == 0
        let sitting = Sitting(terminal: Terminal(columns: columns, rows: 40), screen: screen)
        sitting.control("l")
        var model = Model()
        for _ in 0..<250 {
            sitting.piece = 1 + random.below(9)
            sitting.isTaking = random.below(3) > 0
            sitting.press(model.press(&random))
            guard sitting.isTaking else { continue }
            let expected = wrapped(model, columns - 1)
            let shown = sitting.screen
            var lines = shown.lines
            while lines.count < expected.rows.count { lines.append("") }
            guard lines == expected.rows, shown.row == expected.row, shown.column == expected.column else {
                Issue.record("\(lines) at \(shown.row),\(shown.column) instead of \(expected)")
                return
            }
        }
        #expect(sitting.screen.faults.isEmpty)
    }

    @Test(arguments: 0..<12)
    func `on a dumb terminal one row shows the part around the cursor`(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        let columns = 20 + random.below(30)
        let terminal = Terminal(kind: .dumb, columns: columns, rows: 24, isASCII: false)
        let sitting = Sitting(terminal: terminal, screen: Screen(.vt100, columns: columns, rows: 24))
        let bottom = sitting.screen.row
        var model = Model()
        for _ in 0..<250 {
            sitting.isTaking = random.below(3) > 0
            sitting.press(model.press(&random))
            guard sitting.isTaking else { continue }
            let whole = wrapped(model, 10_000)
            let row = sitting.screen.lines[bottom]
            #expect(sitting.screen.row == bottom && sitting.screen.lines.count == bottom + 1)
            let width = cells(Array("gnomon# ") + model.text).reduce(0) { $0 + $1.1 }
            if width <= columns - 1 {
                #expect(row == whole.rows[0] && sitting.screen.column == whole.column)
            } else {
                let part = row.drop { $0 == "<" }.reversed().drop { $0 == ">" }.reversed()
                #expect(row.hasPrefix("<") || row.hasSuffix(">"))
                #expect((whole.rows[0] + " ").contains(String(part)), "\(row)")
                #expect(sitting.screen.column < columns)
            }
        }
        #expect(!sitting.sent.contains(0x1B) && sitting.screen.faults.isEmpty)
    }

    @Test func `a line longer than the screen shows the part around the cursor`() {
        let sitting = Sitting(terminal: Terminal(columns: 21, rows: 4))
        let text = (0..<40).map { "word\($0) " }.joined()
        sitting.type(text)
        #expect(sitting.screen.lines.last?.hasSuffix("word39") == true)
        sitting.control("a")
        #expect(sitting.screen.lines.first?.hasPrefix("gnomon# word0") == true)
        #expect((sitting.screen.row, sitting.screen.column) == (0, 8))
        sitting.control("e").type("x\r")
        #expect(sitting.performed == [PipedLine.trimmed(Array(text + "x")[...])])
    }

    @Test func `another size has the line drawn anew`() {
        let sitting = Sitting(terminal: Terminal(columns: 30, rows: 10), screen: Screen(columns: 60, rows: 10))
        sitting.control("l").type("0123456789012345678901234567890123456789")
        #expect(sitting.screen.lines.count == 2)
        sitting.resize(columns: 60, rows: 10)
        sitting.type("x")
        #expect(sitting.screen.lines == ["gnomon# 0123456789012345678901234567890123456789x"])
    }
}
