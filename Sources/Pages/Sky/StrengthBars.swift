// SPDX-License-Identifier: Apache-2.0

import Appliance

/// How strong each satellite is heard, constellation by constellation: a bar is full where it is used.
enum StrengthBars {
    private static let (tallest, top) = (55, 16)
    /// The whole sky is to fit on a desk's page without scrolling, as long as names have room.
    private static let (widest, pitches) = (1220, 24...32)
    /// Pixels for each dB-Hz.
    private static let scale = 3

    static func picture(_ satellites: [SatelliteFacts]) -> HTML {
        let heard = sorted(satellites).filter { $0.carrierToNoise != nil }
        guard !heard.isEmpty else { return "<p>No satellite's strength is heard.</p>" }
        let pitch = min(max((widest - 40) / heard.count, pitches.lowerBound), pitches.upperBound)
        let width = heard.count * pitch + 40
        let height = top + tallest * scale + 22
        let bars = heard.enumerated().map { bar($0.element, at: 32 + $0.offset * pitch, width: pitch - 8) }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="Signal strengths">
            <svg class="sky strengths" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="img" \
            aria-label="Carrier to noise density of each satellite in dB-Hz; the table below says the same">
            \(lines(width))\(bars)</svg></div>
            \(key(heard))
            """
    }

    static func sorted(_ satellites: [SatelliteFacts]) -> [SatelliteFacts] {
        satellites.sorted { ($0.constellation, $0.number) < ($1.constellation, $1.number) }
    }

    private static func lines(_ width: Int) -> HTML {
        [20, 30, 40, 50].map { strength -> HTML in
            let y = height(of: strength)
            return """
                <path class="ring" d="M28 \(y)H\(width)"/><text x="22" y="\(y + 4)" text-anchor="end">\(strength)</text>
                """
        }.joined
    }

    private static func bar(_ satellite: SatelliteFacts, at x: Int, width: Int) -> HTML {
        let strength = min(max(satellite.carrierToNoise ?? 0, 0), tallest)
        let (middle, y) = (x + width / 2, height(of: strength))
        let foot = height(of: 0)
        return """
            <g class="\(ConstellationName.kind(satellite.constellation))\(satellite.isUsed.html(" used"))">\
            <rect class="bar" x="\(x)" y="\(y)" width="\(width)" height="\(foot - y)"/>\
            <text x="\(middle)" y="\(y - 4)" text-anchor="middle">\(strength)</text>\
            <text x="\(middle)" y="\(foot + 15)" text-anchor="middle">\(ConstellationName.short(satellite))</text></g>

            """
    }

    private static func height(of strength: Int) -> Int { top + (tallest - strength) * scale }

    private static func key(_ satellites: [SatelliteFacts]) -> HTML {
        let kinds = Set(satellites.map(\.constellation)).sorted().map { constellation -> HTML in
            """
            <li class="\(ConstellationName.kind(constellation)) used"><svg viewBox="0 0 10 10" aria-hidden="true">\
            <rect width="10" height="10" class="bar" fill="currentColor"/></svg>\
            \(ConstellationName.text(constellation))</li>
            """
        }
        return "<ul class=\"key\">\(kinds)<li>full: used; hollow: only heard</li></ul>"
    }
}
