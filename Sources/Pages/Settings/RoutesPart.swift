// SPDX-License-Identifier: Apache-2.0

/// The matrix of alarms and channels.
enum RoutesPart {
    static func section(_ routes: RoutesFacts, isOnTrial: Bool) -> HTML {
        guard !routes.channels.isEmpty else { return "" }
        return """
            <section id="routes" aria-labelledby="routes-heading"><h2 id="routes-heading">Who is told of which alarm</h2>
            <p id="routes-help">An alarm goes the usual way, which the first row says, unless it has a choice of its own. \
            A row with a choice of its own and no channel is told to nobody; this page shows it all the same.</p>
            <noscript><p class="note">Changing it here needs JavaScript; without, change <code>alarms.route</code> in the \
            configuration.</p></noscript>
            <div class="row">\(filter)</div>
            <div class="scroll tall" tabindex="0" role="group" aria-labelledby="routes-heading">
            <table id="matrix" class="matrix" aria-describedby="routes-help"><thead><tr><th scope="col">Alarm</th>\
            <th scope="col">Severity</th><th scope="col">Own choice</th>\
            \(routes.channels.map { "<th scope=\"col\">\($0)</th>" as HTML })</tr></thead><tbody>\
            \(usual(routes))\(routes.alarms.map { row($0, routes) })</tbody></table></div>
            \(buttons(isOnTrial: isOnTrial))
            <div id="routes-verdict" role="status" aria-live="polite"></div>
            </section>
            """
    }

    private static let filter: HTML = """
        <div class="field"><label for="routes-severity">Show alarms of the severity</label>\
        <select id="routes-severity"><option value="">all</option><option>critical</option><option>warning</option>\
        <option>notice</option></select></div><p id="routes-count" class="note" role="status"></p>
        """

    private static func buttons(isOnTrial: Bool) -> HTML {
        """
        <div class="row">
        <button type="button" id="routes-check" class="quiet">Show what would change</button>
        <div class="field"><label for="routes-trial">Confirm within (seconds)</label>
        <input id="routes-trial" type="number" min="10" max="3600" value="60"/></div>
        <button type="button" id="routes-apply"\(isOnTrial.html(" disabled=\"disabled\""))>Apply on trial</button>
        </div>
        """
    }

    private static func usual(_ routes: RoutesFacts) -> HTML {
        let boxes = routes.channels.map {
            cell("all other alarms", $0, isTold: routes.usual?.contains($0) ?? true, isOwn: true)
        }
        return """
            <tr data-alarm="default" data-all="\(routes.usual == nil ? "yes" : "no")"><th scope="row">the usual way</th>\
            <td></td><td></td>\(boxes)</tr>

            """
    }

    private static func row(_ alarm: RoutesFacts.Alarm, _ routes: RoutesFacts) -> HTML {
        let told = alarm.channels ?? routes.usual
        let boxes = routes.channels.map {
            cell(alarm.id, $0, isTold: told?.contains($0) ?? true, isOwn: alarm.channels != nil)
        }
        return """
            <tr data-alarm="\(alarm.id)" data-severity="\(alarm.severity)"><th scope="row">\(alarm.id)</th>\
            <td>\(alarm.severity)</td><td><input type="checkbox" class="own" autocomplete="off" \
            aria-label="\(alarm.id): own choice"\((alarm.channels != nil).html(" checked=\"checked\""))/></td>\(boxes)</tr>

            """
    }

    /// Of an alarm that goes the usual way the boxes only show it.
    private static func cell(_ alarm: String, _ channel: String, isTold: Bool, isOwn: Bool) -> HTML {
        """
        <td><input type="checkbox" class="told" autocomplete="off" data-channel="\(channel)" \
        aria-label="\(alarm) to \(channel)"\(isTold.html(" checked=\"checked\""))\
        \((!isOwn).html(" disabled=\"disabled\""))/></td>
        """
    }
}
