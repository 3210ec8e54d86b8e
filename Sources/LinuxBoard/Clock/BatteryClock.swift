// SPDX-License-Identifier: Apache-2.0

import CLinux
public import TimeBase

/// The clock that a battery keeps going while the power is off (RTC): whole seconds of UTC.
public protocol BatteryClock: Sendable {
    /// Throws `.unsuitable` where it shows no valid time, as after its battery ran out.
    func read() throws(ClockFault) -> UTCInstant
    /// Sets it now; a fraction is left out.
    func set(_ utc: UTCInstant) throws(ClockFault)
}

/// `/dev/rtcN`, which may take up to a second to answer: not for the timing thread.
public struct HostBatteryClock: BatteryClock {
    public let path: String

    public init(path: String = "/dev/rtc0") { self.path = path }

    public func read() throws(ClockFault) -> UTCInstant {
        let owner = try open()
        var face = clinux_rtc_face()
        let result = unsafe clinux_rtc_read(owner.raw, &face)
        if result < 0 { throw ClockFault(errno: -result) }
        guard let utc = Self.utc(face) else { throw .unsuitable }
        return utc
    }

    public func set(_ utc: UTCInstant) throws(ClockFault) {
        let owner = try open()
        var face = Self.face(utc)
        let result = unsafe clinux_rtc_set(owner.raw, &face)
        if result < 0 { throw ClockFault(errno: -result) }
    }

    /// Whether the owner has chosen that it shows local time, for another system on the same machine: the third line of
    /// `/etc/adjtime` (hwclock(8)).
    public static var showsLocalTime: Bool { showsLocalTime(adjtime: HostText.read("/etc/adjtime") ?? "") }

    static func showsLocalTime(adjtime: String) -> Bool {
        adjtime.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).first == "LOCAL"
    }

    private func open() throws(ClockFault) -> FileDescriptor {
        let raw = unsafe clinux_rtc_open(path)
        if raw < 0 { throw ClockFault(errno: -raw) }
        return FileDescriptor(owning: raw)
    }

    static func utc(_ face: clinux_rtc_face) -> UTCInstant? {
        guard let date = CivilDate(year: Int(face.year), month: Int(face.month), day: Int(face.day)) else { return nil }
        return UTCInstant(date: date, hour: Int(face.hour), minute: Int(face.minute), second: Int(face.second))
    }

    static func face(_ utc: UTCInstant) -> clinux_rtc_face {
        let (date, (hour, minute, second)) = (utc.date, utc.clockFace)
        return clinux_rtc_face(
            year: Int32(clamping: date.year), month: Int32(date.month), day: Int32(date.day), hour: Int32(hour),
            minute: Int32(minute), second: Int32(second))
    }
}

/// When the battery's clock is to be set: now and then, only from time that can be trusted, not about a leap second.
public struct BatteryClockKeeper: Sendable {
    private var last: MonotonicInstant?
    private static let period: Duration = .seconds(3_600)
    private static let leapMargin: Duration = .seconds(10)

    public init() {}

    /// What to set, and how long to wait before it: most such clocks begin their second when they are set.
    public mutating func plan(
        _ state: TimeState, shown: TAIInstant, at now: MonotonicInstant
    ) -> (wait: Duration, utc: UTCInstant)? {
        guard state.isTrustworthy, last.map({ now - $0 >= Self.period }) ?? true else { return nil }
        if let next = state.utc.next, (next.at - shown).magnitude < Self.leapMargin { return nil }
        last = now
        let second = TAIInstant(sinceEpoch: .seconds(shown.sinceEpoch.wholeSeconds + 1))
        return (second - shown, state.utc.utc(second))
    }
}
