// SPDX-License-Identifier: Apache-2.0

/// What became of the datagrams that arrived, one number per outcome.
public struct ServerCounters: Sendable, BitwiseCopyable {
    public var answered: UInt64 = 0
    /// Answers that the kernel would not take: full queues, unreachable clients.
    public var unsent: UInt64 = 0
    /// Requests of mode 6 that were answered.
    public var controlAnswered: UInt64 = 0
    /// Refusals that were told to the client by a kiss-o'-death; they are among ``refused``.
    public var kissed: UInt64 = 0
    /// Datagrams that never arrived here, for the system had no room for them.
    public var overruns: UInt64 = 0
    /// Replies in the interleaved mode; they are among ``answered``.
    public var interleaved: UInt64 = 0
    /// Replies of which was told when they left.
    public var departures: UInt64 = 0
    /// Requests whose arrival is when they were read, for nobody had stamped them; they are among ``received``.
    public var unstamped: UInt64 = 0
    /// Replies with Network Time Security; they are among ``answered``.
    public var nts: UInt64 = 0
    /// Those that were an NTS NAK, since cookie or authenticator were not good; they are among ``answered``.
    public var ntsNegative: UInt64 = 0
    private var authenticated = InlineArray<7, UInt64>(repeating: 0)
    private var refusals = InlineArray<17, UInt64>(repeating: 0)

    public init() {}

    public subscript(refusal: Refusal) -> UInt64 {
        get { refusals[Int(refusal.rawValue)] }
        set { refusals[Int(refusal.rawValue)] = newValue }
    }

    /// Replies with a MAC by such a key; they are among ``answered``.
    public subscript(algorithm: KeyAlgorithm) -> UInt64 {
        get { authenticated[Int(algorithm.rawValue)] }
        set { authenticated[Int(algorithm.rawValue)] = newValue }
    }

    public var refused: UInt64 { Refusal.allCases.reduce(0) { $0 &+ self[$1] } }
    public var received: UInt64 { answered &+ controlAnswered &+ refused }

    public static func + (a: Self, b: Self) -> Self {
        var sum = a
        sum.answered &+= b.answered
        sum.unsent &+= b.unsent
        sum.controlAnswered &+= b.controlAnswered
        sum.kissed &+= b.kissed
        sum.overruns &+= b.overruns
        sum.interleaved &+= b.interleaved
        sum.departures &+= b.departures
        sum.unstamped &+= b.unstamped
        sum.nts &+= b.nts
        sum.ntsNegative &+= b.ntsNegative
        for algorithm in KeyAlgorithm.allCases { sum[algorithm] &+= b[algorithm] }
        for refusal in Refusal.allCases { sum[refusal] &+= b[refusal] }
        return sum
    }
}
