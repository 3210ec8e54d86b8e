// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What a session is about.
enum Stage: Sendable {
    /// Nothing until Enter.
    case silent
    /// The terminal was asked for its size and character set.
    case probing(Probe)
    case name
    case password(name: String)
    /// The host checks a login, or carries out the set-up.
    case checking(SetupDialog?)
    /// A login was refused; nothing is taken until then.
    case waiting(until: MonotonicInstant)
    case setup(SetupDialog)
    case prompt
    /// The host carries out a line.
    case performing(Running)
    case over
}

/// A line that is being carried out.
struct Running: Sendable {
    var pipeline: Pipeline
    var assembler = LineAssembler()
    var lasts = false
    /// Its `ended` is waited for; nothing else of it is shown.
    var isCancelled = false
    var asked: Asked?
    /// What the console itself adds at the end.
    var footer: [String] = []

    /// A question that waits for its answer.
    struct Asked: Sendable {
        var prompt: String
        var question: ConsoleAnswer.Question
        /// A new secret, when it has been typed once.
        var first: String?
    }
}

/// What has been heard of a terminal that was asked.
struct Probe: Sendable {
    var since: MonotonicInstant
    /// It was asked by a command, at the prompt.
    var isAtPrompt: Bool
    var isASCII: Bool?
}
