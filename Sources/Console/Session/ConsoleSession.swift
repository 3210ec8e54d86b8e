// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// A console: bytes from the terminal go in, actions for the host come out, and bytes for the terminal wait until
/// they are taken. It reads no clock: ``tick(_:)`` tells it the time, once a second or so.
///
/// A driver's loop: hand in what the terminal sent (``receive(_:)``), what the host answered
/// (``receive(_:to:)``), the time and the size; carry out the actions; whenever the line can take more,
/// send ``takeOutput(atMost:)``.
public struct ConsoleSession: Sendable {
    let host: any ConsoleHost
    let settings: ConsoleSettings

    public init(host: any ConsoleHost, settings: ConsoleSettings) {
        (self.host, self.settings) = (host, settings)
    }

    /// Begins: banner and login, or the prompt, wait to be taken.
    public mutating func start(at now: MonotonicInstant) -> [ConsoleAction] { [] }

    /// Bytes that the terminal sent, in pieces of any size.
    public mutating func receive(_ bytes: some Sequence<UInt8>) -> [ConsoleAction] { [] }

    /// What the host answers to the request with this number.
    public mutating func receive(_ answer: ConsoleAnswer, to number: Int) -> [ConsoleAction] { [] }

    /// The terminal has another size; 0 where it is not known.
    public mutating func resized(columns: Int, rows: Int) -> [ConsoleAction] { [] }

    /// Time passes: for the idle limit, for waiting after a refused login. Once a second is enough.
    public mutating func tick(_ now: MonotonicInstant) -> [ConsoleAction] { [] }

    /// Bytes for the terminal wait.
    public var hasOutput: Bool { false }

    /// The next bytes for the terminal, and no more than the line takes soon: some 50 ms' worth
    /// (`baud / 200` bytes), so that Ctrl-C ends what it should end. Empty: nothing waits.
    public mutating func takeOutput(atMost count: Int) -> [UInt8] { [] }

    /// Not much waits: the host may answer with more output. While it is false, a lasting line's host should hold
    /// back; what it sends all the same is kept up to a limit, and then left out with a note.
    public var wantsOutput: Bool { true }
}
