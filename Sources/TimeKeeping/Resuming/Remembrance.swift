// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What an earlier run of the program knew when it ended, for the next one: what its discipline had learned, and where its
/// clock was.
public struct Remembrance: Sendable {
    public var memory: DisciplineMemory
    /// What our clock showed then.
    public var written: TAIInstant
    /// The correction of the clock's rate that was in force then.
    public var applied: Double
    /// What ``TimeState/lastUpdate`` and ``TimeState/reference`` were; `nil`: the time was not to be relied on.
    public var followed: (at: TAIInstant, reference: TimeReference)?
    /// Whether the clock has run on since as it was left: neither set, nor the machine started anew. Only then is known
    /// where it is.
    public var isContinuous = false

    public init(
        memory: DisciplineMemory, written: TAIInstant, applied: Double,
        followed: (at: TAIInstant, reference: TimeReference)?
    ) {
        (self.memory, self.written, self.applied, self.followed) = (memory, written, applied, followed)
    }

    // MARK: As plain numbers

    /// Whole seconds and a fraction each, since 2⁵³ does not hold both.
    public var values: [Double] {
        let update = followed?.at ?? TAIInstant(sinceEpoch: .zero)
        return [
            Double(written.sinceEpoch.wholeSeconds), written.sinceEpoch.fractionOfSecond.realSeconds, applied,
            isContinuous ? 1 : 0, Double(update.sinceEpoch.wholeSeconds),
            update.sinceEpoch.fractionOfSecond.realSeconds,
            followed.map { Double($0.reference.rawValue) } ?? -1,
        ] + memory.values
    }

    /// `nil` where these numbers can be none: too few, not finite, a time that no clock shows, a rate that none has.
    public init?(values: [Double]) {
        guard values.count > Self.own, values.allSatisfy(\.isFinite), values[2].magnitude <= 1e-3,
            let written = Self.instant(values[0], values[1]), let update = Self.instant(values[4], values[5]),
            let memory = DisciplineMemory(values: Array(values.dropFirst(Self.own)))
        else { return nil }
        let reference = UInt8(exactly: values[6]).flatMap(TimeReference.init)
        self.init(
            memory: memory, written: written, applied: values[2], followed: reference.map { (update, $0) })
        isContinuous = values[3] == 1
    }

    private static let own = 7

    private static func instant(_ seconds: Double, _ fraction: Double) -> TAIInstant? {
        guard (0...1e11).contains(seconds), seconds == seconds.rounded(), (0..<1).contains(fraction) else { return nil }
        return TAIInstant(sinceEpoch: .seconds(Int64(seconds)) + .realSeconds(fraction))
    }
}
