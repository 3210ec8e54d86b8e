// SPDX-License-Identifier: Apache-2.0

extension LeapSecondTable {
    /// The changes up to IERS Bulletin C 71: no leap second at the end of June 2026, valid until 2026-12-28
    /// (`leap-seconds.list` of the IERS, `#$ 3976686858`, `#@ 4007404800`).
    public static let builtIn: LeapSecondTable = {
        let entries = firstDays.enumerated().map { Entry(day: $1, taiMinusUTC: Int32(10 + $0)) }
        let expiry = Entry(day: 20_815, taiMinusUTC: 37).start
        return LeapSecondTable(entries: entries, listExpiry: expiry, expiry: expiry)
    }()

    /// The days, counted from 1970-01-01, from which TAI − UTC was 10, 11, 12 ... 37 s.
    private static let firstDays: [Int] = [
        (1972, 1), (1972, 7), (1973, 1), (1974, 1), (1975, 1), (1976, 1), (1977, 1), (1978, 1), (1979, 1), (1980, 1),
        (1981, 7), (1982, 7), (1983, 7), (1985, 7), (1988, 1), (1990, 1), (1991, 1), (1992, 7), (1993, 7), (1994, 7),
        (1996, 1), (1997, 7), (1999, 1), (2006, 1), (2009, 1), (2012, 7), (2015, 7), (2017, 1),
    ].compactMap { CivilDate(year: $0, month: $1, day: 1)?.daysSince1970 }
}
