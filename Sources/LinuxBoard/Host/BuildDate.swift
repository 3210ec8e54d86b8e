// SPDX-License-Identifier: Apache-2.0

import CLinux
public import TimeBase

/// When this program was compiled: no time before it can be true.
public enum BuildDate {
    /// The day, in the builder's zone. 2024-01-01, which is certainly before it, where the compiler did not say.
    public static var day: CivilDate {
        parse(unsafe String(cString: clinux_build_date())) ?? CivilDate(daysSince1970: 19_723)
    }

    /// From C's `Mmm dd yyyy`, whose day is padded with a space.
    static func parse(_ text: String) -> CivilDate? {
        let words = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard words.count == 3, let month = months.firstIndex(of: String(words[0])), let day = Int(words[1]),
            let year = Int(words[2])
        else { return nil }
        return CivilDate(year: year, month: month + 1, day: day)
    }
}
