// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import Logging
import Synchronization
import Testing
import TimeBase

@testable import Appliance

/// A clock on a battery without either.
private final class FakeBatteryClock: BatteryClock {
    private let answer: Result<UTCInstant, ClockFault>
    private let settings = Mutex<[(utc: UTCInstant, at: MonotonicInstant)]>([])

    init(_ answer: Result<UTCInstant, ClockFault>) { self.answer = answer }

    var set: [(utc: UTCInstant, at: MonotonicInstant)] { settings.withLock(\.self) }

    func read() throws(ClockFault) -> UTCInstant { try answer.get() }

    func set(_ utc: UTCInstant) throws(ClockFault) {
        settings.withLock { $0.append((utc, HostClock.now)) }
        _ = try answer.get()
    }
}

@Suite struct `A clock on a battery` {
    private static let built = CivilDate(year: 2026, month: 11, day: 21)!
    private static func utc(_ text: String) -> UTCInstant { UTCInstant(iso8601: text)! }
    private let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func begin(kept: String?, battery: String?, system: String) -> KnownTime? {
        KnownTime.beginning(
            kept: kept.map { KnownTime(utc: Self.utc($0), frequency: 3e-6) }, battery: battery.map(Self.utc),
            system: Self.utc(system), built: Self.built, .builtIn)
    }

