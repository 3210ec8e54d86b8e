// SPDX-License-Identifier: Apache-2.0

extension Operation {
    static let certificate = Operation(
        .configuration, "The certificate of the page", gives: [.ok(.certificate)], fails: [409: "TLS is off"])

    static let putCertificate = Operation(
        .configuration, "Replaces the certificate of the page", later,
        takes: .raw(
            "application/x-pem-file", "PEM: the certificate, those above it, and the private key, in one text",
            example: "-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----\n"),
        gives: [inForce], fails: refused)

    static let uploadCertificate = Operation(
        .configuration, "Replaces the certificate of the page, by a form", later,
        takes: .files(
            "PEM, each a file or a text",
            .object(
                "",
                [
                    .optional("chain", .text("The certificate and those above it")),
                    .optional("key", .text("Its private key")),
                ])),
        gives: [inForce, ledToSettings], fails: refused)

    static let dropCertificate = Operation(
        .configuration, "Serves the appliance's own certificate again", gives: [inForce],
        fails: [409: "TLS is off, it is so already, or a backup is on trial"])

    static let renewCertificate = Operation(
        .configuration, "Makes the appliance's own certificate anew", "For its names and addresses as they are now.",
        gives: [inForce, ledToSettings],
        fails: [409: "TLS is off, or a backup is on trial", 422: "It cannot be made"])

    static let backup = Operation(
        .configuration, "The whole appliance as one file",
        "Sealed by the passphrase; nobody can open it without.",
        takes: .json(
            .object(
                "",
                [
                    Field("passphrase", .text("12 characters or more")),
                    .optional("repeated", .text("The same, as a form asks for it again").orNull),
                ]), alsoForm: true, example: ["passphrase": "four anchors in the attic"]),
        gives: [.file("application/octet-stream", "The backup").with("Content-Disposition", "With the file's name")],
        fails: [409: "A change is on trial", 422: "The passphrase is too weak, or the two differ"])

    static let checkRestore = Operation(
        .configuration, "What a backup would change", "Changes nothing.", takes: backupForm,
        gives: [.file("text/html", "The same as a page, to a browser that sent its own form", or: .restoring)],
        fails: [422: noBackup])

    static let restore = Operation(
        .configuration, "Restores a backup, on trial",
        "Unless `POST /api/v1/config/confirm` comes in time, all of it is undone by itself.", takes: backupForm,
        gives: [.ok(.config, "It is on trial"), ledToSettings],
        fails: [
            409: "Another change is on trial, or it changes nothing", 422: noBackup, 507: "It could not be written",
        ])

    private static let backupForm = Body.files(
        "The backup and what it is opened with",
        .object(
            "",
            [
                Field("backup", .text("The file")), Field("passphrase", .text("That it was sealed by")),
                .optional("confirm", .whole("Seconds on trial; 300 where it is missing", 1...3600)),
                .optional("part", .list("Only these; all where it is missing", of: .text())),
            ]))

    private typealias Field = Schema.Field
    private static let later = "In force for the next connection; those that are open stay."
    private static let noBackup = "The file is missing, cannot be opened by this passphrase, or has faults"
    private static let inForce = Reply.ok(.certificate, "It is in force")
    private static let refused = [
        409: "TLS is off, or a backup is on trial", 422: "It cannot be read, is out of date, or does not fit the key",
    ]
    private static let ledToSettings = Reply(
        status: 303, about: "To a browser that sent its own form (`Accept: text/html`): the page of the settings",
        content: [], headers: ["Location": "A page of this appliance"])
}
