// SPDX-License-Identifier: Apache-2.0

/// Stops a long text at each full screen.
struct Pager: Equatable, Sendable {
    enum Answer: Equatable, Sendable {
        case goesOn, quits, interrupts
        /// As much as `/` found nothing of.
        case finds(String)
        case nothing
    }

    /// Rows of a page, without that of `--More--`; `nil`: no paging.
    var page: Int?
    /// Rows that may still be shown before it stops.
    private var left = 0
    private(set) var isWaiting = false
    /// Digits before a key.
    private var number = 0
    /// What is searched, while it is typed.
    private var sought: String?
    private var lastSought = ""
    private var note = ""

    mutating func begin(page: Int?) { self = Self(page: page, left: page ?? 0) }

    private init(page: Int?, left: Int) { (self.page, self.left) = (page, left) }
    init() {}

    /// Whether a row more may be shown; if not, it waits for a key.
    mutating func mayShowRow() -> Bool {
        guard page != nil else { return true }
        if left > 0 {
            left -= 1
            return true
        }
        isWaiting = true
        return false
    }

    /// A page more than it would have shown before it stops.
    mutating func grant() { left += page ?? 0 }

    var line: String {
        if let sought { return "/" + sought }
        return (note.isEmpty ? "" : note + " ") + "--More--" + (number > 0 ? " \(number)" : "")
    }

    mutating func press(_ key: Key) -> Answer {
        note = ""
        if let text = sought { return typing(key, text) }
        switch key {
        case .text(" "), .pageDown, .control("f"), .control("v"): return goOn(number > 0 ? number : page ?? 0)
        case .enter, .down, .text("j"), .control("n"): return goOn(max(number, 1))
        case .text("d"), .control("d"): return goOn(number > 0 ? number : max((page ?? 2) / 2, 1))
        case .text("G"), .end: return goToEnd()
        case .text("q"), .text("Q"): return stop(.quits)
        case .control("c"), .control("z"): return stop(.interrupts)
        case .text("/"): sought = ""
        case .text("n") where !lastSought.isEmpty: return .finds(lastSought)
        case .text(let digit) where ("0"..."9").contains(digit):
            number = min(number * 10 + Int(digit.value - 0x30), 99_999)
        case .backspace: number /= 10
        default:
            number = 0
            note = "(space: page, enter: line, q: quit, /: search)"
        }
        return .nothing
    }

    private mutating func goOn(_ rows: Int) -> Answer {
        (left, number, isWaiting) = (rows, 0, false)
        return .goesOn
    }

    private mutating func goToEnd() -> Answer {
        page = nil
        return goOn(0)
    }

    private mutating func stop(_ answer: Answer) -> Answer {
        isWaiting = false
        return answer
    }

    private mutating func typing(_ key: Key, _ text: String) -> Answer {
        switch key {
        case .text(let scalar): if text.unicodeScalars.count < 64 { sought?.unicodeScalars.append(scalar) }
        case .backspace: sought = text.isEmpty ? nil : String(text.dropLast())
        case .control("c"), .control("g"), .control("u"): sought = nil
        case .enter:
            sought = nil
            if !text.isEmpty { lastSought = text }
            return lastSought.isEmpty ? .nothing : .finds(lastSought)
        default: break
        }
        return .nothing
    }

    /// What was searched: found, a page from there on is shown; not found, it goes on waiting.
    mutating func found(_ isThere: Bool) {
        if isThere { _ = goOn(page ?? 0) } else { note = "(not found)" }
    }
}
