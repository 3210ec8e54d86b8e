// SPDX-License-Identifier: Apache-2.0

public import NTP
import Synchronization

/// One worker's counters, written by it alone and read by anybody, without a lock.
public final class ServingCounters: Sendable {
    private let answered = Atomic<UInt64>(0)
    private let unsent = Atomic<UInt64>(0)
    private let controlAnswered = Atomic<UInt64>(0)
    private let kissed = Atomic<UInt64>(0)
    private let overruns = Atomic<UInt64>(0)
    private let faults = Atomic<UInt64>(0)
    private let departures = Atomic<UInt64>(0)
    private let unstamped = Atomic<UInt64>(0)
    private let interleaved = Atomic<UInt64>(0)
    private let nts = Atomic<UInt64>(0)
    private let ntsNegative = Atomic<UInt64>(0)
    private let authenticated = InlineArray<7, Atomic<UInt64>> { _ in Atomic(0) }
    private let refusals = InlineArray<17, Atomic<UInt64>> { _ in Atomic(0) }

    public init() {}

    /// What they show now. Each number is right; together they may be a datagram apart.
    public var now: ServerCounters {
        var counters = ServerCounters()
        counters.answered = answered.load(ordering: .relaxed)
        counters.unsent = unsent.load(ordering: .relaxed)
        counters.controlAnswered = controlAnswered.load(ordering: .relaxed)
        counters.kissed = kissed.load(ordering: .relaxed)
        counters.overruns = overruns.load(ordering: .relaxed)
        counters.interleaved = interleaved.load(ordering: .relaxed)
        counters.departures = departures.load(ordering: .relaxed)
        counters.unstamped = unstamped.load(ordering: .relaxed)
        counters.nts = nts.load(ordering: .relaxed)
        counters.ntsNegative = ntsNegative.load(ordering: .relaxed)
        for algorithm in KeyAlgorithm.allCases {
            counters[algorithm] = authenticated[Int(algorithm.rawValue)].load(ordering: .relaxed)
        }
        for refusal in Refusal.allCases {
            counters[refusal] = refusals[Int(refusal.rawValue)].load(ordering: .relaxed)
        }
        return counters
    }

    /// How often the socket itself failed.
    public var socketFaults: UInt64 { faults.load(ordering: .relaxed) }

    /// - Parameter kisses: kisses-o'-death; their refusals are counted besides.
    func countReplies(answered replies: Int, kissed kisses: Int, sent: Int) {
        Self.add(replies, to: answered)
        if kisses > 0 { Self.add(kisses, to: kissed) }
        Self.add(replies + kisses - sent, to: unsent)
    }

    /// A reply was made with another's transmit timestamp; it is counted as answered besides.
    func countInterleaved() { Self.add(1, to: interleaved) }
    /// A reply was made to a request with NTS; it is counted as answered besides.
    func count(_ outcome: Responder.NTSOutcome) {
        switch outcome {
        case .none: break
        case .good: Self.add(1, to: nts)
        case .negative: Self.add(1, to: ntsNegative)
        }
    }
    /// A reply was made with a MAC; it is counted as answered besides.
    func countAuthenticated(_ algorithm: KeyAlgorithm) { Self.add(1, to: authenticated[Int(algorithm.rawValue)]) }
    /// It was told when a reply left.
    func countDeparture() { Self.add(1, to: departures) }
    /// A request came without a stamp of its arrival.
    func countUnstamped() { Self.add(1, to: unstamped) }
    func countControlAnswer() { Self.add(1, to: controlAnswered) }
    func count(_ refusal: Refusal) { Self.add(1, to: refusals[Int(refusal.rawValue)]) }
    /// - Parameter all: of the socket since it was opened, modulo 2³².
    func countOverruns(_ all: UInt32) {
        let before = UInt32(truncatingIfNeeded: overruns.load(ordering: .relaxed))
        Self.add(Int(all &- before), to: overruns)
    }
    func countFault() { Self.add(1, to: faults) }

    /// One writer needs no locked instruction.
    private static func add(_ number: Int, to counter: borrowing Atomic<UInt64>) {
        counter.store(counter.load(ordering: .relaxed) &+ UInt64(clamping: number), ordering: .relaxed)
    }
}
