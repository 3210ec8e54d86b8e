// SPDX-License-Identifier: Apache-2.0

/// What `receiver dry-run` and `receiver configure` tell.
public struct ReceiverWorkReport: Codable, Hashable, Sendable, CommandReport {
    /// Whether nothing was changed.
    public var dryRun: Bool
    public var setup: ReceiverSetup

    public init(dryRun: Bool, setup: ReceiverSetup) { (self.dryRun, self.setup) = (dryRun, setup) }

    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        sheet.put(setup.summary)
        setup.put(into: &sheet)
        sheet.blank()
        sheet.put(ending)
        return sheet.text
    }

    private var ending: String {
        let wanted = setup.settings.count { $0.result == "wouldSet" }
        if setup.state == "noUBlox" { return "Only a u-blox receiver can be set up." }
        if !dryRun { return "What it was told holds until it loses its power; it is told again then." }
        return wanted == 0
            ? "Nothing would be sent: all is as it should be, as far as it can be."
            : "Nothing was changed. 'receiver configure' sends what would be set."
    }
}

extension ReceiverSetup {
    func put(into sheet: inout TextSheet) {
        guard !settings.isEmpty else { return }
        sheet.blank()
        for setting in settings { sheet.put(setting.text, mark: "- ") }
    }
}
