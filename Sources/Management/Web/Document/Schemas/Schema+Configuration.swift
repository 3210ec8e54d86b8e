// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance

extension Schema {
    /// Of ``ConfigReport``.
    static let config = Schema.named(
        "Config",
        .object(
            "The configuration",
            [
                Field("text", .text("As it stands in the file, YAML")),
                Field("version", .whole("For `If-Match`", 0...Int64.max)),
                .optional(
                    "pending",
                    .object(
                        "A change on trial; missing: there is none",
                        [
                            Field("version", .whole("What it becomes where it is confirmed", 0...Int64.max)),
                            Field("secondsLeft", .count("Until it is undone, s")),
                            Field("by", .text("Who proposed it")),
                            Field("changes", .list("", of: change)),
                        ])),
                .optional(
                    "candidate",
                    .object(
                        "What was set key by key and waits to be committed; missing: there is none",
                        [
                            Field("version", .whole("What it was made from", 0...Int64.max)),
                            Field("since", .text("When it was begun, UTC, ISO 8601")),
                            Field(
                                "editors",
                                .list(
                                    "Who changed it, the last one last",
                                    of: .object(
                                        "",
                                        [
                                            Field("who", .text("")), Field("from", .text("")),
                                            Field("at", .text("The last time, UTC, ISO 8601")),
                                        ]))),
                        ])),
                Field("awaitingRestart", .list("What is kept, but in force only after the next start", of: change)),
                .optional("trouble", .text("What is not as it should be with the files")),
            ]))

    /// Of ``CheckReport``.
    static let check = Schema.named(
        "Check",
        .object(
            "What a configuration would do",
            [Field("faults", .list("Empty: it could be applied", of: fault)), Field("changes", .list("", of: change))]))

    /// Of ``FaultReport``.
    static let fault = Schema.named(
        "Fault",
        .object(
            "",
            [
                Field("line", .whole("From 1; 0: in no line", 0...Int64.max)),
                Field("column", .whole("From 1, in characters; 0: in no line", 0...Int64.max)),
                Field("key", .text("Such as ntp.listen[1]; empty: it concerns no key")),
                Field("reason", .text("What is wrong, and what would be right")),
            ]))

    /// Of ``SettingsChange``.
    private static let change = Schema.named(
        "Change",
        .object(
            "",
            [
                Field("key", .text("Such as ntp.listen")), Field("old", .text("As YAML; secrets are …")),
                Field("new", .text("As YAML; secrets are …")),
                Field("takesEffect", .word("", among: SettingsChange.Effect.allCases.map(\.rawValue))),
            ]))

    static let versions = Schema.named(
        "Versions",
        .only(
            "versions", "The newest first",
            of: .object(
                "",
                [
                    Field("number", .whole("", 0...Int64.max)), Field("made", .utc("")), Field("by", .text()),
                    Field("from", .text("An address")), Field("comment", .text()),
                ])))

    static let certificate = Schema.named(
        "Certificate",
        .object(
            "The certificate that is shown by TLS",
            [
                Field("subject", .text("RFC 4514")), Field("issuer", .text("RFC 4514")),

                Field("names", .list("What it is for: names and addresses", of: .text())),
                Field("key", .text("Such as P-256, or RSA with its bits")),
                Field("chain", .count("Certificates that are sent, the appliance's own with them")),
                Field("notBefore", .text("UTC")),
                Field("notAfter", .text("UTC")), Field("sha256", .text("Hexadecimal octets between colons")),
                Field("isOwn", .truth("Whether the appliance has made it by itself")),
            ]))

    /// What alarms' other ways make of the configuration.
    static let alarmRoutes = Schema.named(
        "AlarmRoutes",
        .object(
            "",
            [
                Field("text", .text("The whole configuration, YAML")),
                Field("version", .whole("That it was made from, for `If-Match`", 0...Int64.max)),
                Field("changes", .list("", of: change)),
                Field("losesComments", .truth("Comments stood in what is written anew, and go")),
            ]))

    /// Of ``RestoreReport``.
    static let restoring = Schema.named(
        "Restoring",
        .object(
            "What a backup would change",
            [
                Field("made", .utc("")), Field("program", .text("The version that made it")),
                Field("faults", .list("What keeps it from being restored", of: .text())),
                Field("changes", .list("Of the settings", of: change)),
                Field(
                    "parts",
                    .list(
                        "",
                        of: .object(
                            "",
                            [
                                Field("name", .text()), Field("now", .text()), Field("then", .text()),
                                Field("differs", .truth("")),
                            ]))),
            ]))

    static let channelTest = Schema.named(
        "ChannelTest",
        .object("What came of it", [Field("delivered", .truth("")), Field("text", .text("One sentence"))]))
}

extension Schema {
    static let role = Schema.word("Each may all that the ones before it may", among: Role.allCases.map(\.rawValue))

    /// Of ``SessionReport``.
    static let session = Schema.named(
        "Session",
        .object(
            "Who is logged in",
            [
                Field("name", .text("null: nobody").orNull), Field("role", role.orNull),
                Field("csrf", .text("For X-CSRF-Token; null where none is needed").orNull),
                Field("isNew", .truth("No user is there yet: `POST /api/v1/setup` makes the first")),
            ]))

    static let user = Schema.named("User", .object("", [Field("name", .text()), Field("role", role)]))

    static let token = Schema.named(
        "Token",
        .object(
            "",
            [
                Field("label", .text("What it is listed and revoked by")), Field("role", role),
                Field("owner", .text("Who made it; it goes when they go")),
                .optional("made", .whole("UTC, s since 1970; missing: it was not known", 0...Int64.max)),
                .optional("expires", .whole("UTC, s since 1970; missing: never", .min ... .max)),
                .optional("lastUsed", .whole("UTC, s since 1970; missing: never", 0...Int64.max)),
                .optional("secret", .text("The token itself: only in the answer to who made it")),
            ]))
}
