// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Something notable that happened in timekeeping: plain values, for the log and the journal.
public enum Note: Sendable, BitwiseCopyable, Equatable {
    case phaseChanged(from: TimeState.Phase, to: TimeState.Phase, reason: Reason)
    /// The second of the pulse is known from now on: this edge marked it.
    case labelled(TAIInstant)
    /// What was known about the second was given up.
    case labelLost
    /// The clock is stepped by this much.
    case stepped(Duration)
    /// Someone else stepped the clock.
    case clockSteppedByOthers
    /// A sample was not believed: where the clock seemed to be.
    case outlierRefused(offset: Duration)
    /// An edge off the pulse's own rhythm (a doubled or half-second pulse): how far from the last good one.
    case strayEdge(sinceLast: Duration)
    case contradictionBegan(stated: TAIInstant, expected: TAIInstant)
    case contradictionEnded
    case jumpRefused(offset: Duration)
    /// The source is implausible from now on; the figure as ``Implausibility/figure`` has it.
    case implausibleBegan(Implausibility.Kind, figure: Double)
    case implausibleEnded(Implausibility.Kind)
    case leapChanged(UTCRelation.Leap?)
    /// The receiver's signal is in trouble, while it may still have a fix.
    case signalTroubled(Reason.SignalTrouble)
    case signalRecovered
    /// What the last edges before a trouble taught was taken back: by so much it had led the estimate of the clock astray,
    /// estimate without them − with them.
    case edgesForgotten(by: Duration)
    case receiverOpened
    case receiverLost
    /// So many notes were lost because nobody fetched them.
    case dropped(UInt32)
}

/// The last notable happenings, in order; holds 32, then counts what it drops.
struct NoteQueue: Sendable {
    private static let capacity = 32
    private var storage = InlineArray<32, Note>(repeating: .labelLost)
    private var first = 0
    private var count = 0
    private var lost: UInt32 = 0

    mutating func append(_ note: Note) {
        guard count < Self.capacity else {
            lost &+= 1
            return
        }
        storage[(first + count) % Self.capacity] = note
        count += 1
    }

    /// The oldest, or how many were dropped once the rest is fetched; `nil` when there is nothing.
    mutating func next() -> Note? {
        guard count > 0 else { return dropped() }
        defer { (first, count) = ((first + 1) % Self.capacity, count - 1) }
        return storage[first]
    }

    private mutating func dropped() -> Note? {
        guard lost > 0 else { return nil }
        defer { lost = 0 }
        return .dropped(lost)
    }
}
