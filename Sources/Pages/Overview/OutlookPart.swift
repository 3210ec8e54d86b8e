// SPDX-License-Identifier: Apache-2.0

import Appliance
import TimeBase

/// The outlook as a table.
enum OutlookPart {
    static func section(_ outlook: HoldoverOutlook) -> HTML {
        let rows = outlook.passings.map { passing -> HTML in
            """
            <tr><th scope="row">\(passing.limit.humanText)</th><td>\(after(passing))</td>\
            <td>\(passing.at.map { Figures.moment($0) } ?? "")</td></tr>
            """
        }
        return """
            <section aria-labelledby="outlook-heading">
            <h2 id="outlook-heading">If nothing more is heard</h2>
            <div class="scroll" tabindex="0" role="group" aria-label="Outlook"><table class="figures"><thead><tr><th scope="col">Bound passes</th><th scope="col">in</th>\
            <th scope="col">at</th></tr></thead><tbody>\(rows)</tbody></table></div>
            </section>
            """
    }

    private static func after(_ passing: HoldoverOutlook.Passing) -> String {
        guard let after = passing.after else { return "never" }
        return after > .zero ? after.humanText : "already"
    }
}
