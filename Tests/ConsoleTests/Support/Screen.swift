// SPDX-License-Identifier: Apache-2.0

@testable import Console

/// What a terminal would show: a VT100 as far as the console uses one, or a dumb one, on which every escape is litter.
struct Screen {
    enum Kind { case vt100, dumb }

    let kind: Kind
    let columns: Int
    let rows: Int
    /// A character in the last column moves the cursor on at once, as a few terminals have it.
    var wrapsAtOnce = false
    private(set) var cells: [[String]]
    private(set) var row = 0
    private(set) var column = 0
    /// Rows that went out at the top.
    private(set) var scrolled: [String] = []
    private(set) var bells = 0
    /// What no terminal should have been sent.
    private(set) var faults: [String] = []
    /// What the terminal says by itself.
    var answers: [UInt8] = []
    private var wrapsNext = false
    private var saved = (row: 0, column: 0)
    private var sequence: [UInt8]?
    private var text = UTF8Decoder()

    init(_ kind: Kind = .vt100, columns: Int = 80, rows: Int = 24) {
        (self.kind, self.columns, self.rows) = (kind, columns, rows)
        cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    }

    /// The rows without blanks at their ends, and without the empty ones at the end.
    var lines: [String] {
        var lines = cells.map { Self.trimmed($0.joined()) }
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    var shown: String { lines.joined(separator: "\n") }
    /// With what has gone out at the top.
    var everything: String { (scrolled + lines).joined(separator: "\n") }

    private static func trimmed(_ text: String) -> String {
        String(text.reversed().drop { $0 == " " }.reversed())
    }

    mutating func feed(_ bytes: [UInt8]) { for byte in bytes { feed(byte) } }

    private mutating func feed(_ byte: UInt8) {
        if var begun = sequence {
            begun.append(byte)
            sequence = begun
            let isDone = begun.count == 1 ? byte != UInt8(ascii: "[") : (0x40...0x7E).contains(byte)
            if isDone {
                sequence = nil
                obey(begun)
            }
            return
        }
        switch byte {
        case 0x1B where kind == .vt100: sequence = []
        case 7: bells += 1
        case 8: (column, wrapsNext) = (max(column - 1, 0), false)
        case 10: lineFeed()
        case 13: (column, wrapsNext) = (0, false)
        case 0..<32, 127: faults.append("control \(byte)")
        default:
            var heard: [Unicode.Scalar] = []
            text.decode(byte) { heard.append($0) }
            for scalar in heard { show(scalar) }
        }
    }

    private mutating func show(_ scalar: Unicode.Scalar) {
        let nature = Shown.nature(of: scalar)
        if scalar == "\u{FFFD}" || nature == .hidden { faults.append("raw U+\(String(scalar.value, radix: 16))") }
        if kind == .dumb, !scalar.isASCII { faults.append("not ASCII") }
        if nature == .mark { return join(scalar) }
        let width = nature == .wide ? 2 : 1
        if wrapsNext || column + width > columns { newLine() }
        tear(column)
        cells[row][column] = String(Character(scalar))
        if width == 2 { cells[row][column + 1] = "" }
        column += width
        if column < columns { tear(column) }
        if column >= columns {
            column = columns - 1
            if wrapsAtOnce { newLine() } else { wrapsNext = true }
        }
    }

    /// Half of a wide character that was written over becomes a blank.
    private mutating func tear(_ place: Int) {
        if cells[row][place] == "" {
            cells[row][place] = " "
            if place > 0, cells[row][place - 1].isWide { cells[row][place - 1] = " " }
        }
    }

    private mutating func join(_ mark: Unicode.Scalar) {
        var place = wrapsNext ? column : column - 1
        if place > 0, cells[row][place] == "" { place -= 1 }
        guard place >= 0 else { return faults.append("lonely mark") }
        cells[row][place].unicodeScalars.append(mark)
    }

    private mutating func newLine() {
        column = 0
        lineFeed()
    }

    private mutating func lineFeed() {
        wrapsNext = false
        if row < rows - 1 {
            row += 1
            return
        }
        scrolled.append(Self.trimmed(cells.removeFirst().joined()))
        cells.append(Array(repeating: " ", count: columns))
    }

    private mutating func obey(_ sequence: [UInt8]) {
        wrapsNext = false
        let text = String(decoding: sequence, as: UTF8.self)
        if text == "7" {
            saved = (row, column)
            return
        }
        if text == "8" {
            (row, column) = saved
            return
        }
        guard text.hasPrefix("["), let final = text.last else { return faults.append("ESC \(text)") }
        let body = text.dropFirst().dropLast()
        if body.hasPrefix("?") { return body == "?2004" ? () : faults.append("CSI \(text)") }
        let numbers = body.split(separator: ";").map { Int($0) ?? -1 }
        let first = max(numbers.first ?? 1, 1)
        switch final {
        case "A": row = max(row - first, 0)
        case "C": column = min(column + first, columns - 1)
        case "D": column = max(column - first, 0)
        case "H": (row, column) = (min(first, rows) - 1, min(numbers.count > 1 ? numbers[1] : 1, columns) - 1)
        case "J": erase(numbers.first ?? 0)
        case "K": for place in column..<columns { cells[row][place] = " " }
        case "n": answers += Array("\u{1B}[\(row + 1);\(column + 1)R".utf8)
        default: faults.append("CSI \(text)")
        }
    }

    private mutating func erase(_ what: Int) {
        let start = what == 2 ? 0 : row * columns + column
        for place in start..<rows * columns { cells[place / columns][place % columns] = " " }
    }
}

extension String {
    fileprivate var isWide: Bool { unicodeScalars.first.map { Shown.nature(of: $0) == .wide } ?? false }
}
