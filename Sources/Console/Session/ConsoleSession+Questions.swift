// SPDX-License-Identifier: Apache-2.0

/// Questions that a line asks before it goes on.
extension ConsoleSession {
    mutating func ask(_ text: String, _ question: ConsoleAnswer.Question, _ old: Running) {
        var running = old
        running.assembler.finish { if let line = running.pipeline.pass($0) { outlet.put(line: line) } }
        var lines = text.split(whereSeparator: \.isNewline).map(String.init)
        let last = lines.popLast() ?? ""
        put(lines)
        running.asked = Running.Asked(prompt: Self.prompt(last, question), question: question)
        forgetTypedAhead()
        waitForReply(running)
    }

    private static func prompt(_ text: String, _ question: ConsoleAnswer.Question) -> String {
        guard question == .yesNo else { return text.hasSuffix(": ") ? text : text + (text.hasSuffix(":") ? " " : ": ") }
        return text + " (yes/no) "
    }

    private mutating func waitForReply(_ running: Running) {
        ask(.performing(running), running.asked?.question == .yesNo ? [] : .secret, limit: Self.longestPassword)
    }

    /// Enter at a question.
    mutating func reply(_ old: Running) {
        guard var asked = old.asked else { return }
        var running = old
        leaveLine()
        let text = entry.string
        entry.clear()
        switch (asked.question, asked.first) {
        case (.yesNo, _):
            if let answer = YesNo(text) { return send(answer.rawValue, running) }
            put(["Please answer yes or no."])
        case (.newSecret, nil) where !text.isEmpty:
            asked.first = text
            asked.prompt = "Once more: "
            running.asked = asked
        case (.newSecret, let first?) where first != text:
            put(["These were not alike."])
            return refuse(running)
        default: return send(text, running)
        }
        waitForReply(running)
    }

    private mutating func send(_ text: String, _ old: Running) {
        var running = old
        running.asked = nil
        stage = .performing(running)
        actions.append(.reply(text, number: number))
    }

    /// Ctrl-C at a question.
    mutating func refuse(_ old: Running) {
        if old.asked?.question == .yesNo { return send(YesNo.no.rawValue, old) }
        var running = old
        running.asked = nil
        running.isCancelled = true
        stage = .performing(running)
        actions.append(.cancel(number: number))
    }
}

enum YesNo: String {
    case yes, no

    init?(_ text: String) {
        switch text.lowercased().filter({ !$0.isWhitespace }) {
        case "y", "yes": self = .yes
        case "n", "no": self = .no
        default: return nil
        }
    }
}
