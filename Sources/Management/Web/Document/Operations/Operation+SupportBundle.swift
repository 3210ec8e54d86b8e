// SPDX-License-Identifier: Apache-2.0

extension Operation {
    static let supportBundle = Operation(
        .operation, "A support bundle",
        "As `POST /api/v1/commands/support-bundle` made it: the last part of `path` in its answer is the name.",
        with: [.path("name", .text("The bundle's name"))],
        gives: [
            .file("application/gzip", "The bundle, a tar archive").with("Content-Disposition", "With the file's name")
        ],
        fails: [404: "There is no such bundle, or no more: the five latest are kept"])
}
