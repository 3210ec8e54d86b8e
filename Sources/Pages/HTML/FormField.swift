// SPDX-License-Identifier: Apache-2.0

/// Inputs, each with its label.
enum FormField {
    static let roles = ["viewer", "operator", "admin"]

    static func text(_ id: String, named name: String, _ label: String, autocomplete: String) -> HTML {
        field(
            id, label, "<input id=\"\(id)\" name=\"\(name)\" required=\"required\" autocomplete=\"\(autocomplete)\"/>")
    }

    static func password(_ id: String, named name: String, _ label: String, autocomplete: String) -> HTML {
        field(
            id, label,
            """
            <input id="\(id)" name="\(name)" type="password" required="required" autocomplete="\(autocomplete)"/>
            """)
    }

    static func role(_ id: String) -> HTML {
        let options = roles.map { "<option>\($0)</option>" as HTML }
        return field(id, "Role", "<select id=\"\(id)\" name=\"role\">\(options)</select>")
    }

    private static func field(_ id: String, _ label: String, _ input: HTML) -> HTML {
        "<div class=\"field\"><label for=\"\(id)\">\(label)</label>\(input)</div>"
    }
}
