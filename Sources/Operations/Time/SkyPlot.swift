// SPDX-License-Identifier: Apache-2.0

import Appliance
import Glibc

/// The sky in letters, as one sees it from below: north is up, the zenith in the middle, the horizon outside. A cell of a
/// terminal is about twice as high as wide, and so is a step to the right half a step up.
struct SkyPlot {
    /// In rows, from the zenith to the horizon.
    private let radius: Int
    private var cells: [[Character]]

    /// From this many columns on there is room beside the plot.
    static let legendFits = 72
    private static let legendWidth = 38

    static func radius(for columns: Int) -> Int {
        let room = columns >= legendFits ? columns - legendWidth : columns
        return max(3, min(14, (room - 3) / 4))
    }

    /// Of the rows.
    var width: Int { 4 * radius + 3 }

    var rows: [String] { cells.map { String($0) } }

    init(radius: Int, _ satellites: [SatelliteFacts], in style: TextStyle) {
        self.radius = radius
        cells = Array(repeating: Array(repeating: " ", count: 4 * radius + 3), count: 2 * radius + 1)
        drawGrid(style.isASCII ? "." : "·")
        // Those that are used come last, and stay.
        var taken: Set<Int> = []
        for satellite in satellites.sorted(by: { !$0.isUsed && $1.isUsed }) { put(satellite, &taken) }
    }

    private mutating func drawGrid(_ dot: Character) {
        for elevation in [0.0, 30, 60] {
            let step = elevation == 0 ? 60 / Double(radius) : 15
            for angle in stride(from: 0.0, to: 360, by: step) {
                let (row, column) = place(elevation, angle)
                cells[row][column] = dot
            }
        }
        for (name, azimuth) in [("N", 0.0), ("E", 90), ("S", 180), ("W", 270)] {
            let (row, column) = place(0, azimuth)
            cells[row][column] = Character(name)
        }
        let (row, column) = place(90, 0)
        cells[row][column] = "+"
    }

    private func place(_ elevation: Double, _ azimuth: Double) -> (row: Int, column: Int) {
        let distance = Double(radius) * (90 - elevation) / 90
        let angle = azimuth * Double.pi / 180
        let (up, right) = (distance * cos(angle), 2 * distance * sin(angle))
        return (radius - Int(up.rounded()), 2 * radius + Int(right.rounded()))
    }

    /// Its letter, and its number behind that where nothing else stands there.
    private mutating func put(_ satellite: SatelliteFacts, _ taken: inout Set<Int>) {
        let azimuth = Double((satellite.azimuthDegrees ?? 0) % 360)
        let (row, column) = place(Double(satellite.elevationDegrees ?? 0), azimuth)
        let letter = satellite.letter == "?" ? "?" : String(satellite.letter)
        cells[row][column] = Character(satellite.isUsed ? letter : letter.lowercased())
        taken.insert(row * 1000 + column)
        let digits = Array(String(satellite.number.magnitude % 1000))
        let places = (1...digits.count).map { column + $0 }
        guard places.allSatisfy({ $0 < width && !taken.contains(row * 1000 + $0) }) else { return }
        for (place, digit) in zip(places, digits) {
            cells[row][place] = digit
            taken.insert(row * 1000 + place)
        }
    }
}
