// SPDX-License-Identifier: Apache-2.0

extension CommandTable {
    static let accounts: [Command] = [
        Command(
            words: ["users"], summary: "who may log in",
            detail: "And who is locked out after too many wrong passwords.",
            example: "users", level: .admin),
        Command(
            words: ["users", "add"],
            parameters: [
                .needed("name", .text, "the user's name"), .needed("role", .choice(roles), "what the user may do"),
                .newSecret("password", "at least 12 characters"),
            ],
            summary: "make a user", detail: "Where there is none yet, the first one, who must be an admin.",
            example: "users add eve operator", level: .admin, effect: .changes),
        Command(
            words: ["users", "remove"], parameters: [.needed("name", .known(.user), "who")],
            summary: "take a user away, with what that user has open", example: "users remove eve", level: .admin,
            effect: .changes, asks: "The user can no longer log in; sessions and tokens in that name end."),
        Command(
            words: ["users", "role"],
            parameters: [
                .needed("name", .known(.user), "who"), .needed("role", .choice(roles), "what the user may do"),
            ],
            summary: "change what a user may do", example: "users role eve viewer", level: .admin, effect: .changes),
        Command(
            words: ["users", "unlock"], parameters: [.needed("name", .known(.user), "who")],
            summary: "let a user try again who was locked out", example: "users unlock eve", level: .admin,
            effect: .changes),
        Command(
            words: ["reset-password"],
            parameters: [
                .needed("name", .known(.user), "whose"), .newSecret("password", "at least 12 characters"),
            ],
            summary: "give a user a new password", detail: "Open sessions in that name end; a lock-out does too.",
            example: "reset-password eve", level: .admin, effect: .changes),
    ]

    private static let roles = [
        Command.Choice("viewer", "reads everything but secrets"),
        Command.Choice("operator", "also acknowledges alarms and gives commands"),
        Command.Choice("admin", "also changes settings and accounts"),
    ]
}
