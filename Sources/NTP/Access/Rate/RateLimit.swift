// SPDX-License-Identifier: Apache-2.0

/// How often one client is answered, and how much is left for those that are not known. The first four are those of
/// chrony's `ratelimit`.
public struct RateLimit: Hashable, Sendable, BitwiseCopyable {
    /// Between answers to one client in the long run, log2 seconds, −19...12. A client that polls every second must
    /// not be at the edge of it.
    public var interval: Int8 = -1
    /// Answers at once after a rest, 1...255.
    public var burst: UInt8 = 16
    /// One in 2 to the power of this many requests beyond the limit is answered all the same, by chance, 1...4: who
    /// forges a client's address cannot take all its answers away.
    public var leak: UInt8 = 2
    /// One in 2 to the power of this many requests beyond the limit is answered by a kiss-o'-death RATE, 1...15;
    /// 0: none ever.
    public var kiss: UInt8 = 5
    /// Answers a second to all those together that come for the first time.
    public var strangers: UInt32 = 50_000
    /// Answers a second to all those together that came before, but for whom there is no room.
    public var returning: UInt32 = 20_000
    /// How long a known client may be silent until another may have its room, seconds: twice the longest usual poll.
    public var memory: UInt32 = 2_100
    /// How many clients are known at once, rounded down to 8 times a power of two, at least 8.
    public var capacity: UInt32 = 8_192

    public init() {}

    /// Nanoseconds between answers.
    var spacing: Int64 {
        let exponent = min(max(interval, -19), 12)
        return exponent < 0 ? 1_000_000_000 >> Int64(-exponent) : 1_000_000_000 << Int64(exponent)
    }
}
