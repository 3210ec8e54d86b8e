// SPDX-License-Identifier: Apache-2.0

import Appliance
import Operations

/// What `GET /api/v1/config` tells.
struct ConfigReport: Encodable, Sendable {
    struct Pending: Encodable, Sendable {
        var version: Int
        var secondsLeft: Int
        var by: String
        var changes: [SettingsChange]
    }

    /// As it stands in the file.
    var text: String
    var version: Int
    /// A change on trial.
    var pending: Pending?
    /// What is set key by key and waits to be committed, on the console or the command line.
    var candidate: CandidateFacts?
    /// What is kept, but in force only after the next start.
    var awaitingRestart: [SettingsChange]
    /// What is not as it should be with the files.
    var trouble: String?

    init(_ state: SettingsState, _ waiting: SettingsCandidate? = nil) {
        candidate = waiting.map(CandidateFacts.init)
        text = String(decoding: state.text, as: UTF8.self)
        (version, awaitingRestart, trouble) = (state.version, state.awaitingRestart, state.trouble)
        pending = state.pending.map {
            Pending(version: $0.version.number, secondsLeft: $0.secondsLeft, by: $0.version.by.who, changes: $0.changes)
        }
    }
}

/// What `POST /api/v1/config/check` tells.
struct CheckReport: Encodable, Sendable {
    var faults: [FaultReport]
    var changes: [SettingsChange]
}

struct FaultReport: Encodable, Sendable {
    var line: Int
    var column: Int
    var key: String
    var reason: String

    init(_ fault: SettingsFault) {
        (line, column, key, reason) = (fault.line, fault.column, fault.key, fault.reason)
    }
}

/// Problem details (RFC 9457) with every fault as a member.
struct FaultsProblem: Encodable, Sendable {
    var type = "about:blank"
    var status = 422
    var title = "Unprocessable Content"
    var detail = "the configuration has faults; nothing was changed"
    var faults: [FaultReport]

    init(_ faults: [SettingsFault]) { self.faults = faults.map(FaultReport.init) }
}

struct VersionReport: Encodable, Sendable {
    var number: Int
    /// UTC, ISO 8601.
    var made: String
    var by: String
    var from: String
    var comment: String

    init(_ version: SettingsVersion) {
        (number, made) = (version.number, UTCText.of(version.utcMilliseconds))
        (by, from, comment) = (version.by.who, version.by.from, version.comment)
    }
}
