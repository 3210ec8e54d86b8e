// SPDX-License-Identifier: Apache-2.0

public import Appliance

/// What `sky` tells: where the satellites stand, and those of which that is not known.
public struct SkyReport: Encodable, Hashable, Sendable {
    public var used: Int
    /// Above the horizon, at a known place.
    public var drawn: [SatelliteFacts]
    /// Below the horizon, or of unknown place.
    public var notDrawn: [SatelliteFacts]

    public init(_ snapshot: ApplianceSnapshot) {
        let all = snapshot.receiver.satellites.sorted(by: SatellitesReport.order)
        used = snapshot.receiver.satellitesUsed
        drawn = all.filter(\.isDrawn)
        notDrawn = all.filter { !$0.isDrawn }
    }
}

extension SatelliteFacts {
    fileprivate var isDrawn: Bool { (0...90).contains(elevationDegrees ?? -1) && azimuthDegrees != nil }
}

extension SkyReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        if drawn.isEmpty {
            sheet.put(
                notDrawn.isEmpty
                    ? "The receiver sees no satellites." : "The receiver does not say where its satellites stand.")
        } else {
            draw(into: &sheet)
        }
        if !notDrawn.isEmpty { putOthers(into: &sheet) }
        return sheet.text
    }

    /// Beside the plot where there is room, else below it.
    private func draw(into sheet: inout TextSheet) {
        let columns = sheet.style.columns
        let plot = SkyPlot(radius: SkyPlot.radius(for: columns), drawn, in: sheet.style)
        let isWide = columns >= SkyPlot.legendFits
        var beside = isWide ? legend.map { sheet.style.shown($0) } : []
        beside = Array(repeating: "", count: max(0, (plot.rows.count - beside.count) / 2)) + beside
        for (number, row) in plot.rows.enumerated() {
            let words = number < beside.count && !beside[number].isEmpty ? "   " + beside[number] : ""
            sheet.drawn(row + String(repeating: " ", count: max(0, plot.width - row.count)) + words)
        }
        guard !isWide else { return }
        sheet.blank()
        for line in legend { sheet.put(line) }
    }

    private var legend: [String] {
        let all = drawn + notDrawn
        var seen: [String] = []
        for satellite in all where !seen.contains(satellite.constellation) { seen.append(satellite.constellation) }
        let systems = seen.map { name in
            let those = all.filter { $0.constellation == name }
            let letter = those.first.map { String($0.letter) } ?? "?"
            return "\(letter)  \(those.first?.constellationName.prefix(12) ?? ""): "
                + "\(those.count { $0.isUsed }) of \(those.count) used"
        }
        return ["\(used) used, \(all.count) in view", ""] + systems + ["", "Capital: used. Small: not.", "N is up."]
    }

    private func putOthers(into sheet: inout TextSheet) {
        sheet.heading("Not drawn, since they are below the horizon or their place is not known:")
        sheet.table(
            [.init("satellite"), .figure("elevation"), .figure("azimuth"), .figure("dB-Hz"), .init("")],
            notDrawn.map { satellite in
                [
                    "\(satellite.constellationName) \(satellite.number)",
                    SatellitesReport.angle(satellite.elevationDegrees),
                    SatellitesReport.angle(satellite.azimuthDegrees),
                    satellite.carrierToNoise.map { "\($0)" } ?? "–", satellite.isUsed ? "used" : "",
                ]
            })
    }
}
