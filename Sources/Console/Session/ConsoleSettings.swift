// SPDX-License-Identifier: Apache-2.0

/// How a session begins, looks and ends.
public struct ConsoleSettings: Equatable, Sendable {
    /// Who speaks already: the peer of a local socket, an SSH login. `nil`: the session asks for name and password.
    public var user: ConsoleUser?
    /// As far as it is known.
    public var terminal: Terminal
    /// Ask the terminal for its size when somebody first types: for a serial line, which does not say it.
    public var asksTerminal: Bool
    /// Wait for a key before anything is shown: for a serial line, at which nobody may sit.
    public var waitsForKey: Bool
    /// Close the session at its end; else, as on a serial line, it begins anew.
    public var hangsUp: Bool
    /// How long nothing may be typed before the user is logged out; `nil`: for ever.
    public var idleLimit: Duration?

    public init(
        user: ConsoleUser? = nil, terminal: Terminal = Terminal(), asksTerminal: Bool = false,
        waitsForKey: Bool = false, hangsUp: Bool = true, idleLimit: Duration? = .seconds(900)
    ) {
        (self.user, self.terminal, self.asksTerminal) = (user, terminal, asksTerminal)
        (self.waitsForKey, self.hangsUp, self.idleLimit) = (waitsForKey, hangsUp, idleLimit)
    }

    /// For a serial line: nobody is logged in, the terminal is unknown, and it never ends.
    public static func serial(idleLimit: Duration? = .seconds(900)) -> Self {
        Self(
            terminal: Terminal(kind: .dumb), asksTerminal: true, waitsForKey: true, hangsUp: false,
            idleLimit: idleLimit)
    }
}
