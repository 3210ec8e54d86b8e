// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Finds a receiver's speed by listening: at each likely speed for as long as it takes to hear a whole second of it.
///
/// Give it the counters of a scanner that begins anew with every speed. A frame with a right checksum is proof: at a
/// wrong speed bytes come out as noise, if at all. A sentence without a checksum is none.
public struct SpeedSearch: Sendable {
    /// What the owner is to do.
    public enum Step: Hashable, Sendable {
        /// Set this speed, forget what was heard, and ask a u-blox for its version: it then need not be waited for.
        case listen(UInt32)
        /// It speaks this language at this speed. Told once for each search.
        case found(Finding)
    }

    /// What was found.
    public struct Finding: Hashable, Sendable, BitwiseCopyable {
        /// Bits per second; 0 on a line that has no speed.
        public var speed: UInt32
        public var speaksNMEA: Bool
        public var speaksUBX: Bool

        public init(speed: UInt32, speaksNMEA: Bool, speaksUBX: Bool) {
            (self.speed, self.speaksNMEA, self.speaksUBX) = (speed, speaksNMEA, speaksUBX)
        }

        /// Such as "38400 bit/s, NMEA and UBX".
        public var text: String {
            let languages = speaksNMEA ? (speaksUBX ? "NMEA and UBX" : "NMEA") : speaksUBX ? "UBX" : "RTCM"
            return speed == 0 ? languages : "\(speed) bit/s, \(languages)"
        }
    }

    /// The speeds that receivers come with or are set to, most likely first.
    public static let likely: [UInt32] = [
        9600, 115_200, 38_400, 57_600, 460_800, 230_400, 921_600, 19_200, 4800,
    ]
    /// Bytes come but mean nothing for so long: the receiver was set to another speed.
    public static let patienceWithGarbage: Duration = .seconds(6)
    /// Nothing comes for so long: perhaps it has another speed since it was without power.
    public static let patienceWithSilence: Duration = .seconds(15)

    private var speeds: [UInt32]
    private var place = 0
    private var round = 0
    /// When the next speed is due, or patience is at its end.
    public private(set) var deadline: MonotonicInstant
    public private(set) var found: Finding?
    private var understood: UInt64 = 0
    private var bytesThen: UInt64 = 0
    /// When it was last understood, and since when bytes have come that are not.
    private var silentFrom: MonotonicInstant
    private var garbageFrom: MonotonicInstant?

    /// - Parameters:
    ///   - hasSpeed: false for USB and pseudo-terminals: anything understood ends the search, nothing begins another.
    ///   - first: the speed to try first: the one that it had last time, or that the settings say.
    public init(hasSpeed: Bool = true, first: UInt32? = nil, at now: MonotonicInstant) {
        speeds = hasSpeed ? Self.likely : [0]
        (deadline, silentFrom) = (now, now)
        if hasSpeed, let first, first > 0 { prefer(first) }
        deadline = now + dwell
    }

    /// The speed that it listens at.
    public var speed: UInt32 { speeds[place] }

    /// Call it after bytes and at ``deadline``, with what has been counted since the last `listen`.
    public mutating func step(at now: MonotonicInstant, heard: FrameCounters) -> Step? {
        let count = Self.proofs(heard)
        if found != nil { return watch(now, count, heard.bytes) }
        if count > 0 { return settle(now, heard) }
        return now >= deadline ? turn(now) : nil
    }

    /// What it is now known to speak, once more has been heard.
    public mutating func note(_ heard: FrameCounters) {
        guard var finding = found else { return }
        finding.speaksNMEA = heard.nmea > heard.nmeaWithoutChecksum
        finding.speaksUBX = heard.ubx > 0
        found = finding
    }

    /// How long to listen: a second's worth of messages, and a message that was cut by the beginning (350 bytes; a
    /// fifth of a second at least). All nine speeds take less than 12 s. Every other time round it is longer, for
    /// receivers that speak more rarely.
    private var dwell: Duration {
        let message = speed == 0 ? 0 : 3_500_000 / Int64(speed)
        let once: Duration = .milliseconds(1000 + max(200, message))
        return round % 2 == 0 ? once : once * 3
    }

    private mutating func settle(_ now: MonotonicInstant, _ heard: FrameCounters) -> Step {
        let finding = Finding(speed: speed, speaksNMEA: false, speaksUBX: false)
        (found, round) = (finding, 0)
        note(heard)
        (understood, bytesThen) = (Self.proofs(heard), heard.bytes)
        (silentFrom, garbageFrom) = (now, nil)
        deadline = now + Self.patienceWithSilence
        return .found(found ?? finding)
    }

    /// While it is understood, patience begins anew; a speed is not given up before it was tried for long.
    private mutating func watch(_ now: MonotonicInstant, _ count: UInt64, _ bytes: UInt64) -> Step? {
        if count != understood {
            (understood, bytesThen) = (count, bytes)
            (silentFrom, garbageFrom) = (now, nil)
        } else if bytes != bytesThen, garbageFrom == nil {
            garbageFrom = now
        }
        let silence = silentFrom + Self.patienceWithSilence
        deadline = min(silence, garbageFrom.map { $0 + Self.patienceWithGarbage } ?? silence)
        if now < deadline { return nil }
        if speed == 0 {
            (silentFrom, garbageFrom) = (now, nil)
            deadline = now + Self.patienceWithSilence
            return nil
        }
        found = nil
        prefer(speed)
        return turn(now)
    }

    private mutating func prefer(_ first: UInt32) {
        speeds.removeAll { $0 == first }
        speeds.insert(first, at: 0)
        (place, round) = (0, 0)
    }

    private mutating func turn(_ now: MonotonicInstant) -> Step? {
        place += 1
        if place == speeds.count { (place, round) = (0, round + 1) }
        deadline = now + dwell
        return speeds.count == 1 ? nil : .listen(speed)
    }

    /// Frames whose checksum vouches for them.
    private static func proofs(_ heard: FrameCounters) -> UInt64 {
        heard.nmea &- heard.nmeaWithoutChecksum &+ heard.ubx &+ heard.rtcm
    }
}
