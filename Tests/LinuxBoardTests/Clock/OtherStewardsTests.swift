// SPDX-License-Identifier: Apache-2.0

import CLinux
import Testing
import TimeBase

@testable import LinuxBoard

struct OtherStewardsTests {
    @Test func `who steers clocks is found by name, and we are none of them`() {
        let proc = FakeFolder()
        for (pid, name) in [
            ("12", "chronyd"), ("7", "systemd-timesyn"), ("9", "bash"), ("400", "ntpd"), ("401", "chronyd-exporter"),
            ("self", "ntpd"), ("77", "ptp4l"),
        ] { proc.write("\(name)\n", pid, "comm") }
        let found = OtherSteward.running(proc: proc.path, besides: 400)
        #expect(
            found == [
                OtherSteward(pid: 7, program: "systemd-timesyncd"), OtherSteward(pid: 12, program: "chronyd"),
                OtherSteward(pid: 77, program: "ptp4l"),
            ])
        #expect(OtherSteward.running(proc: "/nonexistent", besides: 0).isEmpty)
        #expect(!OtherSteward.running().contains { $0.program.isEmpty })
    }
}

struct BatteryClockTests {
    private static let second = UTCInstant(
        day: CivilDate(year: 2026, month: 11, day: 21)!.daysSince1970, secondOfDay: 86_399)
    private let now = MonotonicInstant(sinceEpoch: .seconds(10_000))
    private let shown = TAIInstant(sinceEpoch: .seconds(1_795_219_237) + .milliseconds(300))

    @Test func `the device's fields are a date and a time, both ways`() {
        let face = HostBatteryClock.face(Self.second)
        #expect([face.year, face.month, face.day, face.hour, face.minute, face.second] == [2026, 11, 21, 23, 59, 59])
        #expect(HostBatteryClock.utc(face) == Self.second)
        var wrong = face
        wrong.month = 0
        #expect(HostBatteryClock.utc(wrong) == nil)
        (wrong.month, wrong.hour) = (2, 24)
        #expect(HostBatteryClock.utc(wrong) == nil)
    }

    @Test func `where there is no such device it says so`() {
        let clock = HostBatteryClock(path: "/nonexistent/rtc0")
        #expect(throws: ClockFault.absent) { try clock.read() }
        #expect(throws: ClockFault.absent) { try clock.set(Self.second) }
        #expect(throws: ClockFault.unsuitable) { try HostBatteryClock(path: "/dev/null").read() }
    }

    @Test func `local time is seen in what hwclock keeps`() {
        #expect(HostBatteryClock.showsLocalTime(adjtime: "0.0 0 0.0\n0\nLOCAL\n"))
        #expect(!HostBatteryClock.showsLocalTime(adjtime: "0.0 0 0.0\n0\nUTC\n"))
        #expect(!HostBatteryClock.showsLocalTime(adjtime: ""))
    }

    @Test func `it is set at the next second, once an hour`() throws {
        var keeper = BatteryClockKeeper()
        var told: (Duration, UTCInstant)?
        let first = keeper.plan(.of(.locked, at: now), shown: shown, at: now)
        let plan = try #require(first)
        #expect(plan.wait == .milliseconds(700))
        #expect(plan.utc == UTCInstant(day: 1_795_219_200 / 86_400, secondOfDay: 1))
        told = keeper.plan(.of(.locked, at: now), shown: shown, at: now + .seconds(3_599))
        #expect(told == nil)
        told = keeper.plan(.of(.holdover, at: now), shown: shown, at: now + .seconds(3_600))
        #expect(told != nil)
    }

    @Test func `it is not set from time that cannot be trusted, nor about a leap second`() {
        var keeper = BatteryClockKeeper()
        var told: (Duration, UTCInstant)?
        told = keeper.plan(.of(.acquiring, at: now), shown: shown, at: now)
        #expect(told == nil)
        let leap = UTCRelation.Leap(at: shown + .seconds(9), change: 1)
        told = keeper.plan(.of(.locked, at: now, leap: leap), shown: shown, at: now)
        #expect(told == nil)
        told = keeper.plan(.of(.locked, at: now), shown: shown, at: now)
        #expect(told != nil)
    }
}
