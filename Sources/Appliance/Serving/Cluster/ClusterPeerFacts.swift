// SPDX-License-Identifier: Apache-2.0

public import Board
public import NTP
import TimeBase

/// What is known of another server of the cluster.
public struct ClusterPeerFacts: Hashable, Sendable {
    public var address: IPEndpoint
    /// 1...15; `nil`: it was never heard to be synchronised.
    public var stratum: UInt8?
    /// Of the last eight questions, the latest in the lowest bit: whether they were answered with the time.
    public var reach: UInt8 = 0
    /// Our own clock − its time; `nil` while it is not known.
    public var offset: Duration?
    /// How far that may be off by what it says of itself.
    public var bound: Duration?
    /// Why it cannot be followed; `nil`: it can.
    public var unfitness: Unfitness?

    /// Whether it speaks to us as a peer; otherwise it is asked as a server.
    public var isSymmetric = false
    /// Whether what it says is signed by the key that it must be.
    public var isAuthenticated = false
    /// What it said and was not used, by reason.
    public var refused: [NamedCount] = []

    public init(address: IPEndpoint) { self.address = address }
}
