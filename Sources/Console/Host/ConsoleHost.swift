// SPDX-License-Identifier: Apache-2.0

/// The house as a console sees it. Whatever takes time goes out as a ``ConsoleAction`` and comes back as a
/// ``ConsoleAnswer``; what stands here is answered at once, from what is published already.
///
/// No text of the host needs cleaning: the session shows every control character in it as a visible escape.
public protocol ConsoleHost: Sendable {
    /// What stands above the login, a line each: product, state, addresses.
    func banner() -> [String]

    /// What the prompt shows; asked before each prompt.
    func state() -> ConsoleState

    /// What may stand at the end of `line`: the line up to the cursor, in which the last word, which may be empty,
    /// has been begun. Only what begins like that word is of use; the rest is left out by the session as well.
    func suggestions(for line: String, as user: ConsoleUser) -> [Suggestion]

    /// The first set-up's questions; `nil` once the appliance has been set up.
    func setup() -> Setup?

    /// Why the answer to a set-up's question will not do, as a sentence; `nil` where it will.
    /// - Parameter answers: those given so far, by the question's name
    func refusal(of answer: String, to question: SetupQuestion, after answers: [String: String]) -> String?

    /// The line holds what nobody shall read later: it is not kept in the history.
    func isSecret(_ line: String) -> Bool
}

extension ConsoleHost {
    public func isSecret(_ line: String) -> Bool { false }
}

/// What a prompt shows of the appliance.
public struct ConsoleState: Equatable, Sendable {
    public var hostName: String
    /// A change of settings is on trial and will be rolled back unless it is confirmed.
    public var isOnTrial: Bool
    /// At least one alarm is raised.
    public var hasAlarm: Bool

    public init(hostName: String, isOnTrial: Bool = false, hasAlarm: Bool = false) {
        (self.hostName, self.isOnTrial, self.hasAlarm) = (hostName, isOnTrial, hasAlarm)
    }
}

/// Who has logged in.
public struct ConsoleUser: Equatable, Sendable {
    public var name: String
    public var level: ConsoleLevel

    public init(name: String, level: ConsoleLevel) {
        (self.name, self.level) = (name, level)
    }
}

/// What a user may do. The session only shows it; the host decides on every line.
public enum ConsoleLevel: Int, Comparable, Sendable, CaseIterable {
    case viewer, operating, administering

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
