// SPDX-License-Identifier: Apache-2.0

/// The server that a clock follows, as NTP's replies name it.
public struct UpstreamServer: Hashable, Sendable, BitwiseCopyable {
    /// Its own: 1 ... 15; whoever follows it is one further away.
    public var stratum: UInt8
    /// Who follows it gives it this name (RFC 5905, 7.3): its IPv4 address, or a hash of another one.
    public var referenceID: UInt32
    /// Round trip from us to the primary source, through it.
    public var rootDelay: Duration
    /// Whether it is heard by PTP.
    public var isGrandmaster = false

    public init(stratum: UInt8, referenceID: UInt32, rootDelay: Duration) {
        (self.stratum, self.referenceID, self.rootDelay) = (stratum, referenceID, rootDelay)
    }
}
