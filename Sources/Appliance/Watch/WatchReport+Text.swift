// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension WatchReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        guard !groups.isEmpty else {
            sheet.put("No other machine's clock is watched. Groups of them go into watch of the configuration.")
            return sheet.text
        }
        if let trouble { sheet.put("Nobody is measured: \(trouble).") }
        if ownErrorBoundNs == nil { sheet.put(Self.ownTimeText) }
        for group in groups {
            sheet.blank()
            sheet.put("\(group.group): \(group.heading)")
            sheet.put(group.text, indent: 2)
        }
        guard !nodes.isEmpty else { return sheet.text }
        sheet.blank()
        sheet.table(
            [
                .init("group"), .init("clock"), .init("state"), .figure("offset"), .figure("±"), .figure("delay"),
                .figure("st"), .figure("heard"),
            ], nodes.map(\.cells))
        sheet.blank()
        sheet.put("Offset: its clock − ours; ± how far that may be wrong.")
        if nodes.contains(where: { $0.protocol == "ptp" }) { sheet.put(Self.ownWordText) }
        return sheet.text
    }

    /// Of PTP clocks.
    public static let ownWordText = "What PTP clocks are off is their own word, as they were asked by management."

    /// Where our own time is not to be relied on.
    public static let ownTimeText =
        "Our own time is not to be relied on: who is off by it cannot be told, only how far the clocks are apart."
}

extension WatchReport.Group {
    /// "5 machines, each every 64 s; 50 ms are allowed"
    public var heading: String {
        let every = Duration.realSeconds(everySeconds).humanText
        return "\(AlarmEvidence.count(nodes, "machine")), each every \(every); "
            + "\(StatusReport.human(thresholdNs)) are allowed"
    }
}

extension WatchReport.Node {
    fileprivate var cells: [String] {
        [
            group, place(name), state, offsetNs.map(StatusReport.human) ?? "–",
            uncertaintyNs.map(StatusReport.human) ?? "–", delayNs.map(StatusReport.human) ?? "–",
            self.protocol == "ptp" ? "PTP" : stratum.map { "\($0)" } ?? "–",
            secondsSinceReply.map { Duration.realSeconds($0).humanText } ?? "never",
        ]
    }

    /// With the address where the name does not say it.
    private func place(_ name: String) -> String {
        guard let address, !address.hasPrefix(name), !address.hasPrefix("[") else { return name }
        return "\(name) (\(address))"
    }
}
