// SPDX-License-Identifier: Apache-2.0

/// How a session begins, looks and ends.
public struct ConsoleSettings: Equatable, Sendable {
    /// Who speaks already: the peer of a local socket, an SSH login. `nil`: the session asks for name and password.
    public var user: ConsoleUser?
    /// As far as it is known.
    public var terminal: Terminal
    /// Ask the terminal for its size when somebody first types: for a serial line, which does not say it.
    public var asksTerminal: Bool
    /// Show the banner, and wait for Enter: for a serial line, at which nobody may sit.
    public var waitsForEnter: Bool
    /// Close the session at its end; else, as on a serial line, it begins anew. Always so where ``user`` is given.
    public var hangsUp: Bool
    /// How long nothing may be typed before the user is logged out; `nil`: for ever.
    public var idleLimit: Duration?

    public init(
        user: ConsoleUser? = nil, terminal: Terminal = Terminal(), asksTerminal: Bool = false,
        waitsForEnter: Bool = false, hangsUp: Bool = true, idleLimit: Duration? = .seconds(900)
    ) {
        (self.user, self.terminal, self.asksTerminal) = (user, terminal, asksTerminal)
        (self.waitsForEnter, self.hangsUp, self.idleLimit) = (waitsForEnter, hangsUp, idleLimit)
    }

    /// For a serial line: nobody is logged in, the terminal is unknown, and it never ends.
    public static func serial(idleLimit: Duration? = .seconds(900)) -> Self {
        Self(
            terminal: Terminal(kind: .dumb), asksTerminal: true, waitsForEnter: true, hangsUp: false,
            idleLimit: idleLimit)
    }
}
