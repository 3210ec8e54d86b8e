// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance

/// Who asks, once that is known.
struct Principal: Sendable {
    enum Means: Sendable {
        /// A browser, by its cookie.
        case session(cookie: String, Session)
        /// A program.
        case token(label: String)
        /// A browser, behind a proxy that has asked for the password.
        case proxy
    }

    /// The user; of a token, its owner.
    let name: String
    let role: Role
    let means: Means

    /// Whether a browser sends along by itself what proves it, so that other people's pages could make it ask.
    var isAmbient: Bool {
        if case .token = means { return false }
        return true
    }

    /// For the journal.
    var who: String {
        if case .token(let label) = means { return "\(name) (token \(label))" }
        return name
    }
}

/// Who may do what.
enum Access: Hashable, Sendable {
    case everyone
    /// Everyone, where `management.open` says so; otherwise viewers.
    case topic(Settings.Management.Topic)
    case role(Role)

    static let open = Access.everyone
    static let viewer = Access.role(.viewer)
    static let operating = Access.role(.operating)
    static let admin = Access.role(.admin)
}
