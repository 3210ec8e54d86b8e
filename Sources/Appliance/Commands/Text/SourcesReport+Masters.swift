// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension SourcesReport {
    /// The masters that are heard by PTP.
    func putMasters(on sheet: inout TextSheet) {
        let heard = sources.compactMap { source in source.ptp.map { (source, $0) } }
        guard !heard.isEmpty else { return }
        sheet.blank()
        sheet.table(
            [
                .init("master"), .init("state"), .init("grandmaster"), .figure("steps"), .figure("class"),
                .figure("accuracy"), .figure("delay"), .figure("±"),
            ],
            heard.map { source, ptp in
                [
                    source.name, ptp.state, ptp.grandmaster ?? "–", ptp.stepsRemoved.map { "\($0)" } ?? "–",
                    ptp.clockClass.map { "\($0)" } ?? "–",
                    ptp.clockAccuracy.map { "0x" + String($0, radix: 16, uppercase: true) } ?? "–",
                    source.delayNs.map(StatusReport.human) ?? "–", source.uncertaintyNs.map(StatusReport.human) ?? "–",
                ]
            })
        for (_, ptp) in heard where !ptp.timestamps.isEmpty { sheet.put("\(ptp.interface): \(ptp.timestamps)") }
    }
}
