// SPDX-License-Identifier: Apache-2.0

/// Everything on its way to the terminal. Text becomes bytes only as fast as bytes are taken, so that what waits can
/// still be dropped, and a slow line is never flooded.
struct Outlet: Equatable, Sendable {
    private var queue = SendQueue()
    private var backlog = Backlog()
    /// Rows of a line of which some are out already.
    private var rows: [[UInt8]] = []
    private var pager = Pager()
    private var shownMore: LineView?

    var isEmpty: Bool { queue.isEmpty && isDrained && moreIsShown }
    /// Nothing but bytes waits, if anything.
    var isDrained: Bool { pager.isWaiting || (rows.isEmpty && backlog.isEmpty) }
    var isAtMore: Bool { pager.isWaiting }
    /// Of text and bytes that wait.
    var size: Int { queue.count + backlog.size }
    /// A text that is paged is on its way, and has not stopped.
    var isFlowing: Bool { pager.page != nil && !isDrained }
    private var moreIsShown: Bool { !pager.isWaiting || shownMore != nil }

    // MARK: - Coming in

    /// Text of the house: shown clean.
    mutating func put(line: String) { backlog.append(.line(line)) }

    /// Bytes of our own, in their turn.
    mutating func put(bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        if backlog.isEmpty, rows.isEmpty { queue.append(bytes) } else { backlog.append(.bytes(bytes)) }
    }

    mutating func noteLeftOut() { backlog.note() }

    /// A new text begins at a full page; `nil`: it is not paged.
    mutating func begin(page: Int?) { pager.begin(page: page) }

    mutating func drop(_ terminal: Terminal) {
        queue.drop()
        hideMore(terminal)
        dropText()
    }

    private mutating func dropText() {
        backlog.drop()
        rows.removeAll()
        pager.begin(page: nil)
    }

    /// A page more, before it was asked for.
    mutating func grantPage() { pager.grant() }

    /// No more of the text; what was made of it already goes out.
    mutating func quit() { dropText() }

    // MARK: - Going out

    mutating func take(atMost count: Int, _ terminal: Terminal) -> [UInt8] {
        while queue.count < count, release(terminal) {}
        return queue.take(atMost: count)
    }

    /// One more row or piece; `false`: there is none, or the pager waits.
    private mutating func release(_ terminal: Terminal) -> Bool {
        if pager.isWaiting { return showMore(terminal) }
        if rows.isEmpty {
            guard let item = backlog.first else { return false }
            if case .bytes(let bytes) = item {
                backlog.removeFirst()
                queue.append(bytes)
                return true
            }
        }
        guard pager.mayShowRow() else { return showMore(terminal) }
        if rows.isEmpty, case .line(let text)? = backlog.first {
            backlog.removeFirst()
            rows = TextRows.rows(of: text, in: terminal).reversed()
        }
        if let row = rows.popLast() { queue.append(row + [13, 10]) }
        return true
    }

    private mutating func showMore(_ terminal: Terminal) -> Bool {
        let prompt = Shown.glyphs(of: pager.line, isASCII: terminal.isASCII)
        var view = shownMore ?? LineView()
        let bytes = view.update(to: LineLayout(prompt: prompt, buffer: LineBuffer(), terminal: terminal), terminal.kind)
        guard shownMore == nil || !bytes.isEmpty else { return false }
        shownMore = view
        queue.append(bytes)
        return true
    }

    private mutating func hideMore(_ terminal: Terminal) {
        guard var view = shownMore else { return }
        queue.append(view.erase(terminal.kind))
        shownMore = nil
    }

    // MARK: - Keys at `--More--`

    /// - Returns: what the key means for whoever makes the text: `quits` and `interrupts` have dropped it here already.
    mutating func press(_ key: Key, _ terminal: Terminal) -> Pager.Answer {
        let answer = pager.press(key)
        switch answer {
        case .goesOn: hideMore(terminal)
        case .quits, .interrupts:
            hideMore(terminal)
            dropText()
        case .finds(let text): find(text, terminal)
        case .nothing: _ = showMore(terminal)
        }
        return answer
    }

    private mutating func find(_ text: String, _ terminal: Terminal) {
        let match = TextMatch(text)
        let place = backlog.rest.firstIndex { if case .line(let line) = $0 { match.matches(line) } else { false } }
        pager.found(place != nil)
        guard let place else {
            _ = showMore(terminal)
            return
        }
        hideMore(terminal)
        rows.removeAll()
        backlog.removeFirst(place - backlog.rest.startIndex)
    }
}
