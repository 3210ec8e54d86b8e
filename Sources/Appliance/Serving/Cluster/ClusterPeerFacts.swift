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

    public init(address: IPEndpoint) { self.address = address }
}
