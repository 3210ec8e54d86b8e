// SPDX-License-Identifier: Apache-2.0

/// Something about the source of time that an honest one does not show.
public struct Implausibility: Hashable, Sendable, BitwiseCopyable {
    public enum Kind: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        /// The pulse leads the clock away faster than its oscillator can change.
        case drag
        /// The pulse is elsewhere at once.
        case jump
        /// The receiver states a time that is over.
        case past
        /// The place of a fixed antenna moved.
        case position
        /// All satellites are equally strong, as one transmitter's would be.
        case uniformity
    }

    public var kind: Kind
    /// When it was noticed.
    public var since: MonotonicInstant
    /// How much: of a drag the rate, s/s, positive where the pulse comes ever earlier and the clock seems to run fast; of a
    /// jump clock − pulse, s; of the past how long ago, s; of the position how far, m; of uniformity the standard
    /// deviation, dB.
    public var figure: Double

    public init(kind: Kind, since: MonotonicInstant, figure: Double) {
        (self.kind, self.since, self.figure) = (kind, since, figure)
    }
}

extension Implausibility.Kind {
    /// In one sentence of plain English, with a full stop.
    public func sentence(_ figure: Double) -> String {
        let size = min(figure.magnitude, 1e15)
        let time = Duration.realSeconds(min(size, 1e12)).humanText
        switch self {
        case .drag:
            return "The pulse drifts by \(time) a second against the oscillator, faster than that one can change."
        case .jump: return "The pulse comes \(time) from where the clock, as wrong as it may be, can expect it."
        case .past: return "The receiver states a time \(time) earlier than any that can be."
        case .position:
            return "The antenna is fixed, and the receiver has it \(Int(size.rounded())) m from its place."
        case .uniformity:
            let tenths = Int((size * 10).rounded())
            return "All satellites come equally strong, within \(tenths / 10).\(tenths % 10) dB: "
                + "as from a single transmitter."
        }
    }
}
