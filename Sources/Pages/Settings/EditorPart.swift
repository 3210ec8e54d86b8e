// SPDX-License-Identifier: Apache-2.0

/// The configuration as text, checked as a whole, and applied on trial.
enum EditorPart {
    static func section(_ facts: SettingsFacts, isOnTrial: Bool) -> HTML {
        """
        <section aria-labelledby="editor-heading">
        <h2 id="editor-heading">Configuration, version <span id="version">\(facts.version)</span></h2>
        <p id="editor-help">YAML. Everything is checked before anything is applied. What is applied is on trial: \
        unless it is confirmed in time, it is taken back by itself. What takes effect only at the next start cannot be tried: look at it twice.</p>
        \(waiting(facts.awaitingRestart))
        <label for="editor">Configuration</label>
        <textarea id="editor" class="editor" spellcheck="false" autocomplete="off" autocapitalize="off" wrap="off" \
        aria-describedby="editor-help editor-place" data-version="\(facts.version)">\
        \(HTML(markup: "\n"))\(facts.text)</textarea>
        <p id="editor-place" class="note figure">line 1, column 1</p>
        <div class="row">
        <button type="button" id="check" class="quiet">Check, and show what would change</button>
        <div class="field"><label for="trial">Confirm within (seconds)</label>
        <input id="trial" type="number" min="10" max="3600" value="60"/></div>
        <button type="button" id="apply"\(isOnTrial.html(" disabled=\"disabled\""))>Apply on trial</button>
        \(isOnTrial.html("<span class=\"note\">Another version is on trial; confirm it or take it back first.</span>"))
        </div>
        <div id="verdict" role="status" aria-live="polite"></div>
        </section>
        """
    }

    private static func waiting(_ keys: [String]) -> HTML {
        guard !keys.isEmpty else { return "" }
        return """
            <p id="awaiting" class="result">Kept, but in force only after the next start of the program: \
            \(keys.joined(separator: ", ")).</p>
            """
    }
}

/// Earlier configurations.
enum VersionsPart {
    static func section(_ versions: [SettingsFacts.Version], inForce: Int, waits: Bool) -> HTML {
        guard !versions.isEmpty else { return "" }
        return """
            <section aria-labelledby="versions-heading"><h2 id="versions-heading">Versions</h2>
            <div class="scroll" tabindex="0" role="group" aria-label="Versions"><table class="figures"><thead><tr>\
            <th scope="col">Version</th><th scope="col">Since</th><th scope="col">By</th><th scope="col">What</th>\
            <th scope="col">Restore</th></tr></thead><tbody>\(versions.map { row($0, inForce: inForce, waits: waits) })</tbody></table></div>
            </section>
            """
    }

    private static func row(_ version: SettingsFacts.Version, inForce: Int, waits: Bool) -> HTML {
        let address = "/api/v1/config/versions/\(version.number)"
        let restore: HTML = """
            <form method="post" action="\(address)/restore" data-then="reload">\
            <button class="quiet">Restore<span class="heard"> version \(version.number)</span></button></form>
            """
        return """
            <tr><th scope="row"><a href="\(address)">\(version.number)</a></th><td>\(Figures.moment(version.utc))</td>\
            <td>\(version.by)</td><td class="words">\(version.note)</td>\
            <td>\(version.number == inForce ? (waits ? "in force, but for what waits for a start" : "in force") : restore)</td></tr>

            """
    }
}

/// Where alarms go.
enum ChannelsPart {
    static func section(_ channels: [SettingsFacts.Channel]) -> HTML {
        """
        <section id="channels" data-refresh="10" data-on="alarms" aria-labelledby="channels-heading">
        <h2 id="channels-heading">Alarm channels</h2>
        \(channels.isEmpty ? "<p>None is configured; alarms are shown here and written to the journal.</p>" : table(channels))
        </section>
        """
    }

    private static func table(_ channels: [SettingsFacts.Channel]) -> HTML {
        """
        <div class="scroll" tabindex="0" role="group" aria-label="Alarm channels"><table><thead><tr>\
        <th scope="col">Channel</th><th scope="col">Kind</th><th scope="col">How it fares</th><th scope="col">Waiting</th>\
        <th scope="col">Last delivery</th><th scope="col">Test</th>\
        </tr></thead><tbody>\(channels.map(row))</tbody></table></div>
        """
    }

    private static func row(_ channel: SettingsFacts.Channel) -> HTML {
        """
        <tr><th scope="row">\(channel.name)</th><td>\(channel.kind)</td>\
        <td\(channel.isFailing.html(" class=\"result\""))>\(channel.state)</td>\
        <td class="number">\(channel.waiting.map { "\($0)" } ?? "no queue")</td>\
        <td>\(channel.lastDelivery.map { Figures.moment($0) } ?? "none since the start")</td><td>\
        <form method="post" action="/api/v1/channels/\(PercentText.of(channel.name))/test" data-then="stay">\
        <button class="quiet">Send a test<span class="heard"> on \(channel.name)</span></button></form></td></tr>

        """
    }
}
