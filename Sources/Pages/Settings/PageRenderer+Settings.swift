// SPDX-License-Identifier: Apache-2.0

extension PageRenderer {
    /// `/settings`: the configuration with its versions, alarm channels, users and tokens. `facts` is `nil` for a
    /// visitor who may not see them.
    public static func settings(_ facts: SettingsFacts?, in frame: PageFrame) -> String {
        let content: HTML = """
            \(facts.map { administration($0, frame) } ?? closed(frame))
            \(frame.visitor.html { PasswordPart.section(of: $0.name) })
            """
        let scripts = facts == nil ? [] : ["settings.js", "routes.js", "backup.js"]
        return Layout.page(Sheet(path: "/settings", title: "Settings", content: content, scripts: scripts), in: frame)
    }

    private static func administration(_ facts: SettingsFacts, _ frame: PageFrame) -> HTML {
        """
        \(EditorPart.section(facts, isOnTrial: frame.pending != nil))
        \(VersionsPart.section(facts.versions, inForce: facts.version, waits: !facts.awaitingRestart.isEmpty))
        \(ChannelsPart.section(facts.channels))
        \(RoutesPart.section(facts.routes, isOnTrial: frame.pending != nil))
        \(BackupPart.section(isOnTrial: frame.pending != nil))
        \(CertificatePart.section(facts.certificate))
        \(UsersPart.section(facts.users, visitor: frame.visitor?.name))
        \(TokensPart.section(facts.tokens))
        """
    }

    private static func closed(_ frame: PageFrame) -> HTML {
        frame.visitor == nil
            ? "<p>The settings are for administrators. <a href=\"/login?next=/settings\">Log in</a> to see them.</p>"
            : "<p>The settings are for administrators; you are logged in as somebody with fewer rights.</p>"
    }
}
