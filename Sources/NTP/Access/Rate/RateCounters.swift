// SPDX-License-Identifier: Apache-2.0

/// What a ``RateTable`` decided, one number per reason.
public struct RateCounters: Hashable, Sendable, BitwiseCopyable {
    /// Known clients within their limit.
    public var served: UInt64 = 0
    /// Known clients beyond their limit: answered by chance, told so by a kiss, or not answered.
    public var leaked: UInt64 = 0
    public var kissed: UInt64 = 0
    public var limited: UInt64 = 0
    /// Those that came for the first time: answered or not out of what is left for all of them.
    public var strangersServed: UInt64 = 0
    public var strangersRefused: UInt64 = 0
    /// Those that came before and found no room: likewise.
    public var returningServed: UInt64 = 0
    public var returningRefused: UInt64 = 0
    /// How many were let in on trial, how many of these stayed, and how many of those who had stayed were given up
    /// after a long silence.
    public var admitted: UInt64 = 0
    public var established: UInt64 = 0
    public var forgotten: UInt64 = 0

    public init() {}

    public var answered: UInt64 { served &+ leaked &+ strangersServed &+ returningServed }
    public var refused: UInt64 { kissed &+ limited &+ strangersRefused &+ returningRefused }

    public static func + (a: Self, b: Self) -> Self {
        var sum = a
        sum.served &+= b.served
        sum.leaked &+= b.leaked
        sum.kissed &+= b.kissed
        sum.limited &+= b.limited
        sum.strangersServed &+= b.strangersServed
        sum.strangersRefused &+= b.strangersRefused
        sum.returningServed &+= b.returningServed
        sum.returningRefused &+= b.returningRefused
        sum.admitted &+= b.admitted
        sum.established &+= b.established
        sum.forgotten &+= b.forgotten
        return sum
    }
}
