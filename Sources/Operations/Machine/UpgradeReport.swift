// SPDX-License-Identifier: Apache-2.0

public import Appliance
import LinuxBoard

/// What `upgrade` and `rollback-image` tell.
public struct UpgradeReport: Codable, Hashable, Sendable, CommandReport {
    /// `null`: what ran before was not installed as a package.
    @Nullable public var from: String?
    public var to: String
    /// Whether `rollback-image` can go back to the version before.
    public var canRollBack: Bool

    init(_ receipt: UpgradeReceipt) {
        (to, canRollBack) = (receipt.to, receipt.canRollBack)
        from = receipt.from
    }

    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        sheet.put("Version \(to) takes the place of \(from ?? "what ran before"). The program starts anew.")
        sheet.put(
            canRollBack
                ? "'rollback-image' goes back."
                : "There is no package of the version before, so 'rollback-image' cannot go back.")
        return sheet.text
    }
}
