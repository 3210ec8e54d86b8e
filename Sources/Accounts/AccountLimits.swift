// SPDX-License-Identifier: Apache-2.0

/// Every bound that the accounts keep. Whatever strangers do, nothing grows beyond these.
public struct AccountLimits: Hashable, Sendable {
    public var users = 64
    /// API tokens of all users together.
    public var tokens = 256
    /// The least recently used one ends when one more begins.
    public var sessionsPerUser = 16
    public var sessions = 256
    /// A session unused for as long ends.
    public var idle: Duration = .seconds(30 * 60)
    /// A session as old ends, used or not.
    public var absolute: Duration = .seconds(12 * 3600)
    /// What a new password's record costs. Records that cost less are renewed when their user logs in.
    public var cost = ScryptCost.usual
    /// Derivations at once; each takes ``ScryptCost/memory`` and one processor.
    public var derivations = 2
    /// Derivations that may wait for their turn; one more is told to come again.
    public var waiting = 16
    public var backOff = BackOff()
    /// Addresses, and names that no user has, of which failures are remembered.
    public var strangers = 1024

    public init() {}
}
