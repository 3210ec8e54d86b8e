// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What a source is, and what a person wants of it.
public struct SourceRole: Hashable, Sendable, BitwiseCopyable {
    public enum Kind: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        /// Satellites' receiver, with its pulse.
        case receiver
        /// A grandmaster, by PTP.
        case grandmaster
        /// A server, by NTP.
        case server
    }

    public var kind: Kind
    /// Of sources that agree, those that are preferred make the time, whatever the others' merits.
    public var isPreferred: Bool

    public init(_ kind: Kind = .receiver, isPreferred: Bool = false) {
        (self.kind, self.isPreferred) = (kind, isPreferred)
    }
}

/// Who wins where a receiver contradicts most of the sources. It is shown as a falseticker and alarmed in any case, and
/// in no case is our clock led to where its oscillator cannot have gone.
public enum DisputePolicy: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    /// The receiver is followed, within its own bound.
    case gnssWins
    /// The majority is followed.
    case majorityWins
    /// Whoever was followed before goes on to be; if that is the receiver, the bound makes room for the majority.
    case alarmOnly
}

/// A receiver contradicts more than half of all sources.
public struct SourceDispute: Hashable, Sendable, BitwiseCopyable {
    /// Which source the receiver is.
    public var receiver: Int
    /// How far it has our clock ahead of where the majority has it; negative, behind.
    public var distance: Duration
    /// Whether it is followed all the same.
    public var isFollowed: Bool
}

/// Some of the sources, by their numbers.
struct SourceSet: Equatable, Sendable, BitwiseCopyable {
    private var bits: UInt16 = 0

    var isEmpty: Bool { bits == 0 }
    var count: Int { bits.nonzeroBitCount }
    func contains(_ index: Int) -> Bool { bits >> UInt16(index) & 1 == 1 }
    mutating func insert(_ index: Int) { bits |= 1 << UInt16(index) }
    mutating func remove(_ index: Int) { bits &= ~(1 << UInt16(index)) }
    /// The first of them.
    var first: Int? { isEmpty ? nil : bits.trailingZeroBitCount }
}
