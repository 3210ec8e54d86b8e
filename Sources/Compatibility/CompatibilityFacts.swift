// SPDX-License-Identifier: Apache-2.0

public import Appliance

/// What one of the services for other servers' tools did since the start.
public struct CompatibilityFacts: Hashable, Sendable {
    /// Where it listens now.
    public var listening: [ListenPlace] = []
    /// Where it should listen and cannot, each with the reason.
    public var notListening: [String] = []
    public var received: UInt64 = 0
    public var answered: UInt64 = 0
    /// What got no answer, by reason.
    public var refused: [NamedCount] = []

    public init() {}
}
