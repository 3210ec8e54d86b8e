// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension SourcesReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        guard !sources.isEmpty else {
            return style.wrapped("There is nothing that the time could come from.").joined(separator: "\n")
        }
        sheet.table(
            [.init(""), .init("source"), .init("kind"), .figure("heard"), .figure("offset"), .figure("jitter")],
            sources.map { source in
                [
                    source.isFollowed ? "*" : "", source.name, source.kind,
                    source.lastHeardSeconds.map { Duration.realSeconds($0).humanText + " ago" } ?? "never",
                    source.offsetNs.map(StatusReport.human) ?? "–", source.jitterNs.map(StatusReport.human) ?? "–",
                ]
            })
        putServers(on: &sheet)
        putMasters(on: &sheet)
        sheet.blank()
        for source in sources { sheet.put(source.line, mark: source.isFollowed ? "* " : "  ") }
        sheet.blank()
        let isFollowed = sources.contains(where: \.isFollowed)
        sheet.put(isFollowed ? "* The clock follows it. Offset: our clock − the source." : "The clock follows none.")
        for sentence in [dispute, place].compactMap(\.self) { sheet.put(sentence) }
        return sheet.text
    }

    private func putServers(on sheet: inout TextSheet) {
        let servers = sources.filter { $0.kind == "server" }
        guard !servers.isEmpty else { return }
        sheet.blank()
        sheet.table(
            [
                .init("server"), .init("standing"), .figure("st"), .init("refid"), .figure("reach"), .figure("poll"),
                .figure("delay"), .figure("±"),
            ],
            servers.map { source in
                [
                    source.name, source.standing ?? "", source.stratum.map { "\($0)" } ?? "–",
                    source.referenceId ?? "–", source.reach.map { String($0, radix: 8) } ?? "–",
                    source.pollSeconds.map { Duration.realSeconds($0).humanText } ?? "–",
                    source.delayNs.map(StatusReport.human) ?? "–", source.uncertaintyNs.map(StatusReport.human) ?? "–",
                ]
            })
    }
}

extension SourcesReport.Source {
    fileprivate var line: String { kind == "server" || kind == "ptp" ? "\(name): \(text)" : "\(kind): \(text)" }
}
