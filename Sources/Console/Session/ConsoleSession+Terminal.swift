// SPDX-License-Identifier: Apache-2.0

/// Asking a terminal that cannot be known otherwise: behind a serial line.
extension ConsoleSession {
    /// A two-octet letter, and where the cursor is then: in column 2 on a terminal that knows UTF-8. Then the farthest
    /// corner, and where the cursor is then: the size. (DSR, ECMA-48 8.3.35; what the corner is asked for, xterm's
    /// `resize` asks as well.)
    private static let question = "\r\u{E9}\u{1B}[6n\r\u{1B}[K\u{1B}7\u{1B}[999;999H\u{1B}[6n\u{1B}8"
    /// What a terminal that understood nothing of it shows, at most.
    private static let litter = 24

    mutating func probe(isAtPrompt: Bool) {
        stage = .probing(Probe(since: now, isAtPrompt: isAtPrompt))
        outlet.put(bytes: Array(Self.question.utf8))
    }

    mutating func pressProbing(_ key: Key) {
        guard case .probing(var probe) = stage else { return }
        switch key {
        case .cursorReport(_, let column) where probe.isASCII == nil:
            probe.isASCII = column != 2
            stage = .probing(probe)
        case .cursorReport(let rows, let columns):
            terminal = Terminal(kind: .vt100, columns: columns, rows: rows, isASCII: probe.isASCII ?? true)
            leaveProbe(probe)
        case .control("c"): giveUpProbing(probe)
        default: if typedAhead.count < Self.mostTypedAhead { typedAhead.append(key) }
        }
    }

    mutating func giveUpProbing(_ probe: Probe) {
        outlet.put(bytes: [13] + [UInt8](repeating: 32, count: Self.litter) + [13])
        terminal = Terminal(kind: .dumb, isASCII: true)
        leaveProbe(probe)
    }

    private mutating func leaveProbe(_ probe: Probe) {
        let keys = typedAhead
        if probe.isAtPrompt {
            put([terminalText])
            beginPrompt()
        } else {
            beginLogin()
        }
        typedAhead = keys
    }

    var terminalText: String {
        let kind = terminal.kind == .vt100 ? "vt100" : "dumb"
        let length = pageLength.map { $0 == 0 ? "no paging" : "pages of \($0) rows" } ?? "a page is a screen"
        return "\(kind), \(terminal.columns) columns, \(terminal.rows) rows, "
            + "\(terminal.isASCII ? "ASCII" : "UTF-8"), \(length)"
    }
}
