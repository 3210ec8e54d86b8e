// SPDX-License-Identifier: Apache-2.0

import GNSS
import LinuxBoard

extension ReceiverSetup {
    init(_ news: ReceiverNews.State, configures: Bool) {
        self.init(
            summary: configures
                ? "Nothing has been set up in it yet." : "Nothing is ever sent to it (receiver.configure: false).")
        if let report = news.report { take(report) }
        (baud, languages) = (news.listeningAt.map(Int.init), news.finding?.text)
    }

    init(_ report: ConfigurationReport) {
        self.init(summary: "")
        take(report)
    }

    private mutating func take(_ report: ConfigurationReport) {
        (state, summary) = ("\(report.outcome)", report.summary)
        identity = report.identity.map(Identity.init)
        settings = report.entries.map(Setting.init)
    }
}

extension ReceiverSetup.Identity {
    fileprivate init(_ identity: ReceiverIdentity) {
        self.init(
            model: identity.model, firmware: identity.firmware, software: identity.software,
            hardware: identity.hardware, protocolVersion: identity.dialect.text, uniqueId: identity.uniqueID)
    }
}

extension ReceiverSetup.Setting {
    fileprivate init(_ entry: ConfigurationReport.Entry) {
        self.init(
            name: entry.setting.name, values: entry.setting.values, why: entry.setting.why, result: entry.result.name,
            text: entry.sentence)
    }
}

extension ConfigurationReport.Result {
    fileprivate var name: String {
        switch self {
        case .wasSo: "wasSo"
        case .set: "set"
        case .wouldSet: "wouldSet"
        case .refused: "refused"
        case .silent: "silent"
        case .left: "left"
        }
    }
}

extension ReceiverOrder {
    init(_ wish: ReceiverWish) {
        self =
            switch wish {
            case .dryRun: .dryRun
            case .configure: .configure
            case .reset(let start): .start(ReceiverStart(start))
            }
    }
}

extension ReceiverStart {
    init(_ start: ReceiverWish.Start) {
        self =
            switch start {
            case .hot: .hot
            case .warm: .warm
            case .cold: .cold
            }
    }
}
