// SPDX-License-Identifier: Apache-2.0

extension PageRenderer {
    /// `/events?kind=&severity=&text=&before=`: the journal.
    public static func events(_ facts: JournalFacts, in frame: PageFrame) -> String {
        let filter = facts.filter
        let content: HTML = """
            \(facts.trouble.html { "<p class=\"result\" role=\"alert\">\($0)</p>" })
            \(form(filter))
            <section id="journal" data-refresh="60" data-on="log" aria-label="Journal">
            \(table(facts.entries))
            <p>\(facts.next.html { "<a href=\"/events?\(filter.query(and: "before", "\($0)"))\">Older entries</a> · " })\
            <a href="/api/v1/log?\(filter.query(and: "format", "csv"))">These as CSV</a></p>
            </section>
            """
        return Layout.page(Sheet(path: "/events", title: "Events", content: content), in: frame)
    }

    private static func form(_ filter: JournalFacts.Filter) -> HTML {
        let kinds = ["alarm", "state", "setting", "login", "system", "command"]
        return """
            <form class="row" method="get" action="/events" role="search">
            <div class="field"><label for="text">Text</label><input id="text" name="text" type="search" \
            value="\(filter.text)"/></div>
            \(choice("kind", "Kind", of: kinds, chosen: filter.kind))
            \(choice("severity", "Severity", of: ["notice", "warning", "critical"], chosen: filter.severity))
            <button>Search</button>
            </form>
            """
    }

    private static func choice(_ name: String, _ label: String, of values: [String], chosen: String) -> HTML {
        let options = values.map { value -> HTML in
            "<option\((value == chosen).html(" selected=\"selected\""))>\(value)</option>"
        }
        return """
            <div class="field"><label for="\(name)">\(label)</label><select id="\(name)" name="\(name)">\
            <option value="">any</option>\(options)</select></div>
            """
    }

    private static func table(_ entries: [JournalFacts.Entry]) -> HTML {
        guard !entries.isEmpty else { return "<p>There is no such entry.</p>" }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="Entries"><table class="figures stack"><thead><tr>\
            <th scope="col">When</th><th scope="col">Kind</th><th scope="col">Severity</th><th scope="col">What</th>\
            <th scope="col">Who</th></tr></thead><tbody>\(entries.map(row))</tbody></table></div>
            """
    }

    private static func row(_ entry: JournalFacts.Entry) -> HTML {
        let who = [entry.who, entry.from.map { "from \($0)" }].compactMap(\.self).joined(separator: " ")
        return """
            <tr><td>\(Figures.moment(entry.utc))</td><td>\(entry.kind)</td>\
            <td><strong class="severity\(mark(entry.severity))">\(entry.severity)</strong></td>\
            <td class="words">\(entry.text)\(change(entry))</td><td>\(who)</td></tr>

            """
    }

    private static func mark(_ severity: String) -> HTML {
        switch severity {
        case "warning": " warning"
        case "critical": " critical"
        default: ""
        }
    }

    private static func change(_ entry: JournalFacts.Entry) -> HTML {
        guard entry.old != nil || entry.new != nil else { return "" }
        return """
             <span class="note">(<del>\(entry.old ?? "nothing")</del> → <ins>\(entry.new ?? "nothing")</ins>)</span>
            """
    }
}
