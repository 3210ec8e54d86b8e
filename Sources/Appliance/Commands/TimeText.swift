// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension TAIInstant {
    /// As a clock that shows TAI, in milliseconds: ISO 8601 without a zone, for none is meant.
    var iso8601: String {
        String(UTCRelation(taiMinusUTC: 0).utc(self).iso8601().dropLast())
    }
}
