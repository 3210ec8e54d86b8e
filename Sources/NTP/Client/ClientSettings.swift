// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// How one server is asked.
public struct ClientSettings: Sendable, BitwiseCopyable {
    /// Log2 seconds, 0...17; RFC 5905 (7.2) begins at 4, a network of one's own bears less.
    public var minPoll: Int8
    public var maxPoll: Int8
    /// Eight requests, 2 s apart, at each poll of a server that answers, where polls are a minute apart or more.
    public var isBursting: Bool
    /// Eight requests, 2 s apart, once a server that was not heard answers.
    public var isBurstingAtFirst: Bool
    /// Whether the server's true transmit timestamps are asked for (RFC 9769).
    public var isInterleaved: Bool
    /// Whether replies without a valid MAC or NTS authenticator are refused.
    public var needsAuthentication: Bool
    /// 3 or 4.
    public var version: UInt8
    /// How far our clock's rate and the server's may be apart, fractional; RFC 5905 takes 15 millionths of any clock.
    public var tolerance: Double
    /// Replies that were longer on their way, there and back, tell too little.
    public var longestDelay: Duration
    /// Replies that the server has thought about for longer tell too little.
    var longestServing: Duration = .seconds(4)

    public init(
        minPoll: Int8 = 6, maxPoll: Int8 = 10, isBursting: Bool = false, isBurstingAtFirst: Bool = true,
        isInterleaved: Bool = false, needsAuthentication: Bool = false, version: UInt8 = 4,
        tolerance: Double = 15e-6, longestDelay: Duration = .seconds(3)
    ) {
        self.minPoll = min(max(minPoll, 0), 17)
        self.maxPoll = min(max(maxPoll, self.minPoll), 17)
        (self.isBursting, self.isBurstingAtFirst) = (isBursting, isBurstingAtFirst)
        (self.isInterleaved, self.needsAuthentication) = (isInterleaved, needsAuthentication)
        (self.version, self.tolerance, self.longestDelay) = (version, tolerance, longestDelay)
    }
}
