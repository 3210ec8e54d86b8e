// SPDX-License-Identifier: Apache-2.0

/// A satellite system's time, counted in weeks and time of week. The week's number is sent with few bits, so it
/// repeats, and only a pivot tells which of the weeks is meant.
public protocol WeekCountedScale: AtomicTimeScale {
    /// How many bits of the week's number the system's first message sends.
    static var weekBits: Int { get }
}

/// 10 bits in the legacy message (IS-GPS-200, 20.3.3.3.1.1): 19.6 years. (CNAV sends 13.)
extension GPS: WeekCountedScale { public static var weekBits: Int { 10 } }
/// 12 bits (Galileo OS SIS ICD, 5.1.2): 78 years.
extension Galileo: WeekCountedScale { public static var weekBits: Int { 12 } }
/// 13 bits (BDS-SIS-ICD-B1I, 5.2.4.3): 157 years.
extension BeiDou: WeekCountedScale { public static var weekBits: Int { 13 } }

extension Instant where Scale: WeekCountedScale {
    /// From the full week since the scale's epoch and the time within it. Any values; a time of week beyond its
    /// week carries over.
    public init(week: Int, timeOfWeek: Duration) {
        self.init(sinceEpoch: .seconds(Int64(week) * secondsPerWeek) + timeOfWeek)
    }

    /// Whole weeks since the scale's epoch; negative before it.
    public var week: Int { Int(sinceEpoch.wholeSeconds.flooredQuotient(secondsPerWeek)) }

    /// 0 ..< 604 800 s
    public var timeOfWeek: Duration { sinceEpoch - .seconds(Int64(week) * secondsPerWeek) }

    /// The first instant at or after `pivot` whose week has these low bits and this time of week. A date before the
    /// pivot cannot come out: let the pivot lie safely before now (``RolloverPivot`` does).
    /// - Parameters:
    ///   - truncatedWeek: the week's number as received; bits above `bits` are ignored.
    ///   - bits: how many bits of it were sent, 1 ... 16; ``WeekCountedScale/weekBits`` unless told.
    public static func resolved(
        truncatedWeek: Int, bits: Int = Scale.weekBits, timeOfWeek: Duration, pivot: Self
    ) -> Self {
        precondition((1...16).contains(bits))
        let cycle = 1 << bits
        let first = Self(week: truncatedWeek & (cycle - 1), timeOfWeek: timeOfWeek)
        // Whole cycles from `first` up to the first instant not before the pivot.
        let missing = (pivot - first).attoseconds
        let length = Duration.seconds(Int64(cycle) * secondsPerWeek).attoseconds
        let cycles = -(-missing).flooredQuotient(length)
        return first + Duration(attoseconds: cycles * length)
    }
}

private let secondsPerWeek: Int64 = 604_800
