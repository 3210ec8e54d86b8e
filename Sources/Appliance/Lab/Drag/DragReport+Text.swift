// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension DragReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        putHealth(&sheet)
        putDrags(&sheet)
        sheet.blank()
        sheet.put("Processor: \(Int(processorSeconds.rounded())) s")
        sheet.put(faults.isEmpty ? "As it is to be." : "Not as it is to be: \(faults.joined(separator: "; ")).")
        return sheet.text
    }

    private func putHealth(_ sheet: inout TextSheet) {
        guard !health.isEmpty else { return }
        sheet.put("Healthy for \(Self.number(years)) years each, seed \(seed)")
        sheet.blank()
        sheet.table(
            [.init("oscillator"), .init("surroundings"), .figure("slowest visible"), .figure("false alarms")],
            health.map { [$0.oscillator, $0.surroundings, Self.rate($0.slowestVisible), "\($0.alarms)"] })
        sheet.blank()
        sheet.put(
            "A fixed antenna under a poor sky: \(Phrase.count(positionAlarms, "false alarm")) of its position, "
                + "\(uniformityAlarms) of its satellites' strengths")
        sheet.blank()
    }

    private func putDrags(_ sheet: inout TextSheet) {
        sheet.table(
            [
                .init("dragged"), .figure("rate"), .figure("of the slowest visible"), .figure("found"),
                .figure("after at most"),
                .figure("largest error"), .init(""),
            ], drags.map(\.cells))
        for known in learned where known.alarms > 0 {
            sheet.put("\(known.oscillator): \(Phrase.count(known.alarms, "false alarm")) before")
        }
    }

    fileprivate static func rate(_ value: Double) -> String { Duration.realSeconds(value).humanText + "/s" }

    fileprivate static func number(_ value: Double) -> String {
        let text = "\((value * 100).rounded() / 100)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

extension DragReport.Drag {
    fileprivate var cells: [String] {
        [
            oscillator, DragReport.rate(rate), DragReport.number(multiple), "\(found) of \(runs)",
            seconds.map { "\($0) s" } ?? "", Duration.realSeconds(largestError).humanText, isMet ? "" : "too late",
        ]
    }
}
