// SPDX-License-Identifier: Apache-2.0

/// What the journal should know of an attempt to log in.
///
/// There is one for each password that was tried, and one for each wait that began; attempts during a wait make none,
/// so that nobody fills the journal.
public struct LoginEvent: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
        case loggedIn(Role)
        /// Wrong name, password or set-up token.
        case failed
        /// Too many failures: nothing is heard for as long.
        case locked(Duration)
    }

    public let kind: Kind
    /// `nil` for a name that no user has: people type passwords into the wrong field.
    public let user: String?
    public let source: Source

    /// A sentence for people.
    public var text: String {
        let who = user.map { "'\($0)'" } ?? "an unknown user"
        return switch kind {
        case .loggedIn(let role): "\(who) logged in as \(role.rawValue) from \(source)"
        case .failed: "a login of \(who) from \(source) failed"
        case .locked(let wait): "logins of \(who) or from \(source) are locked for \(wait.secondsToWait) s"
        }
    }
}

/// What came of an attempt.
public enum LoginOutcome: Hashable, Sendable {
    case admitted(Admission)
    /// Name or password is wrong; which of them is not said.
    case refused
    /// Not even tried: come again after the time.
    case locked(Duration)
    /// Too many at once, or memory is short: come again in a second.
    case busy

    /// Seconds after which to come again, as for HTTP's `Retry-After`; `nil` where that does not matter.
    public var retryAfter: Int64? {
        switch self {
        case .locked(let wait): wait.secondsToWait
        case .busy: 1
        case .admitted, .refused: nil
        }
    }
}

public struct LoginAnswer: Hashable, Sendable {
    public let outcome: LoginOutcome
    /// None to two, in order.
    public var events: [LoginEvent] = []
}
