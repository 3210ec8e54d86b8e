// SPDX-License-Identifier: Apache-2.0

import Board
public import NTP
import PTP
public import TimeBase

extension TimeState {
    /// What PTP's default profile says of this state (IEEE 1588-2019, table 4): 6 synchronised to a primary reference, 7 in
    /// holdover within its budget, 52 no longer that good, 248 never yet right. Ports of other profiles may say it with
    /// other numbers; nothing else decides it.
    public var ptpClockClass: Int { Int(ClassRule.standard.clockClass(of: self)) }
}

extension ApplianceSnapshot {
    /// The very claim that NTP replies make, so that what people read is what clients get; but for the clock's precision,
    /// which each worker measures: finer than a root dispersion can tell.
    public var claim: ServerClaim {
        ServedTime(state: state, clock: clock).beside(cluster).claim(at: now, precision: -24)
    }
}

extension ServerClaim {
    /// The reference id's letters: "GPS"; "INIT" before there is one; above stratum 1 as an IPv4 address, which it is unless
    /// the server has another one.
    public var referenceName: String {
        if (2...15).contains(stratum) { return referenceID == 0 ? "" : "\(IPAddress(v4: referenceID))" }
        let octets = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: referenceID >> UInt32($0)) }
        return String(decoding: octets.filter { (0x21...0x7E).contains($0) }, as: UTF8.self)
    }
}
