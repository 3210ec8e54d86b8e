// SPDX-License-Identifier: Apache-2.0

/// The ways between the pages.
enum Navigation {
    private static let pages: [(path: String, name: String)] = [
        ("/", "Overview"), ("/sky", "Sky"), ("/clock", "Clock"), ("/ptp", "PTP"), ("/clients", "Clients"),
        ("/sources", "Sources"), ("/watch", "Watch"),
        ("/events", "Events"), ("/settings", "Settings"),
    ]

    static func bar(at path: String, alarms: Int) -> HTML {
        let entries = pages.map { page -> HTML in
            let here: HTML = (page.path == path).html(" aria-current=\"page\"")
            let count: HTML = (page.path == "/" && alarms > 0).html(badge(alarms))
            return "<li><a href=\"\(page.path)\"\(here)>\(page.name)\(count)</a></li>"
        }
        return
            "<nav id=\"navigation\" aria-label=\"Pages\" data-refresh=\"30\" data-on=\"alarms\"><ul>\(entries)</ul></nav>"
    }

    private static func badge(_ alarms: Int) -> HTML {
        " <span class=\"badge\">\(alarms)<span class=\"heard\"> \(alarms == 1 ? "alarm" : "alarms")</span></span>"
    }

    /// Who is here, and the way in or out.
    static func visitor(_ visitor: Visitor?) -> HTML {
        guard let visitor else { return "<p class=\"visitor\"><a href=\"/login\">Log in</a></p>" }
        return """
            <form class="visitor" method="post" action="/api/v1/session" data-method="DELETE" data-then="/login">\
            <span>\(visitor.name)</span> <button class="quiet">Log out</button></form>
            """
    }
}
