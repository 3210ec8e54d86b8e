// SPDX-License-Identifier: Apache-2.0

/// A message that the receiver is to send, and how often at most.
public struct MessageWish: Hashable, Sendable {
    public var id: UBXMessageID
    /// Such as "NAV-PVT".
    public var name: String
    /// What it is wanted for.
    public var why: String
    /// A whole frame, bytes.
    public var size: Int
    /// Once in so many seconds, best first. 0 at the end: rather not at all than too much.
    public var intervals: [UInt8]

    /// Without it, UBX is no better than NMEA.
    public var isNeeded = false
}

extension MessageWish {
    /// What a receiver of this protocol is asked for, most important first. Sizes are those of the manuals' payloads
    /// plus 8; of lists, for as many satellites as a full sky has.
    static func wishes(for identity: ReceiverIdentity) -> [Self] {
        let dialect = identity.dialect
        var wishes = solution(dialect)
        wishes.append(Self(.timTP, "TIM-TP", "what the next pulse marks, and its sawtooth", 16, [1]))
        wishes.append(Self(.navTimeGPS, "NAV-TIMEGPS", "GPS time and its accuracy", 16, [1]))
        if dialect >= ProtocolVersion(18) {
            wishes.append(Self(.navEOE, "NAV-EOE", "the end of each epoch", 4, [1, 0]))
        }
        if dialect >= ProtocolVersion(15) {
            wishes.append(Self(.navTimeLS, "NAV-TIMELS", "leap seconds, announced", 24, [1, 5, 10]))
        }
        if identity.isForTiming == true {
            wishes.append(Self(.timSVIN, "TIM-SVIN", "how far the survey is", 28, [1, 5, 10, 0]))
        }
        if identity.isHighPrecision, !identity.hasKeys {
            wishes.append(Self(.navSVIN, "NAV-SVIN", "how far the survey is", 40, [1, 5, 10, 0]))
        }
        wishes.append(antenna(dialect))
        wishes.append(Self(.navClock, "NAV-CLOCK", "the receiver's own clock", 20, [1, 5, 10, 0]))
        wishes.append(satellites(dialect))
        if dialect >= ProtocolVersion(18) {
            wishes.append(Self(.navStatus, "NAV-STATUS", "signs of feigned satellites", 16, [1, 5, 10, 0]))
        }
        return wishes
    }

    private init(
        _ id: UBXMessageID, _ name: String, _ why: String, _ payload: Int, _ intervals: [UInt8],
        needed: Bool = false
    ) {
        self.init(
            id: id, name: name, why: why, size: payload + UBXFraming.overhead, intervals: intervals, isNeeded: needed)
    }

    /// NAV-PVT exists from u-blox 7 (protocol 14) on.
    private static func solution(_ dialect: ProtocolVersion) -> [Self] {
        if dialect >= ProtocolVersion(14) {
            let payload = dialect >= ProtocolVersion(15) ? 92 : 84
            return [Self(.navPVT, "NAV-PVT", "time, fix and position", payload, [1], needed: true)]
        }
        return [
            Self(.navSol, "NAV-SOL", "fix and GPS week", 52, [1], needed: true),
            Self(.navTimeUTC, "NAV-TIMEUTC", "UTC", 20, [1], needed: true),
        ]
    }

    /// NAV-SAT replaces NAV-SVINFO from M8 (protocol 15) on; both take 8 bytes and 12 for each satellite.
    private static func satellites(_ dialect: ProtocolVersion) -> Self {
        let why = "the satellites in view"
        if dialect < ProtocolVersion(15) {
            return Self(.navSVInfo, "NAV-SVINFO", why, 8 + 12 * 20, [1, 5, 10, 0])
        }
        let count = dialect >= ProtocolVersion(27) ? 48 : 32
        return Self(.navSat, "NAV-SAT", why, 8 + 12 * count, [1, 5, 10, 0])
    }

    /// MON-RF from generation 9 on, two bands; MON-HW before, 68 bytes on u-blox 6 and 60 since.
    private static func antenna(_ dialect: ProtocolVersion) -> Self {
        let why = "antenna and interference"
        if dialect >= ProtocolVersion(27) { return Self(.monRF, "MON-RF", why, 4 + 24 * 2, [5, 10, 0]) }
        return Self(.monHW, "MON-HW", why, dialect < ProtocolVersion(14) ? 68 : 60, [5, 10, 0])
    }
}
