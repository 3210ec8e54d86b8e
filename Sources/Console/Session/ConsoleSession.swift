// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// A console: bytes from the terminal go in, actions for the host come out, and bytes for the terminal wait until
/// they are taken. It reads no clock: ``tick(_:)`` tells it the time, once a second or so.
///
/// A driver's loop: hand in what the terminal sent (``receive(_:)``), what the host answered
/// (``receive(_:to:)``), the time and the size; carry out the actions; whenever the line can take more,
/// send ``takeOutput(atMost:)``.
public struct ConsoleSession: Sendable {
    /// More keys that come while a line is carried out are not kept.
    static let mostTypedAhead = 4096
    /// The host may answer with more while less than this waits, in octets.
    static let wantedBelow = 32_768

    let host: any ConsoleHost
    let settings: ConsoleSettings
    var terminal: Terminal
    /// Rows of a page by `terminal length`: `nil` as many as the screen has, 0 no paging.
    var pageLength: Int?

    var stage = Stage.silent
    var user: ConsoleUser?
    var actions: [ConsoleAction] = []
    /// Of the last request.
    var number = 0

    var keys = KeyDecoder()
    var typedAhead: [Key] = []
    /// Lines of a paste that are carried out one after another.
    var pastedLines: [String] = []
    /// The prompt's line, with history and kill ring.
    var command = PromptLine()
    /// Any other line: name, password, answers.
    var entry = PromptLine([])
    var view = LineView()
    /// What is edited may look different from what is shown.
    var isStale = false
    var outlet = Outlet()
    var isBracketing = false

    var now = MonotonicInstant(sinceEpoch: .zero)
    var lastKey = MonotonicInstant(sinceEpoch: .zero)
    var hasUnfinishedKey = false
    var bannerShown = MonotonicInstant(sinceEpoch: .zero)
    /// Refused logins in a row.
    var refusals = 0
    var isSetupSkipped = false

    public init(host: any ConsoleHost, settings: ConsoleSettings) {
        (self.host, self.settings, terminal) = (host, settings, settings.terminal)
    }

    /// Begins: banner and login, or the prompt, wait to be taken.
    public mutating func start(at now: MonotonicInstant) -> [ConsoleAction] {
        (self.now, lastKey) = (now, now)
        begin()
        return takeActions()
    }

    /// Bytes that the terminal sent, in pieces of any size.
    public mutating func receive(_ bytes: some Sequence<UInt8>) -> [ConsoleAction] {
        lastKey = now
        hasUnfinishedKey = false
        for byte in bytes {
            var heard: [Key] = []
            keys.decode(byte) { heard.append($0) }
            for key in heard { press(key) }
            goOn()
        }
        return takeActions()
    }

    /// What the host answers to the request with this number.
    public mutating func receive(_ answer: ConsoleAnswer, to number: Int) -> [ConsoleAction] {
        if number == self.number { take(answer) }
        goOn()
        return takeActions()
    }

    /// The terminal has another size; 0 where it is not known.
    public mutating func resized(columns: Int, rows: Int) -> [ConsoleAction] {
        if isEditing, outlet.isDrained, !outlet.isAtMore {
            outlet.put(bytes: view.erase(terminal.kind))
            isStale = true
        }
        terminal.resize(columns: columns, rows: rows)
        return takeActions()
    }

    /// Time passes: for the idle limit, for waiting after a refused login. Once a second is enough.
    public mutating func tick(_ now: MonotonicInstant) -> [ConsoleAction] {
        self.now = max(self.now, now)
        if keys.isWithin, hasUnfinishedKey { keys.giveUp() }
        hasUnfinishedKey = keys.isWithin
        pass()
        goOn()
        return takeActions()
    }

    /// Bytes for the terminal wait.
    public var hasOutput: Bool { !outlet.isEmpty || (isStale && isEditing && outlet.isDrained && !outlet.isAtMore) }

    /// The next bytes for the terminal, and no more than the line takes soon: some 50 ms' worth
    /// (`baud / 200` bytes), so that Ctrl-C ends what it should end. Empty: nothing waits.
    public mutating func takeOutput(atMost count: Int) -> [UInt8] {
        var bytes = outlet.take(atMost: count, terminal)
        if bytes.count < count, outlet.isDrained, !outlet.isAtMore, isStale, isEditing {
            show()
            bytes += outlet.take(atMost: count - bytes.count, terminal)
        }
        return bytes
    }

    /// Not much waits: the host may answer with more output. While it is false, a lasting line's host should hold
    /// back; what it sends all the same is kept up to a limit, and then left out with a note.
    public var wantsOutput: Bool { outlet.size < Self.wantedBelow }

    private mutating func takeActions() -> [ConsoleAction] {
        defer { actions.removeAll() }
        return actions
    }

    mutating func nextNumber() -> Int {
        number += 1
        return number
    }
}
