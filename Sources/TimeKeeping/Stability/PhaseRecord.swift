// SPDX-License-Identifier: Apache-2.0

/// Evenly spaced measurements of a clock's phase, with its gaps; what the stability statistics are made from.
public struct PhaseRecord: Sendable, Equatable {
    /// The distance of the samples, s, above 0.
    public let interval: Double
    /// The phase (clock − reference), s; a gap is NaN.
    public let samples: [Double]
    /// How many of the samples were not measured but filled in by `bridged(gapsUpTo:)`.
    public let filled: Int

    /// Makes a record of phases in seconds; what is not finite is a gap. The interval, s, must be finite and above 0.
    public init(_ samples: [Double], interval: Double) {
        self.init(samples.map { $0.isFinite ? $0 : .nan }, interval: interval, filled: 0)
    }

    /// Makes a record of phases in seconds; nil, and what is not finite, is a gap. The interval, s, must be finite and
    /// above 0.
    public init(_ samples: [Double?], interval: Double) {
        self.init(samples.map { $0 ?? .nan }, interval: interval)
    }

    private init(_ samples: [Double], interval: Double, filled: Int) {
        precondition(interval > 0 && interval.isFinite, "the interval of a phase record is above 0 s")
        (self.samples, self.interval, self.filled) = (samples, interval, filled)
    }

    /// How many samples are missing.
    public var missing: Int { samples.count { $0.isNaN } }

    /// The same record with each gap of at most this many samples filled by the straight line between its neighbours.
    ///
    /// A window statistic (MDEV, TDEV, MTIE) leaves out each window that touches a gap, so that one lost second each
    /// hour leaves nothing beyond twenty minutes. A line over a few samples hides noise that short only; `filled` tells
    /// how many there are. Gaps at either end stay.
    public func bridged(gapsUpTo longest: Int) -> PhaseRecord {
        var bridge = samples
        var count = filled
        var last: Int?
        for (index, value) in samples.enumerated() where !value.isNaN {
            defer { last = index }
            guard let last, index - last > 1, index - last - 1 <= longest else { continue }
            let slope = (value - samples[last]) / Double(index - last)
            for gap in last + 1..<index { bridge[gap] = samples[last] + slope * Double(gap - last) }
            count += index - last - 1
        }
        return PhaseRecord(bridge, interval: interval, filled: count)
    }
}
