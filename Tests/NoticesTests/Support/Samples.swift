// SPDX-License-Identifier: Apache-2.0

import Notices

/// Texts that want to be more than a text.
enum Hostile {
    static let texts = [
        "a\r\nBcc: victim@example.org", "\r\n.\r\nMAIL FROM:<x@example.org>\r\n", "%s%n%d%%", "nul\0in\u{1}it",
        "\u{7F}\u{85}\u{2028}\u{2029}",
        String(repeating: "x", count: 10_000), String(repeating: "🛰️", count: 2_000), "🇩🇪👩🏽‍🚀é\u{301}",
        "\"]\\[<34>1 - - - - - -",
        "=?UTF-8?B?eA==?=", " ", "", "\u{202E}txet", "..", "{\"a\":1}", "\n", "e\u{301}\u{301}\u{301}",
    ]
}

extension Notice {
    /// 21 November 2026 at 11:43:18.250 UTC
    static func sample(
        id: String = "n-1", severity: Severity = .critical, host: String = "ts1.example.org", event: Event = .raised,
        alarm: String = "antenna-open", sentence: String = "The antenna's line is open.",
        hint: String = "Look at the cable.", state: String = "Holdover for 2 min.", isSynchronised: Bool? = nil
    ) -> Notice {
        Notice(
            id: id, utcMilliseconds: 1_795_261_398_250, severity: severity, host: host, event: event, alarm: alarm,
            sentence: sentence, hint: hint, state: state, isSynchronised: isSynchronised)
    }

    /// The same text everywhere.
    static func everywhere(_ text: String) -> Notice {
        sample(id: text, host: text, alarm: text, sentence: text, hint: text, state: text)
    }
}

extension SendPatience {
    /// For servers on this machine.
    static let short: SendPatience = {
        var patience = SendPatience()
        (patience.connecting, patience.all) = (.seconds(60), .seconds(120))
        patience.lingering = .milliseconds(300)
        return patience
    }()
}

/// The fault of what must fail.
func fault(_ sender: any NoticeSender, _ notice: Notice = .sample()) async -> NoticeFault? {
    do throws(NoticeFault) {
        try await sender.send(notice)
        return nil
    } catch { return error }
}
