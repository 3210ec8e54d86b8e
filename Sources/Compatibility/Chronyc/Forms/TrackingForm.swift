// SPDX-License-Identifier: Apache-2.0

extension Chronyc.Tracking: Chronyc.Form {
    static var code: Chronyc.ReplyCode { .tracking }
    static var size: Int { 76 }

    /// `RPY_Tracking`.
    func write(into octets: inout OctetWriter) {
        octets.put(referenceID)
        octets.put(address)
        octets.put(stratum)
        octets.put(leap.rawValue)
        octets.put(referenceTime)
        // What remains to be corrected: positive, the clock is slow.
        octets.put(-offset)
        for value in [lastOffset, usualOffset, frequency * 1e6, residualFrequency * 1e6, skew * 1e6] {
            octets.put(value)
        }
        for value in [rootDelay, rootDispersion, updateInterval] { octets.put(value) }
    }
}
