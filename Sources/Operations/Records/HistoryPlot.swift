// SPDX-License-Identifier: Apache-2.0

import Appliance
import TimeBase

/// A plot in letters: the mean as a line of Braille's dots (`*` in ASCII), from the least to the most as a band; what was
/// not measured is blank.
struct HistoryPlot {
    struct Point {
        /// Milliseconds since 1970, and how many it stands for.
        var at: Int64
        var length: Int64
        var least: Double
        var mean: Double
        var most: Double
        var count: Double
    }

    /// What falls on one column of dots.
    private struct Column {
        var (least, most, total, count) = (Double.infinity, -Double.infinity, 0.0, 0.0)
        var mean: Double { total / count }

        mutating func take(_ point: Point) {
            (least, most) = (min(least, point.least), max(most, point.most))
            (total, count) = (total + point.mean * point.count, count + point.count)
        }
    }

    let rows: [String]

    init(
        _ points: [Point], _ scale: PlotScale, _ range: Range<Int64>, _ changes: [(at: Int64, state: String)],
        for style: TextStyle
    ) {
        let margin = (scale.marks.map { scale.label($0).count }.max() ?? 0)
        let width = max(8, style.columns - margin - 2)
        let height = style.columns >= 60 ? 13 : 9
        let fine = style.isASCII ? 1 : 2
        let columns = Self.columns(points, range, count: width * fine)
        var grid = Self.grid(columns, scale, width: width, height: height, style)
        Self.label(&grid, scale, margin, style)
        let axis = PlotTimeAxis(range, width: width)
        rows =
            grid
            + ([axis.line, axis.labels] + Self.states(changes, range, width)).map { row in
                String(repeating: " ", count: margin + 1) + row
            }
    }

    private static func columns(_ points: [Point], _ range: Range<Int64>, count: Int) -> [Column] {
        var columns = [Column](repeating: Column(), count: count)
        let length = Double(range.upperBound - range.lowerBound)
        let index = { (moment: Int64) in
            Int((Double(moment - range.lowerBound) / length * Double(count)).rounded(.down))
        }
        for point in points {
            let (first, last) = (max(0, index(point.at)), min(count - 1, index(point.at + max(1, point.length) - 1)))
            guard first <= last else { continue }
            for column in first...last { columns[column].take(point) }
        }
        return columns
    }

    // MARK: Cells

    private static func grid(
        _ columns: [Column], _ scale: PlotScale, width: Int, height: Int, _ style: TextStyle
    ) -> [String] {
        var cells = [[Character]](repeating: [Character](repeating: " ", count: width), count: height)
        let fine = columns.count / width
        let dots = style.isASCII ? height : height * 4
        let row = { (value: Double, rows: Int) in rows - 1 - Int((scale.height(of: value) * Double(rows - 1)).rounded())
        }
        for cell in 0..<width {
            let those = columns[(cell * fine)..<(cell * fine + fine)].enumerated().filter { $0.element.count > 0 }
            guard let least = those.map(\.element.least).min(), let most = those.map(\.element.most).max() else {
                continue
            }
            for place in row(most, height)...row(least, height) { cells[place][cell] = style.isASCII ? ":" : "░" }
            var patterns: [Int: UInt32] = [:]
            for (side, column) in those {
                let dot = row(column.mean, dots)
                patterns[style.isASCII ? dot : dot / 4, default: 0] |= Self.braille[side][dot % 4]
            }
            for (place, pattern) in patterns {
                cells[place][cell] = style.isASCII ? "*" : Unicode.Scalar(0x2800 + pattern).map(Character.init) ?? "*"
            }
        }
        return cells.map { String($0) }
    }

    /// The dots of a Braille cell, left and right, from above (Unicode, Braille Patterns).
    private static let braille: [[UInt32]] = [[0x01, 0x02, 0x04, 0x40], [0x08, 0x10, 0x20, 0x80]]

    /// The marks at the left, each at the row that is nearest.
    private static func label(_ grid: inout [String], _ scale: PlotScale, _ margin: Int, _ style: TextStyle) {
        var labels: [Int: String] = [:]
        for mark in scale.marks {
            let row = grid.count - 1 - Int((scale.height(of: mark) * Double(grid.count - 1)).rounded())
            labels[row] = scale.label(mark)
        }
        for row in grid.indices {
            let label = labels[row] ?? ""
            let wall: Character = style.isASCII ? (label.isEmpty ? "|" : "+") : (label.isEmpty ? "│" : "┤")
            grid[row] = String(repeating: " ", count: margin - label.count) + label + String(wall) + grid[row]
        }
    }

    // MARK: States

    private static func states(
        _ changes: [(at: Int64, state: String)], _ range: Range<Int64>, _ width: Int
    ) -> [String] {
        guard !changes.isEmpty else { return [] }
        var row = [Character](repeating: " ", count: width)
        let length = Double(range.upperBound - range.lowerBound)
        for change in changes where range.contains(change.at) {
            row[min(width - 1, Int(Double(change.at - range.lowerBound) / length * Double(width)))] = letter(
                of: change.state)
        }
        return [String(row)]
    }

    /// "L" for locked; what begins with an S or an A is on its way there.
    static func letter(of state: String) -> Character { Character(state.prefix(1).uppercased()) }
}
