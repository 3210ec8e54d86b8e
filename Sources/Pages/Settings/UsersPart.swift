// SPDX-License-Identifier: Apache-2.0

/// Who may log in.
enum UsersPart {
    static func section(_ users: [SettingsFacts.User], visitor: String?) -> HTML {
        """
        <section aria-labelledby="users-heading"><h2 id="users-heading">Users</h2>
        <div class="scroll" id="users" data-refresh="60" tabindex="0" role="group" aria-label="Users">
        <table><thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Note</th>\
        <th scope="col">Remove</th></tr></thead><tbody>\(users.map { row($0, isSelf: $0.name == visitor) })</tbody></table>
        </div>
        <h3>Add a user</h3>
        <form class="row" method="post" action="/api/v1/users" data-then="refresh">
        \(FormField.text("user-name", named: "name", "Name", autocomplete: "off"))
        \(FormField.password("user-password", named: "password", "Password", autocomplete: "new-password"))
        \(FormField.role("user-role"))
        <button>Add</button>
        </form>
        </section>
        """
    }

    private static func role(_ user: SettingsFacts.User) -> HTML {
        let options = FormField.roles.map { role -> HTML in
            "<option\((role == user.role).html(" selected=\"selected\""))>\(role)</option>"
        }
        return """
            <form class="inline" method="post" action="/api/v1/users/\(PercentText.of(user.name))" data-method="PUT" \
            data-then="refresh"><select name="role" aria-label="Role of \(user.name)">\(options)</select> \
            <button class="quiet">Set<span class="heard"> the role of \(user.name)</span></button></form>
            """
    }

    private static func row(_ user: SettingsFacts.User, isSelf: Bool) -> HTML {
        let remove: HTML = """
            <form method="post" action="/api/v1/users/\(PercentText.of(user.name))" data-method="DELETE" \
            data-then="refresh" data-confirm="Remove this user?">\
            <button class="quiet">Remove<span class="heard"> \(user.name)</span></button></form>
            """
        return """
            <tr><th scope="row">\(user.name)</th><td>\(isSelf ? "\(user.role)" : role(user))</td><td>\(user.note)</td>\
            <td>\(isSelf ? "yourself" : remove)</td></tr>

            """
    }
}

/// One's own password.
enum PasswordPart {
    static func section(of name: String) -> HTML {
        """
        <section aria-labelledby="password-heading"><h2 id="password-heading">Your password</h2>
        <form class="row" method="post" action="/api/v1/users/\(PercentText.of(name))" data-method="PUT" data-then="stay">
        \(FormField.password("own-old", named: "old", "Present password", autocomplete: "current-password"))
        \(FormField.password("own-password", named: "password", "New password", autocomplete: "new-password"))
        \(FormField.password("own-repeated", named: "repeated", "The same again", autocomplete: "new-password"))
        <button>Change</button>
        </form>
        </section>
        """
    }
}

/// What programs prove themselves with.
enum TokensPart {
    static func section(_ tokens: [SettingsFacts.Token]) -> HTML {
        """
        <section aria-labelledby="tokens-heading"><h2 id="tokens-heading">Tokens for programs</h2>
        <div class="scroll" id="tokens" data-refresh="60" tabindex="0" role="group" aria-label="Tokens">
        \(tokens.isEmpty ? "<p>There is none.</p>" : table(tokens))
        </div>
        <h3>Make a token</h3>
        <form class="row" method="post" action="/api/v1/tokens" data-then="secret">
        \(FormField.text("token-name", named: "label", "What it is for", autocomplete: "off"))
        \(FormField.role("token-role"))
        <div class="field"><label for="token-days">Valid for (days)</label>\
        <input id="token-days" name="days" type="number" min="1" max="3650" value="365"/></div>
        <button>Make</button>
        </form>
        </section>
        """
    }

    private static func table(_ tokens: [SettingsFacts.Token]) -> HTML {
        """
        <table class="figures"><thead><tr><th scope="col">For</th><th scope="col">Role</th><th scope="col">Until</th>\
        <th scope="col">Last used</th><th scope="col">Revoke</th></tr></thead><tbody>\(tokens.map(row))</tbody></table>
        """
    }

    private static func row(_ token: SettingsFacts.Token) -> HTML {
        """
        <tr><th scope="row">\(token.name)</th><td>\(token.role)</td>\
        <td>\(token.expires.map { Figures.moment($0) } ?? "for ever")</td>\
        <td>\(token.lastUsed.map { Figures.moment($0) } ?? "never")</td>\
        <td><form method="post" action="/api/v1/tokens/\(PercentText.of(token.id))" data-method="DELETE" \
        data-then="refresh" data-confirm="Revoke this token?">\
        <button class="quiet">Revoke<span class="heard"> the token for \(token.name)</span></button></form></td></tr>

        """
    }
}
