// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension YardstickReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        let kind = isAided ? "with the thermometer" : "without a thermometer"
        sheet.put("Medians over seeds \(seeds.lowerBound) to \(seeds.upperBound), \(kind)")
        sheet.blank()
        let heads = ["Gnomon", "at most"] + YardstickReference.allCases.map(\.title)
        sheet.table(
            [.init(""), .init("")] + heads.map { .figure($0) } + [.init("")],
            rows.map { $0.cells })
        sheet.blank()
        let missed = rows.count { !$0.isMet }
        sheet.put(missed == 0 ? "All limits are met." : "\(missed) of \(rows.count) limits are missed.")
        return sheet.text
    }
}

extension YardstickReport.Row {
    fileprivate var cells: [String] {
        let others = YardstickReference.allCases.map { reference in
            references[reference.rawValue].map { metric.text($0) } ?? "–"
        }
        let own = value.map { metric.text($0) } ?? "never"
        return [scenario, metric.rawValue, own, metric.text(atMost)] + others + [isMet ? "" : "missed"]
    }
}

extension YardstickMetric {
    /// With its unit.
    fileprivate func text(_ value: Double) -> String {
        switch form {
        case .offset: Duration.realSeconds(value).humanText
        case .elapsed: Self.decimal(value, places: 1) + " s"
        case .ratio: Self.decimal(value, places: 2)
        case .fraction: Self.decimal(value * 100, places: 4) + " %"
        }
    }

    /// Without zeros at the end.
    private static func decimal(_ value: Double, places: Int) -> String {
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        let text = "\((value * scale).rounded() / scale)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
