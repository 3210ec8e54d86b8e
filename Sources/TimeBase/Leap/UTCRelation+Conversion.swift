// SPDX-License-Identifier: Apache-2.0

/// Why a UTC clock face names no instant.
public enum UTCFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// 23:59:60 on a day that had no inserted second.
    case leapSecondDidNotExist
    /// 23:59:59 on a day that ended at 23:59:58.
    case secondWasLeftOut

    public var description: String {
        switch self {
        case .leapSecondDidNotExist: "there was no leap second at the end of this day"
        case .secondWasLeftOut: "this day ended at 23:59:58: its last second was left out"
        }
    }
}

/// Conversion for the present: right from the last change before now up to the second change to come. It needs no
/// table and allocates nothing, so that each NTP reply can afford it.
extension UTCRelation {
    /// TAI − UTC in seconds at `tai`, the pending change included.
    public func taiMinusUTC(at tai: TAIInstant) -> Int32 {
        guard let next, tai >= next.at else { return taiMinusUTC }
        return taiMinusUTC + Int32(next.change)
    }

    /// TAI − UTC in seconds at `utc`, the pending change included.
    public func taiMinusUTC(at utc: UTCInstant) -> Int32 {
        guard let next, utc.day >= next.day(after: taiMinusUTC) else { return taiMinusUTC }
        return taiMinusUTC + Int32(next.change)
    }

    /// The same where `tai` lies before the last change that has passed: then that is the change to come, and it is right
    /// for all since the one before it.
    public func reaching(backTo tai: TAIInstant, over last: Leap?) -> UTCRelation {
        // Where nobody has looked at the table since, the change is still told as the next.
        guard let last, tai < last.at, next.map({ last.at < $0.at }) ?? true else { return self }
        return UTCRelation(taiMinusUTC: taiMinusUTC - Int32(last.change), next: last, isCurrent: isCurrent)
    }

    /// What a UTC clock shows at `tai`: exact, through 23:59:60 and past a left-out 23:59:59.
    public func utc(_ tai: TAIInstant) -> UTCInstant {
        let seconds = tai.sinceEpoch.wholeSeconds
        let fraction = tai.sinceEpoch - .seconds(seconds)
        let offset = taiMinusUTC(at: tai)
        if let next, next.change > 0, offset == taiMinusUTC, tai >= next.at - .seconds(1) {
            return UTCInstant(day: next.day(after: offset) - 1, secondOfDay: 86_400, fraction: fraction)
        }
        return UTCInstant(secondsSince1970: seconds - Int64(offset), fraction: fraction)
    }

    /// The instant that a UTC clock face names; refused where no clock showed it.
    public func tai(_ utc: UTCInstant) throws(UTCFault) -> TAIInstant {
        let change = next.flatMap { utc.day == $0.day(after: taiMinusUTC) - 1 ? $0.change : nil } ?? 0
        if utc.secondOfDay == 86_400 && change <= 0 { throw .leapSecondDidNotExist }
        if utc.secondOfDay == 86_399 && change < 0 { throw .secondWasLeftOut }
        let seconds = Int64(utc.day) * 86_400 + Int64(utc.secondOfDay) + Int64(taiMinusUTC(at: utc))
        return TAIInstant(sinceEpoch: .seconds(seconds) + utc.fraction)
    }

    /// The change that ends the UTC day of `tai`: +1 a second is inserted, −1 one is left out, 0 neither. (NTP's
    /// leap indicator, RFC 5905 section 7.3; PTP's leap59 and leap61.)
    public func changeEndingDay(of tai: TAIInstant) -> Int8 {
        guard let next, tai < next.at else { return 0 }
        return utc(tai).day == next.day(after: taiMinusUTC) - 1 ? next.change : 0
    }
}

extension UTCRelation.Leap {
    /// The first day after the change, in days since 1970-01-01, given the count that was in force before it.
    func day(after count: Int32) -> Int {
        let seconds = at.sinceEpoch.wholeSeconds - Int64(count) - Int64(change)
        return Int(seconds.flooredQuotient(86_400))
    }
}

extension UTCInstant {
    /// From seconds since 1970 that count 86 400 for every day; never a leap second.
    init(secondsSince1970 seconds: Int64, fraction: Duration) {
        let day = seconds.flooredQuotient(86_400)
        self.init(day: Int(day), secondOfDay: Int(seconds - day * 86_400), fraction: fraction)
    }

    /// Seconds since 1970 that count 86 400 for every day; an inserted second repeats the one before it.
    var secondsSince1970: Int64 { Int64(day) * 86_400 + Int64(min(secondOfDay, 86_399)) }
}

extension FixedWidthInteger where Self: SignedInteger {
    /// The quotient rounded down, for a positive divisor.
    func flooredQuotient(_ divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
