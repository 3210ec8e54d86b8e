// SPDX-License-Identifier: Apache-2.0

import Accounts

/// What the commands for users, machine and support answer.
extension Schema {
    /// Of `UsersReport`.
    static let usersReport = Schema.named(
        "Users",
        .object(
            "Who may log in",
            [
                Field(
                    "users",
                    .list(
                        "",
                        of: .object(
                            "",
                            [
                                Field("name", .text("")),
                                Field("role", .word("What the user may do", among: Role.allCases.map(\.rawValue))),
                                Field(
                                    "isLockedOut", .truth("Whether the user must wait after too many wrong passwords")),
                                Field("tokens", .count("API tokens in the user's name")),
                            ]))),
                Field(
                    "lockedOutNetworks",
                    .list("From which nobody may log in now, after too many wrong passwords", of: .text(""))),
            ]))

    /// Of `AlarmTestReport`.
    static let alarmTest = Schema.named(
        "AlarmTest",
        .only(
            "channels", "What came of telling each channel that this is a test",
            of: .object(
                "",
                [
                    Field("name", .text("")), Field("delivered", .truth("Whether the channel took it")),
                    Field("text", .text("One sentence")),
                ])))

    /// Of `SupportBundleReport`.
    static let supportBundle = Schema.named(
        "SupportBundle",
        .object(
            "One file with what support asks for",
            [
                Field("path", .text("On this appliance")), Field("octets", .count("Of the file")),
                Field("made", .utc("")), Field("entries", .list("What is in it", of: bundled)),
            ]))

    private static let bundled = Schema.object(
        "",
        [
            Field("name", .text("")), Field("octets", .count("")),
            Field("sha256", .text("Of its content, in hexadecimal")),
            Field("cut", .truth("Whether there was more of it than there is room for")),
        ])

    /// Of `UpgradeReport`.
    static let upgrade = Schema.named(
        "Upgrade",
        .object(
            "A version that takes another's place",
            [
                Field("from", .text("null: what ran before was not installed as a package").orNull),
                Field("to", .text("")), Field("canRollBack", .truth("Whether rollback-image can go back")),
            ]))
}
