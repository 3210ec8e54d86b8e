// SPDX-License-Identifier: Apache-2.0

/// The whole appliance as one file, and back.
enum BackupPart {
    static func section(isOnTrial: Bool) -> HTML {
        """
        <section id="backup" aria-labelledby="backup-heading"><h2 id="backup-heading">Backup</h2>
        <div class="columns">
        \(making)
        \(restoring(isOnTrial: isOnTrial))
        </div>
        <div id="restore-verdict" role="status" aria-live="polite"></div>
        </section>
        """
    }

    private static let making: HTML = """
        <div>
        <h3>Make one</h3>
        <p class="note" id="backup-help">One file with the configuration, the users and tokens, and the certificate with \
        its key, sealed by a passphrase. Without the passphrase nobody can open it, and nobody can tell it to you. Files \
        that the configuration only names, such as a mail server’s password, are not in it.</p>
        <form class="stacked" method="post" action="/api/v1/backup" data-by="backup" aria-describedby="backup-help">
        \(FormField.password("backup-passphrase", named: "passphrase", "Passphrase, 8 characters or more", autocomplete: "new-password"))
        \(FormField.password("backup-repeated", named: "repeated", "The same again", autocomplete: "new-password"))
        <button>Make a backup</button>
        </form>
        </div>
        """

    private static func restoring(isOnTrial: Bool) -> HTML {
        """
        <div>
        <h3>Restore one</h3>
        <p class="note" id="restore-help">On trial, all that is chosen or nothing: unless it is confirmed in time, \
        everything is taken back by itself. While it is on trial, whoever has another password in the backup must log in \
        with that one.</p>
        <form class="stacked" method="post" action="/api/v1/restore" enctype="multipart/form-data" data-by="restore" \
        aria-describedby="restore-help">
        <div class="field"><label for="restore-file">The backup’s file</label>\
        <input id="restore-file" type="file" name="backup" required="required" accept=".backup"/></div>
        \(FormField.password("restore-passphrase", named: "passphrase", "Its passphrase", autocomplete: "off"))
        <fieldset><legend>What to restore</legend>
        <input type="hidden" name="part" value="" aria-label="none"/>
        \(box("settings", "Configuration"))
        \(box("users", "Users and tokens"))
        \(box("certificate", "Certificate and key"))
        </fieldset>
        <div class="field"><label for="restore-confirm">Confirm within (seconds)</label>\
        <input id="restore-confirm" name="confirm" type="number" min="10" max="3600" value="300"/></div>
        <div class="row">
        <button class="quiet" formaction="/api/v1/restore/check">Show what would change</button>
        <button\(isOnTrial.html(" disabled=\"disabled\""))>Restore on trial</button>
        </div>
        </form>
        </div>
        """
    }

    private static func box(_ value: String, _ label: String) -> HTML {
        """
        <label class="tick"><input type="checkbox" name="part" value="\(value)" checked="checked" aria-label="\(label)"/> \
        \(label)</label>
        """
    }
}

extension PageRenderer {
    /// What a backup would change, for a browser without scripts.
    public static func restoring(_ facts: RestoreFacts) -> String {
        Layout.bare(
            title: "What this backup would change",
            content: """
                <p>Made \(Figures.moment(facts.made)) by Gnomon \(facts.program). Nothing has changed yet.</p>
                \((!facts.faults.isEmpty).html(faults(facts.faults)))
                \(facts.changes.isEmpty ? "<p>Everything is as it is in the backup, comments of the configuration apart.</p>" : table(facts.changes))
                <p><a href="/settings#backup">Back to the settings</a>, to restore it or not.</p>
                """)
    }

    private static func faults(_ faults: [String]) -> HTML {
        "<p class=\"result\">It cannot be restored:</p><ul>\(faults.map { "<li>\($0)</li>" as HTML })</ul>"
    }

    private static func table(_ changes: [RestoreFacts.Change]) -> HTML {
        let rows = changes.map { change -> HTML in
            "<tr><th scope=\"row\">\(change.what)</th><td>\(change.now)</td><td>\(change.then)</td></tr>"
        }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="Changes"><table><thead><tr><th scope="col">What</th>\
            <th scope="col">Now</th><th scope="col">Then</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }
}
