// SPDX-License-Identifier: Apache-2.0

import Appliance
import Backups
import Operations
import Pages
import TimeBase

/// What `POST /api/v1/restore/check` tells.
struct RestoreReport: Encodable, Sendable {
    struct Part: Encodable, Sendable {
        var name: String
        var now: String
        var then: String
        var differs: Bool
    }

    /// UTC, ISO 8601.
    var made: String
    /// The version of the program that made it.
    var program: String
    /// What keeps it from being restored, a sentence each.
    var faults: [String]
    /// Of the settings.
    var changes: [SettingsChange]
    var parts: [Part]

    init(_ preview: RestorePreview) {
        (made, program) = (UTCText.of(preview.made), preview.program)
        (faults, changes) = (preview.faults.map(\.description), preview.changes)
        parts = preview.parts.map { Part(name: $0.name, now: $0.now, then: $0.then, differs: $0.differs) }
    }
}

extension RestoreFacts {
    init(_ preview: RestorePreview) {
        self.init(
            made: UTCText.instant(preview.made), program: preview.program, faults: preview.faults.map(\.description),
            changes: preview.changes.map { .init(what: $0.key, now: $0.old, then: $0.new) }
                + preview.parts.filter(\.differs).map { .init(what: $0.name, now: $0.now, then: $0.then) })
    }
}
