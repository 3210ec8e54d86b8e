// SPDX-License-Identifier: Apache-2.0

import Appliance

/// What the receiver says of itself, and where it says nothing, that.
enum SkyFactsPart {
    static let untold = "not told by the receiver"

    static func list(_ facts: SkyFacts, _ status: StatusReport, _ receiver: ReceiverFacts) -> HTML {
        let (told, pulse) = (status.receiver, status.pulse)
        let rows: [(String, String)] = [
            ("Receiver", told.model.map { "\($0) on \(told.device)" } ?? told.device),
            ("Port", told.port), ("Heard", Figures.ago(seconds: told.secondsSinceEpoch) ?? "no time heard yet"),
            ("Fix", fix(told)),
            ("Time", told.timeValid ? "valid" : "not valid"),
            ("States", told.utc.map { Figures.moment($0) } ?? "no time"),
            ("Time accuracy", facts.timeAccuracyNs.map { Figures.duration(nanoseconds: $0) } ?? untold),
            ("Survey-in", facts.survey ?? untold), ("Antenna", told.antenna ?? untold),
            ("Jamming", told.jamming ?? untold), ("Spoofing", facts.spoofing ?? untold),
            ("Leap second", facts.leapNotice ?? untold), ("Pulse", pulseText(pulse)),
            ("Pulse − clock", facts.pulseResidualNs.map { Figures.offset(nanoseconds: $0) } ?? "not compared"),
            ("Sawtooth", pulse.sawtoothPs.map { Figures.offset(nanoseconds: Double($0) / 1000) } ?? untold),
            ("Pulses taken", taken(pulse.accepted, pulse.refused)),
            ("Epochs read", taken(told.epochs, told.refused)),
        ]
        let pairs = rows.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" as HTML }
        return "<dl class=\"pairs\">\(pairs)</dl>"
    }

    private static func fix(_ receiver: StatusReport.Receiver) -> String {
        let names = ["none": "none", "2d": "2D", "3d": "3D", "time": "time only, at a held position"]
        return (names[receiver.fix] ?? receiver.fix)
            + ", \(receiver.satellitesUsed) of \(receiver.satellitesInView) satellites used"
    }

    private static func pulseText(_ pulse: StatusReport.Pulse) -> String {
        guard let source = pulse.source else { return "there is none" }
        guard let age = Figures.ago(seconds: pulse.secondsSinceEdge) else { return "\(source), no edge yet" }
        let marks = pulse.marks.map { "marks \(Figures.moment($0))" } ?? "its second is not known"
        return "\(source), last edge \(age), \(marks)"
    }

    private static func taken(_ count: UInt64, _ refused: [NamedCount]) -> String {
        let refusals = refused.filter { $0.count > 0 }.map { "\(Figures.count($0.count)) \($0.name)" }
        return Figures.count(count)
            + (refusals.isEmpty ? ", none refused" : ", refused: " + refusals.joined(separator: ", "))
    }
}

/// The same as the pictures, in words and figures.
enum SatelliteTable {
    static func table(_ satellites: [SatelliteFacts]) -> HTML {
        guard !satellites.isEmpty else { return "<p>The receiver names none.</p>" }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="Satellites"><table class="figures"><thead><tr>\
            <th scope="col">Satellite</th><th scope="col" class="number">Elevation</th>\
            <th scope="col" class="number">Azimuth</th><th scope="col" class="number">C/N<sub>0</sub></th>\
            <th scope="col">Use</th></tr></thead><tbody>\(satellites.map(row))</tbody></table></div>
            """
    }

    private static func row(_ satellite: SatelliteFacts) -> HTML {
        """
        <tr><th scope="row">\(ConstellationName.text(satellite.constellation)) \(satellite.number) \
        <span class="note">\(ConstellationName.short(satellite))</span></th>\
        <td class="number">\(figure(satellite.elevationDegrees, "°"))</td>\
        <td class="number">\(figure(satellite.azimuthDegrees, "°"))</td>\
        <td class="number">\(figure(satellite.carrierToNoise, " dB-Hz"))</td>\
        <td>\(satellite.isUsed ? "used" : "–")</td></tr>

        """
    }

    private static func figure(_ value: Int?, _ unit: String) -> String {
        value.map { Figures.count($0) + unit } ?? "–"
    }
}
