// SPDX-License-Identifier: Apache-2.0

/// A device that was opened and asked in every way there is, and not understood once: perhaps it is no receiver.
public struct VainSearch: Hashable, Sendable {
    /// What was opened.
    public var path: String
    /// How often everything was tried since: 1 or more.
    public var rounds: Int

    public init(path: String, rounds: Int) { (self.path, self.rounds) = (path, rounds) }
}
