// SPDX-License-Identifier: Apache-2.0

extension PageRenderer {
    /// `/login?next=`: `next` is where to go afterwards; anything but a path on this appliance is `/`.
    public static func login(next: String = "/") -> String {
        Layout.bare(
            title: "Log in",
            content: """
                <form class="card" method="post" action="/api/v1/session" data-then="\(ownPath(next))">
                \(FormField.text("name", named: "name", "Name", autocomplete: "username"))
                \(FormField.password("password", named: "password", "Password", autocomplete: "current-password"))
                <button>Log in</button>
                </form>
                """)
    }

    /// `/setup`: the first administrator. `asksForToken`: whoever sets it up must know what the console shows.
    public static func setup(asksForToken: Bool) -> String {
        Layout.bare(
            title: "Set up this time server",
            content: """
                <p>Nobody can log in yet. Choose the first administrator’s name and password.</p>
                <form class="card" method="post" action="/api/v1/setup" data-then="/">
                \(asksForToken.html(tokenField))
                \(FormField.text("name", named: "name", "Name", autocomplete: "username"))
                \(FormField.password("password", named: "password", "Password", autocomplete: "new-password"))
                \(FormField.password("repeated", named: "repeated", "The password again", autocomplete: "new-password"))
                <button>Set up</button>
                </form>
                """)
    }

    /// For people who asked for what is not there, or is not for them.
    public static func fault(title: String, detail: String) -> String {
        Layout.bare(title: title, content: "<p>\(detail)</p><p><a href=\"/\">To the overview</a></p>")
    }

    /// A path on this appliance: a browser would take `//` and `/\` for another machine's.
    static func ownPath(_ path: String) -> String {
        let isOwn = path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
        return isOwn && path.hasPrefix("/") && !path.hasPrefix("//") ? path : "/"
    }

    private static let tokenField: HTML = """
        \(FormField.text("token", named: "token", "The token that the console shows", autocomplete: "one-time-code"))
        """
}
