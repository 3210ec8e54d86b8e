// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Which masters a receiver of time may have it from.
public struct FollowingRule: Sendable, Hashable, BitwiseCopyable {
    /// Only from one that says that its time comes from a primary reference.
    public var needsTraceable = true
    /// Whether a master of an arbitrary time scale is taken to count UTC, as POSIX does, from 1970.
    public var takesArbitraryForUTC = false

    public init() {}
}

/// Why nothing can be had from PTP now.
public enum TimeReceiverHindrance: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    /// No master announces itself.
    case noMaster
    /// The master's Syncs do not come, or are not stamped.
    case noSync
    /// The way to it has not been measured.
    case noDelay
    /// Its time scale is not PTP's, but arbitrary.
    case arbitrary
    /// It does not say that its time comes from a primary reference.
    case untraceable
    /// It says itself that it is not to be relied on (G.8275, annex E: synchronizationUncertain).
    case uncertain
    /// It has UTC another number of seconds from TAI than our table, which is in date.
    case otherUTC

    /// What is lacking, as a sentence.
    public var sentence: String {
        switch self {
        case .noMaster: "No master announces itself."
        case .noSync: "The master's Sync messages do not come."
        case .noDelay: "The way to the master has not been measured yet."
        case .arbitrary: "The master's time scale is an arbitrary one."
        case .untraceable: "The master does not say that its time comes from a primary reference."
        case .uncertain: "The master says that its time is uncertain."
        case .otherUTC: "The master has UTC another number of seconds from TAI than the table of leap seconds."
        }
    }
}

extension TimeReceiver {
    /// `nil`: it can be followed.
    public func hindrance(at now: MonotonicInstant) -> TimeReceiverHindrance? {
        if master == nil || word == nil { return .noMaster }
        if !isHeard(at: now) { return .noSync }
        return standing(at: now) == nil ? .noDelay : nil
    }
}

extension TimeReceiverStanding {
    /// Whether its time may be had by the rule.
    /// - Parameters:
    ///   - utc: what we know of UTC.
    ///   - shown: what our clock shows.
    /// - Returns: our clock − TAI, still on the scale of the stamps, by what the master says.
    public func offset(
        by rule: FollowingRule, _ utc: UTCRelation, shown: TAIInstant
    ) throws(TimeReceiverHindrance) -> Duration {
        if word.flags.contains(.synchronizationUncertain) { throw .uncertain }
        if rule.needsTraceable, !word.isTraceable { throw .untraceable }
        let ours = Int64(utc.taiMinusUTC(at: shown))
        guard word.flags.contains(.ptpTimescale) else {
            guard rule.takesArbitraryForUTC else { throw .arbitrary }
            return offset - .seconds(ours)
        }
        guard word.flags.contains(.utcOffsetValid), Int64(word.utcOffset) != ours, !utc.isChanging(near: shown) else {
            return offset
        }
        // It is UTC that is served. Where our own table ends, the master knows better how far that is from TAI.
        guard !utc.isCurrent else { throw .otherUTC }
        return offset + .seconds(Int64(word.utcOffset) - ours)
    }
}

extension TimeReceiverHindrance: Error {}

extension UTCRelation {
    /// Around a leap second masters change their offset an announce interval or two sooner or later than we do.
    fileprivate func isChanging(near shown: TAIInstant) -> Bool {
        next.map { ($0.at - shown).magnitude < .seconds(600) } ?? false
    }
}
