// SPDX-License-Identifier: Apache-2.0

extension Operation {
    static let config = Operation(.configuration, "The configuration, and what waits", gives: [.ok(.config)])

    static let checkConfig = Operation(
        .configuration, "Checks a configuration and changes nothing", takes: text, gives: [.ok(.check)])

    static let putConfig = Operation(
        .configuration, "Applies a configuration",
        """
        Checked as a whole: with a fault, nothing is changed. With `confirm` it is on trial: unless \
        `POST /api/v1/config/confirm` comes within as many seconds it is undone by itself, so that who loses contact by it \
        gets it back. What needs a restart is kept and said in `awaitingRestart`.
        """,
        with: trial + [
            .header(
                "If-Match",
                .text(
                    "The version that was changed: refused where it is another by now", pattern: #"^("?\d{1,9}"?|\*)$"#)
            )
        ],
        takes: text, gives: [.ok(.config, "It is in force, or on trial")],
        fails: [
            409: "It says what is in force already, or another change is on trial",
            412: "Somebody changed it meanwhile: it is another version than `If-Match` says",
            422: "It has faults: each with line, column, key and reason", 507: "It could not be written",
        ])

    static let confirmConfig = Operation(
        .configuration, "Keeps the change that is on trial", gives: [.ok(.config)],
        fails: [409: "Nothing is on trial, or not any more", 507: "It could not be written"])

    static let rollBackConfig = Operation(
        .configuration, "Undoes the change that is on trial", gives: [.ok(.config)],
        fails: [409: "Nothing is on trial, or not any more", 507: "It could not be written"])

    static let configVersions = Operation(
        .configuration, "The versions that are kept", gives: [.ok(.versions)], fails: [507: "They could not be read"])

    static let configVersion = Operation(
        .configuration, "A version's text", with: [number],
        gives: [.file("application/yaml", "As it stood in the file")],
        fails: [404: "There is no such version, or no more", 507: "It could not be read"])

    static let restoreConfig = Operation(
        .configuration, "Applies an older version again", "As by `PUT /api/v1/config` with its text.",
        with: [number] + trial,
        gives: [.ok(.config, "It is in force, or on trial")],
        fails: [
            404: "There is no such version, or no more",
            409: "It says what is in force already, or another change is on trial",
            422: "It has faults by now", 507: "It could not be written",
        ])

    private static let number = Parameter.path(
        "number", .whole("As `GET /api/v1/config/versions` has it", 1...999_999_999))

    private static let trial: [Parameter] = [
        .query("confirm", .whole("On trial for as many seconds; kept at once where it is missing", 1...3600)),
        .query("comment", .text("For the list of versions")),
    ]

    private static let text = Body.raw(
        "application/yaml", "The whole configuration, YAML, up to 256 KiB; what it does not name is as by default",
        example: "ntp: {listen: [\"127.0.0.1:11123\"]}\n")

    static let alarmRoutes = Operation(
        .configuration, "What the configuration would say if alarms went other ways",
        "Changes nothing; the text is to be sent by `PUT /api/v1/config`.",
        takes: .json(
            .object(
                "",
                [
                    .optional(
                        "default",
                        Schema.list("The channels of alarms without a list of their own; null: all", of: .text()).orNull
                    ),
                    .optional(
                        "alarms",
                        Schema.map("Channels by the alarm's name; none: told to nobody", of: .list("", of: .text()))
                            .orNull),
                ])),
        gives: [.ok(.alarmRoutes)],
        fails: [
            409: "The configuration is written in a way that cannot be changed so",
            422: "There is no such alarm or channel",
        ])
}
