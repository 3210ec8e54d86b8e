// SPDX-License-Identifier: Apache-2.0

import Appliance

/// One page's own matter.
struct Sheet {
    /// Its entry in the navigation; empty where it has none.
    var path = ""
    var title: String
    /// Below the page's heading.
    var content: HTML
    /// Whether the heading is for those only who hear the page: the state's word is the heading to look at.
    var hidesHeading = false
    var scripts: [String] = []
}

/// Head, navigation, state and foot of every page.
enum Layout {
    static func page(_ sheet: Sheet, in frame: PageFrame) -> String {
        let status = frame.status
        let body: HTML = """
            \(StateMark.symbols)
            <a class="skip" href="#main">Skip to the content</a>
            <header class="top">
            <a class="brand" href="/">Gnomon</a>
            \(Navigation.bar(at: sheet.path, alarms: frame.alarms.count))
            \(Navigation.visitor(frame.visitor))
            </header>
            \(Banners.all(for: frame))
            \(StateStrip.strip(of: status, isLarge: sheet.path == "/"))
            <main id="main" tabindex="-1">
            <h1\(sheet.hidesHeading.html(" class=\"heard\""))>\(sheet.title)</h1>
            \(sheet.content)
            </main>
            \(foot(status))
            """
        return document(
            title: title(of: sheet, status.state), state: status.state, csrf: frame.visitor?.csrf,
            body: body, scripts: ["gnomon.js"] + sheet.scripts)
    }

    /// The state comes first: of a tab one sees little more.
    private static func title(of sheet: Sheet, _ state: String) -> String {
        sheet.path == "/" ? "\(state) — Gnomon" : "\(state) — \(sheet.title) — Gnomon"
    }

    /// A page without the appliance's state: before anyone has logged in.
    static func bare(title: String, content: HTML) -> String {
        let body: HTML = """
            <main id="main" class="narrow" tabindex="-1">
            <p class="brand">Gnomon</p>
            <h1>\(title)</h1>
            \(content)
            </main>
            """
        return document(title: "\(title) — Gnomon", state: nil, csrf: nil, body: body, scripts: ["gnomon.js"])
    }

    private static func document(
        title: String, state: String?, csrf: String?, body: HTML, scripts: [String]
    ) -> String {
        let loads = scripts.map { "<script src=\"/static/\($0)\" defer=\"defer\"></script>" as HTML }
        let page: HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <title>\(title)</title>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            \(csrf.html { "<meta name=\"csrf\" content=\"\($0)\"/>" })
            <link rel="icon" type="image/svg+xml" href="/static/\(state ?? "starting").svg"/>
            <link rel="stylesheet" href="/static/style.css"/>
            \(loads)
            </head>
            <body\(state.html { " data-state=\"\($0)\"" })>
            \(body)
            </body>
            </html>

            """
        return page.text
    }

    private static func foot(_ status: StatusReport) -> HTML {
        """
        <footer>
        <p>Gnomon \(status.version), running for \
        <span data-live="uptimeSeconds" data-as="seconds">\
        \(Figures.duration(nanoseconds: status.uptimeSeconds * 1e9))</span>.
        The same as data: <a href="/api/v1/status">status</a>, <a href="/metrics">metrics</a>, \
        <a href="/api/v1/openapi.json">all of the API</a>.</p>
        </footer>
        """
    }
}
