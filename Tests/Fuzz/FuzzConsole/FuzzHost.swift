// SPDX-License-Identifier: Apache-2.0

import Console

/// A house in which every text is hostile.
struct FuzzHost: ConsoleHost {
    static let user = ConsoleUser(name: "eve\u{1B}[66z", level: .administering)
    /// A sequence that the console itself never sends, an inquiry, a C1 introducer, an override, a shift.
    static let poison = "\u{1B}[66z\u{5}\u{9B}5n\u{202E}\u{E}"

    var text: String
    var offersSetup: Bool

    func banner() -> [String] { [text + Self.poison, text] }
    func state() -> ConsoleState { ConsoleState(hostName: text + Self.poison, isOnTrial: true, hasAlarm: true) }
    func isSecret(_ line: String) -> Bool { line.contains("secret") }

    func suggestions(for line: String, as user: ConsoleUser) -> [Suggestion] {
        [
            Suggestion("status", about: Self.poison), Suggestion("station", about: text),
            Suggestion(text + Self.poison, about: text, kind: .value), Suggestion(text, about: "", kind: .placeholder),
            .end(about: text),
        ]
    }

    func setup() -> Setup? {
        guard offersSetup else { return nil }
        return .standard(administrator: text, interface: text + Self.poison, network: text, receivers: [text])
    }

    func refusal(of answer: String, to question: SetupQuestion, after answers: [String: String]) -> String? {
        answer.count % 5 == 4 ? answer + Self.poison : nil
    }
}
