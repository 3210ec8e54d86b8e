// SPDX-License-Identifier: Apache-2.0

/// What a session wants done. Bytes for the terminal are not among it: they wait in
/// ``ConsoleSession/takeOutput(atMost:)``.
public enum ConsoleAction: Equatable, Sendable {
    /// Check a name and a password; answered by `loggedIn` or `loginRefused`.
    case logIn(name: String, password: String, number: Int)
    /// Carry out a line; answered by any number of `lasts`, `output`, `asks`, and one `ended`.
    case perform(Performance)
    /// What was answered to the question that the line with this number asked: `yes` or `no`, or the secret.
    case reply(String, number: Int)
    /// The line with this number is not wanted any more. Its `ended` is still waited for: let it come soon.
    case cancel(number: Int)
    /// Carry out the first set-up with these answers by name; answered by `loggedIn` or `loginRefused`.
    case setUp([String: String], number: Int)
    /// The user has left: nothing may be carried out for him any more.
    case loggedOut(ConsoleUser)
    /// What has been taken but not yet sent is stale: throw it away (`tcflush(TCOFLUSH)`).
    case discardOutput
    /// The session is over: send what is left, and close.
    case hangUp
}

/// A line to be carried out.
public struct Performance: Equatable, Sendable {
    /// Counts the requests of a session; its answers carry it.
    public var number: Int
    /// What was typed, without the pipe behind it. May hold any character at all.
    public var line: String
    public var user: ConsoleUser
    /// `| json`: the report as JSON, not as text.
    public var isJSON: Bool
    /// The terminal's width.
    public var columns: Int
    /// Only ASCII can be shown.
    public var isASCII: Bool
}

/// What the host says to a request, by its number. An answer to what nobody waits for any more is ignored.
public enum ConsoleAnswer: Equatable, Sendable {
    /// The line lasts until Ctrl-C: it is not paged.
    case lasts
    /// Text of the report: lines with line feeds. What is not a whole line is shown with its rest.
    case output(String)
    /// The line asks before it goes on.
    case asks(String, Question)
    /// The line is done; with the reason, as a sentence, if it was refused or failed.
    case ended(refusal: String?)
    /// Who has logged in, or has set the appliance up; with a line or more to greet him.
    case loggedIn(ConsoleUser, greeting: [String])
    /// Not logged in, or not set up, and why; and how long the session shall wait before it asks again.
    case loginRefused(String, wait: Duration)

    public enum Question: Equatable, Sendable {
        /// Answered by `yes` or `no`; Ctrl-C says no.
        case yesNo
        /// Answered by what is typed, which is not shown; Ctrl-C cancels the line.
        case secret
        /// The same, asked twice until both are alike.
        case newSecret
    }
}
