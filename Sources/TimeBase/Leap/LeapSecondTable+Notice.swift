// SPDX-License-Identifier: Apache-2.0

/// What a receiver says about leap seconds (UBX-NAV-TIMELS and its kin): the present count, the change to come, or
/// both.
public struct LeapSecondNotice: Hashable, Sendable, BitwiseCopyable {
    /// When it was said.
    public var at: TAIInstant
    /// TAI − UTC in seconds at that moment (GPS's count + 19, BeiDou's + 33); `nil` where it was not said.
    public var taiMinusUTC: Int32?
    /// The next change, if one was announced.
    public var next: UTCRelation.Leap?
    /// Until when the receiver vouches for it; not before `at`.
    public var validUntil: TAIInstant

    public init(
        at: TAIInstant, taiMinusUTC: Int32? = nil, next: UTCRelation.Leap? = nil, validUntil: TAIInstant? = nil
    ) {
        (self.at, self.taiMinusUTC, self.next) = (at, taiMinusUTC, next)
        self.validUntil = max(at, validUntil ?? at)
    }
}

/// Why a receiver's notice was not taken over.
public enum LeapSecondContradiction: Error, Hashable, Sendable {
    /// The count differs from a table that is complete for this moment, or by more changes than there can have been
    /// since it was.
    case count(stated: Int32, known: Int32)
    /// The change lies where the table is complete and has none, or another.
    case change(UTCRelation.Leap)
    /// The change is not by one second, or not at 00:00:00 UTC of the first day of a month (ITU-R TF.460-6).
    case impossible(UTCRelation.Leap)
}

extension LeapSecondTable {
    /// The table with a receiver's notice taken in. What the table knows for certain stands: a notice that
    /// contradicts it is refused.
    ///
    /// A count that changed after the list expired is believed; since the receiver does not say when it changed, the
    /// latest possible days before the notice are assumed (1 January, 1 July), which leaves the present right.
    ///
    /// Apply a notice to the table that was loaded, not to the result of an earlier notice: then an announcement
    /// that is withdrawn leaves no trace.
    public func updated(with notice: LeapSecondNotice) throws(LeapSecondContradiction) -> LeapSecondTable {
        var changed = entries
        if let count = notice.taiMinusUTC { try adopt(count, at: notice.at, in: &changed) }
        if let leap = notice.next { try adopt(leap, in: &changed, toldAt: notice.at) }
        let vouched = notice.taiMinusUTC == nil ? expiry : max(expiry, notice.validUntil)
        return LeapSecondTable(entries: changed, listExpiry: listExpiry, expiry: vouched)
    }

    private func adopt(_ count: Int32, at moment: TAIInstant, in list: inout [Entry])
        throws(LeapSecondContradiction)
    {
        let known = taiMinusUTC(at: moment)
        if count == known { return }
        let fault = LeapSecondContradiction.count(stated: count, known: known)
        // A list that announces a change beyond this moment has settled all before it.
        guard moment >= listExpiry, let last = list.last, last.start <= moment else { throw fault }
        var boundary = utc(moment).date
        let missed = Int(count) - Int(known)
        guard abs(missed) <= 100 else { throw fault }
        var days: [Int] = []
        while days.count < abs(missed) {
            boundary = boundary.halfYearStart
            let day = boundary.daysSince1970
            guard day > last.day, Entry(day: day, taiMinusUTC: known).start >= listExpiry else { throw fault }
            days.append(day)
            boundary = CivilDate(daysSince1970: day - 1)
        }
        for (index, day) in days.reversed().enumerated() {
            list.append(Entry(day: day, taiMinusUTC: known + Int32(missed.signum() * (index + 1))))
        }
    }

    private func adopt(_ leap: UTCRelation.Leap, in list: inout [Entry], toldAt moment: TAIInstant)
        throws(LeapSecondContradiction)
    {
        if list.contains(where: { $0.start == leap.at }) {
            // Known already, or a past one told again: the change must be the same.
            guard relation(before: leap.at, in: list) == leap else { throw .change(leap) }
            return
        }
        guard let last = list.last, abs(leap.change) == 1 else { throw .impossible(leap) }
        guard leap.at > moment, leap.at >= listExpiry, leap.at > last.start else { throw .change(leap) }
        let day = leap.day(after: last.taiMinusUTC)
        let entry = Entry(day: day, taiMinusUTC: last.taiMinusUTC + Int32(leap.change))
        guard entry.start == leap.at, CivilDate(daysSince1970: day).day == 1 else { throw .impossible(leap) }
        list.append(entry)
    }

    /// The change in `list` that falls on an instant.
    private func relation(before instant: TAIInstant, in list: [Entry]) -> UTCRelation.Leap? {
        guard let index = list.firstIndex(where: { $0.start == instant }), index > 0 else { return nil }
        return UTCRelation.Leap(
            at: instant, change: list[index].taiMinusUTC > list[index - 1].taiMinusUTC ? 1 : -1)
    }
}

extension CivilDate {
    /// The last 1 January or 1 July, today included: the days from which leap seconds have always counted.
    fileprivate var halfYearStart: CivilDate {
        CivilDate(year: year, month: month < 7 ? 1 : 7, day: 1) ?? self
    }
}