    @Test(
        arguments: [
            ("2027-03-01T12:00:00Z", "2027-03-01T12:00:30Z", true),
            ("2027-03-01T12:02:00Z", "2027-03-01T12:00:30Z", false),
            ("1970-01-01T00:00:20Z", "1970-01-01T00:00:20Z", false), ("2027-03-01T12:00:00Z", nil, false),
            (nil, "2027-03-01T12:00:00Z", false),
        ] as [(String?, String?, Bool)])
    func `bears out a clock that shows the same`(_ begins: String?, _ battery: String?, _ isSo: Bool) {
        #expect(
            KnownTime.isBorneOut(begins.map(Self.utc), by: battery.map(Self.utc), built: Self.built, .builtIn) == isSo)
    }

    @Test func `knows what will be shown only of the system's clock`() {
        var settings = Settings(defaultsFor: .linux)
        let (known, system) = (KnownTime(utc: Self.utc("2027-03-01T12:00:00Z")), Self.utc("2027-01-01T00:00:00Z"))
        let (all, none) = (Privileges(effective: .max), Privileges(effective: 0))
        settings.clock.kind = .system
        #expect(settings.beginning(at: known, system: system, privileges: all) == known.utc)
        #expect(settings.beginning(at: nil, system: system, privileges: all) == system)
        #expect(settings.beginning(at: known, system: system, privileges: none) == system)
        settings.clock.kind = .phc
        #expect(settings.beginning(at: known, system: system, privileges: all) == nil)
    }

    @Test(
        arguments: [
            (nil, "1970-01-01T00:00:20Z"), ("2027-02-01T00:00:00Z", "1970-01-01T00:00:20Z"),
            ("2027-02-01T00:00:00Z", "2027-02-28T00:00:00Z"),
        ] as [(String?, String)])
    func `gives the time to begin with where nothing later is known`(_ kept: String?, _ system: String) {
        let known = begin(kept: kept, battery: "2027-03-01T12:00:00Z", system: system)
        #expect(known?.utc == Self.utc("2027-03-01T12:00:00Z") && known?.isOfBattery == true)
        #expect(known?.frequency == (kept == nil ? nil : 3e-6))
    }

    @Test(arguments: [
        // An empty battery, before and after all that can be; a later time kept; a system's clock that runs already.
        ("1999-12-31T23:59:59Z", "1970-01-01T00:00:20Z"), ("2099-01-01T00:00:00Z", "1970-01-01T00:00:20Z"),
        ("2027-01-31T23:59:59Z", "1970-01-01T00:00:20Z"), ("2027-02-02T00:00:00Z", "2027-02-02T00:00:00Z"),
        ("2027-02-02T00:00:59Z", "2027-02-02T00:00:00Z"),
    ])
    func `is outweighed by what is known better`(_ battery: String, _ system: String) {
        let known = begin(kept: "2027-02-01T00:00:00Z", battery: battery, system: system)
        #expect(known == KnownTime(utc: Self.utc("2027-02-01T00:00:00Z"), frequency: 3e-6))
    }

    @Test func `that is not there changes nothing`() {
        #expect(begin(kept: nil, battery: nil, system: "1970-01-01T00:00:20Z") == nil)
    }

    @Test(arguments: [
        (ClockFault.absent, "is not there"), (.denied, "may not be used"), (.busy, "in use"),
        (.unsuitable, "no valid time"), (.failed, "failed"),
    ])
    func `that cannot be read is named once with what that costs`(_ fault: ClockFault, _ words: String) throws {
        let battery = BatteryTime(FakeBatteryClock(.failure(fault)), path: "/dev/rtc7", log: log)
        #expect(battery.finding == nil && battery.read() == nil)
        let finding = try #require(battery.finding)
        #expect(finding.contains("/dev/rtc7") && finding.contains(words))
    }

    private func published(_ phase: TimeState.Phase) -> (Published<ServedTime>, TAIInstant, MonotonicInstant) {
        let (now, shown) = (HostClock.now, TAIInstant(sinceEpoch: .seconds(1_795_219_237) + .milliseconds(800)))
        let state = TimeState(
            phase: phase, since: now, asOf: now, reason: .justStarted, utc: UTCRelation(taiMinusUTC: 37))
        let clock = ClockMapping(anchor: now, atAnchor: ClockReading(era: 0, shown: shown), rate: 0)
        return (Published(ServedTime(state: state, clock: clock)), shown, now)
    }

    private func wait(until isDone: () -> Bool) {
        let end = HostClock.now + .seconds(5)
        while !isDone(), HostClock.now < end { HostThread.sleep(for: .milliseconds(5)) }
    }

    @Test func `is set when a second begins, from time that can be trusted`() throws {
        let clock = FakeBatteryClock(.success(Self.utc("2027-01-01T00:00:00Z")))
        let battery = BatteryTime(clock, path: "/dev/rtc7", log: log)
        let (time, _, began) = published(.locked)
        try battery.keep(time, permitted: true)
        wait { !clock.set.isEmpty }
        battery.stop()
        let set = try #require(clock.set.first)
        #expect(clock.set.count == 1 && set.utc == Self.utc("2026-11-21T00:00:01Z"))
        #expect(set.at >= began + .milliseconds(200))
        #expect(battery.finding == nil)
    }

    @Test func `is not set before the time is known, nor after the end`() throws {
        let clock = FakeBatteryClock(.success(Self.utc("2027-01-01T00:00:00Z")))
        let battery = BatteryTime(clock, path: "/dev/rtc7", log: log)
        try battery.keep(published(.acquiring).0, permitted: true)
        HostThread.sleep(for: .milliseconds(50))
        battery.stop()
        try battery.keep(published(.locked).0, permitted: true)
        battery.stop()
        #expect(clock.set.isEmpty)
    }

    @Test func `that cannot be set is named, and so is the permission that is missing`() throws {
        let clock = FakeBatteryClock(.failure(.denied))
        let battery = BatteryTime(clock, path: "/dev/rtc7", log: log)
        try battery.keep(published(.locked).0, permitted: true)
        wait { battery.finding != nil }
        battery.stop()
        #expect(battery.finding?.contains("CAP_SYS_TIME") == true)

        let forbidden = FakeBatteryClock(.success(Self.utc("2027-01-01T00:00:00Z")))
        let other = BatteryTime(forbidden, path: "/dev/rtc7", log: log)
        try other.keep(published(.locked).0, permitted: false)
        other.stop()
        #expect(forbidden.set.isEmpty && other.finding?.contains("CAP_SYS_TIME") == true)
    }

    @Test func `is used only where a clock of the machine is kept, and can be chosen or left alone`() throws {
        #expect(try settings("").batteryTime(log: log) == nil)
        #expect(try settings("clock: {kind: system}").clock.batteryClock == "/dev/rtc0")
        #expect(try settings("clock: {kind: system, batteryClock: /dev/rtc1}").clock.batteryClock == "/dev/rtc1")
        #expect(try settings("clock: {kind: system, batteryClock: null}").batteryTime(log: log) == nil)
        #expect(throws: SettingsFaults.self) { try settings("clock: {batteryClock: rtc0}") }
    }
}
