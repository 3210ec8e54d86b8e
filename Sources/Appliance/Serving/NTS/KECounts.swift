// SPDX-License-Identifier: Apache-2.0

/// What became of connections to the servers of NTS key establishment.
public struct KECounts: Codable, Hashable, Sendable {
    public var accepted = 0
    /// They got keys and cookies.
    public var answered = 0
    /// Their records were not what the RFC asks for, or had nothing in common with us.
    public var refused = 0
    /// No TLS came about.
    public var handshake = 0
    /// They took too long, sent too much, or went away.
    public var abandoned = 0
    /// Closed at once: the access policy says no, or too many were open.
    public var turnedAway = 0

    public init() {}

    init(accepted: Int, answered: Int, refused: Int, handshake: Int, abandoned: Int, turnedAway: Int) {
        (self.accepted, self.answered, self.refused) = (accepted, answered, refused)
        (self.handshake, self.abandoned, self.turnedAway) = (handshake, abandoned, turnedAway)
    }

    static func + (a: Self, b: Self) -> Self {
        KECounts(
            accepted: a.accepted + b.accepted, answered: a.answered + b.answered, refused: a.refused + b.refused,
            handshake: a.handshake + b.handshake, abandoned: a.abandoned + b.abandoned,
            turnedAway: a.turnedAway + b.turnedAway)
    }
}
