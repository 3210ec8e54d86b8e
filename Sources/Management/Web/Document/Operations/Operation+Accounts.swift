// SPDX-License-Identifier: Apache-2.0

extension Operation {
    static let session = Operation(.accounts, "Who is logged in", gives: [.ok(.session)])

    static let logIn = Operation(
        .accounts, "Logs in",
        takes: .json(
            .object(
                "",
                [
                    Field("name", .text()), Field("password", .text()),
                    .optional("next", .text("For a browser's form: the page to go on with").orNull),
                ]), alsoForm: true, example: ["name": "ada", "password": "lamps over the seventh meridian"]),
        gives: [welcome, led],
        fails: [401: "Name or password is wrong", 429: tooMany])

    static let logOut = Operation(
        .accounts, "Logs out", "Nothing happens to a token.",
        gives: [.nothing("The session has ended").with("Set-Cookie", "Takes the cookie away")])

    static let setUp = Operation(
        .accounts, "Makes the first admin, and logs them in",
        takes: .json(
            .object(
                "",
                [
                    Field("token", .text("The set-up token, from the log or the file beside the users'")),
                    Field("name", userName), Field("password", password),
                    .optional("repeated", .text("For a browser's form: the password again").orNull),
                ]), alsoForm: true),
        gives: [welcome, led],
        fails: [
            401: "The token is wrong", 409: "There are users already", 422: "Name or password cannot be taken",
            429: tooMany,
        ])

    static let users = Operation(.accounts, "The users", gives: [.ok(.only("users", "", of: .user))])

    static let makeUser = Operation(
        .accounts, "Makes a user",
        takes: .json(
            .object("", [Field("name", userName), Field("role", .role), Field("password", password)]),
            example: ["name": "bob", "role": "viewer", "password": "eleven kettles on the stove"]),
        gives: [.created(.user, "There is one")],
        fails: [409: "There is one of this name, or as many as may be", 422: "Name or password cannot be taken"])

    static let changeUser = Operation(
        .accounts, "Changes a password or a role",
        """
        Everybody may change their own password, who says the present one as `old` and has logged in with it; all else is \
        for the role admin. All other sessions of the user end with their password.
        """,
        with: [user],
        takes: .json(
            .object(
                "",
                [
                    .optional("role", Schema.role.orNull), .optional("password", password.orNull),
                    .optional("old", .text("The present password; needed for one's own").orNull),
                ]), example: ["role": "operator"]),
        gives: [.ok(.user, "An admin has changed it"), .nothing("One's own password is another now")],
        fails: [
            404: noUser, 409: "They are the last admin", 422: "The password cannot be taken", 429: tooMany,
        ])

    static let removeUser = Operation(
        .accounts, "Removes a user", "Their sessions and tokens end.", with: [user], gives: [.nothing("They are gone")],
        fails: [404: noUser, 409: "They are the last admin"])

    static let tokens = Operation(
        .accounts, "The tokens of programs", "Without what they prove themselves with.",
        gives: [.ok(.only("tokens", "", of: .token))])

    static let makeToken = Operation(
        .accounts, "Makes a token for a program", "It may never do more than its owner, and goes with them.",
        takes: .json(
            .object(
                "",
                [
                    Field("label", .text("Printable characters, not all of them blank", length: 1...64)),
                    Field("role", .role),
                    .optional(
                        "days", .whole("How long it is valid; missing, as `expires`: for ever", 1...36_500).orNull),
                    .optional("expires", .whole("Instead of `days`: UTC, s since 1970", .min ... .max).orNull),
                ]), example: ["label": "Grafana", "role": "viewer", "days": 365]),
        gives: [.created(.token, "There is one; `secret` is said this once")],
        fails: [
            409: "There is one of this label, as many as may be, or the time is not known, so `days` cannot be counted",
            422: "The label cannot be taken, or it expires in the past",
        ])

    static let revokeToken = Operation(
        .accounts, "Revokes a token", with: [.path("label", .text("As it is listed"))],
        gives: [.nothing("It opens nothing now")],
        fails: [404: "There is no such token"])

    private typealias Field = Schema.Field
    private static let user = Parameter.path("name", .text("The user's name"))
    private static let userName = Schema.text("1 to 32 of a-z, 0-9, '.', '_' and '-'", pattern: "^[a-z0-9._-]{1,32}$")
    private static let password = Schema.text("12 characters to 256 octets; not one that is guessed first")
    private static let noUser = "There is no such user"
    private static let tooMany = "Too many wrong passwords from this address or for this name: come again later"
    private static let welcome = Reply.ok(.session, "Logged in").with(
        "Set-Cookie", "The session, out of the reach of scripts")
    private static let led = Reply(
        status: 303, about: "To a browser that sent its own form (`Accept: text/html`): the page to go on with",
        content: [],
        headers: ["Location": "A page of this appliance"])
}
