// SPDX-License-Identifier: Apache-2.0

/// The questions of a first start, one after another, with a summary at the end. Knows no terminal and no host: the
/// session shows its prompt and hands in the lines.
struct SetupDialog: Equatable, Sendable {
    enum Step: Equatable, Sendable {
        /// These lines, then the prompt again.
        case goesOn([String])
        /// The host is asked whether this answer to the current question will do.
        case checks(String)
        case isDone([String: String])
    }

    let setup: Setup
    private(set) var answers: [String: String] = [:]
    /// Of the question that is asked; behind the last, the summary is.
    private(set) var place = 0
    /// A secret that has been typed once.
    private var first: String?

    init(_ setup: Setup) { self.setup = setup }

    var question: SetupQuestion? { place < setup.questions.count ? setup.questions[place] : nil }
    var isSecret: Bool { question?.kind == .secret }

    var prompt: String {
        guard let question else { return "Is that right? [yes] " }
        if first != nil { return "Once more: " }
        guard let standard = standard(of: question) else { return question.title + ": " }
        return "\(question.title) [\(standard)]: "
    }

    /// What was answered before, or what is usual.
    private func standard(of question: SetupQuestion) -> String? {
        question.kind == .secret ? nil : answers[question.name] ?? question.standard
    }

    static func welcome(_ count: Int) -> [String] {
        [
            "", "Welcome. \(count == 1 ? "One question" : "\(count) questions") and this appliance is set up.",
            "Enter takes what is in brackets, the up key goes back, Ctrl-C leaves all as it is.",
        ]
    }

    /// What stands above the prompt when a question is asked first.
    var heading: [String] {
        guard let question else { return summary }
        let choices = if case .choice(let words) = question.kind { " (\(words.joined(separator: ", ")))" } else { "" }
        return ["", "\(place + 1)/\(setup.questions.count)  \(question.about)\(choices)"]
    }

    private var summary: [String] {
        let width = setup.questions.map(\.title.count).max() ?? 0
        return [""]
            + setup.questions.map { question in
                let padding = String(repeating: " ", count: width - question.title.count)
                let answer = question.kind == .secret ? "(not shown)" : answers[question.name] ?? ""
                return "  \(question.title)\(padding)  \(answer)"
            } + [""]
    }

    // MARK: - Answers

    mutating func answer(_ line: String) -> Step {
        let text = isSecret ? line : PipedLine.trimmed(Array(line)[...])
        guard let question else { return confirm(text) }
        switch question.kind {
        case .secret: return answerSecret(text)
        case .choice(let words):
            let word = text.isEmpty ? standard(of: question) ?? "" : text
            let found = words.filter { $0.hasPrefix(word) }
            guard let only = words.first(where: { $0 == word }) ?? (found.count == 1 ? found[0] : nil) else {
                return .goesOn(["Please answer one of \(words.joined(separator: ", "))."])
            }
            return .checks(only)
        case .text:
            let answer = text.isEmpty ? standard(of: question) ?? "" : text
            return answer.isEmpty ? .goesOn(["Here an answer is needed."]) : .checks(answer)
        }
    }

    private mutating func answerSecret(_ text: String) -> Step {
        guard let typed = first else {
            if text.isEmpty { return .goesOn(["Here an answer is needed."]) }
            return .checks(text)
        }
        first = nil
        return typed == text ? accept(text) : .goesOn(["These were not alike. Once again, please."])
    }

    /// The host has nothing against the answer.
    mutating func take(_ text: String) -> Step {
        guard isSecret else { return accept(text) }
        first = text
        return .goesOn([])
    }

    private mutating func accept(_ text: String) -> Step {
        guard let question else { return .goesOn([]) }
        answers[question.name] = text
        place += 1
        return .goesOn(heading)
    }

    private mutating func confirm(_ text: String) -> Step {
        switch text.isEmpty ? .yes : YesNo(text) {
        case .yes?: return .isDone(answers)
        case .no?:
            restart()
            return .goesOn(heading)
        case nil: return .goesOn(["Please answer yes or no."])
        }
    }

    /// From the first question on; what was answered is in brackets now.
    mutating func restart() { (place, first) = (0, nil) }

    /// The question before; `nil` at the first.
    mutating func goBack() -> [String]? {
        guard place > 0 else { return nil }
        (place, first) = (place - 1, nil)
        return heading
    }
}
