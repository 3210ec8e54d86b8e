// SPDX-License-Identifier: Apache-2.0

import Logging

/// The set-up token beside the users' file, for who can read files on the appliance and nobody else.
enum SetupNote {
    static func path(beside users: String) -> String { users + ".setup-token" }

    /// Writes it down and tells the log. A folder that cannot be written leaves the log.
    static func write(_ token: String, beside users: String, log: Logger) {
        let path = path(beside: users)
        log.notice(
            "there is no user yet: the first is made at /setup, with this token", metadata: ["token": "\(token)"])
        do throws(SecretFile.Fault) { try SecretFile.write(Array((token + "\n").utf8), to: path) } catch {
            log.warning("the set-up token cannot be written", metadata: ["file": "\(path)", "reason": "\(error)"])
        }
    }

    static func remove(beside users: String?) {
        if let users { SecretFile.remove(path(beside: users)) }
    }
}
