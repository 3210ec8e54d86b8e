// SPDX-License-Identifier: Apache-2.0

import PTP
import StillAppliance
import TimeBase
import TimeKeeping

@testable import Appliance

/// The quiet appliance is watched at 200 s of its monotonic time.
private func event(_ text: String, secondsAgo: Int = 30) -> AlarmEvent {
    AlarmEvent(at: second(200 - secondsAgo), text)
}

private let day = Duration.seconds(86_400)

/// Each alarm at least once.
let troubles: [Trouble] =
    timeTroubles + receiverTroubles + machineTroubles + ptpTroubles + watchTroubles + serverTroubles

private let timeTroubles: [Trouble] = [
    Trouble("unsynchronised", .critical, "The time is not to be relied on.") { snapshot, _ in
        snapshot.conditions = .unsynchronised
    },
    Trouble("unsynchronised", .critical, "The time is not to be relied on.") { snapshot, _ in
        snapshot.state = snapshot.state.told(at: snapshot.now + .seconds(10))
    },
    Trouble("holdover", .warning, "The clock has run on what it learned for 100 s, within 350 ns of the truth.") {
        snapshot, _ in snapshot.conditions = .holdover
    },
    Trouble(
        "holdover-half", .warning,
        "Half of the holdover's budget (24 h or 10 ms) is spent: 12 h have passed, and the error may be 350 ns."
    ) { snapshot, _ in
        snapshot.state.phase = .holdover
        snapshot.state.since = snapshot.now - .seconds(43_200)
    },
    Trouble(
        "holdover-half", .warning,
        "Half of the holdover's budget (24 h or 10 ms) is spent: 100 s have passed, and the error may be 6 ms."
    ) { snapshot, _ in
        snapshot.state.phase = .holdover
        snapshot.state.errorBound = ErrorBound(base: .milliseconds(6))
    },
    Trouble("holdover-over", .critical, "The holdover's budget (24 h or 10 ms) is spent, and the source is not back.") {
        snapshot, _ in
        (snapshot.state.phase, snapshot.state.reason) = (.unsynchronised, .budgetSpent(cause: .pulseLost))
    },
    Trouble("offset", .warning, "The clock is 12 µs behind; 10 µs are allowed.") { snapshot, _ in
        snapshot.state.offset = .microseconds(-12)
    },
    Trouble("oscillator-limit", .warning, "The oscillator runs 460.5 ppm too slowly; 450 ppm are allowed.") {
        snapshot, _ in snapshot.state.frequency = -460.5e-6
    },
    Trouble("clock-stepped", .warning, "Another program set the clock.") { _, facts in
        facts.clockStepped = event("Another program set the clock.")
    },
    Trouble("leap-announced", .notice, "A second will be inserted before 2017-01-01T00:00:00Z, in 11 s.") {
        snapshot, _ in snapshot.state.utc.next = ApplianceSnapshot.locked.state.utc.next
    },
    Trouble("leap-table-expired", .warning, "The leap-second table has expired.") { snapshot, _ in
        snapshot.conditions = .leapTableExpired
    },
    Trouble("leap-table-expiring", .notice, "The leap-second table expires in 29 days.") { _, facts in
        facts.leapTableEnds = day * 29
    },
]

private let receiverTroubles: [Trouble] = [
    Trouble("receiver-unplugged", .critical, "The receiver's port is gone.") { snapshot, _ in
        snapshot.conditions = .receiverUnplugged
    },
    Trouble(
        "receiver-silent", .critical, "The receiver's port is open, but no time has been heard from it for 12 s."
    ) { snapshot, _ in
        snapshot.conditions = .receiverSilent
        snapshot.receiver.lastEpoch = snapshot.now - .seconds(12)
    },
    Trouble("receiver-silent", .critical, "The receiver's port is open, but no time has been heard from it.") {
        snapshot, _ in
        snapshot.conditions = .receiverSilent
        snapshot.receiver.lastEpoch = nil
    },
    Trouble("pulse-lost", .critical, "No pulse has been heard for 900 ms.") { snapshot, _ in
        snapshot.conditions = .pulseLost
    },
    Trouble("receiver-contradicts", .critical, "The receiver states another time and is not followed.") { snapshot, _ in
        snapshot.conditions = .receiverContradicts
    },
    Trouble(
        "receiver-contradicts", .critical, "The receiver states a time 5 s too late; it is not followed."
    ) { snapshot, _ in
        snapshot.conditions = .receiverContradicts
        let expected = TAIInstant(sinceEpoch: .seconds(100))
        snapshot.state.reason = .receiverContradicts(stated: expected + .seconds(5), expected: expected)
    },
    Trouble("pulse-contradicts", .critical, "The pulse jumped and is not followed.") { snapshot, _ in
        snapshot.conditions = .pulseContradicts
    },
    Trouble(
        "pulse-contradicts", .critical, "The pulse comes 2 ms later than the clock expects; it is not followed."
    ) { snapshot, _ in
        snapshot.conditions = .pulseContradicts
        snapshot.state.reason = .pulseContradicts(offset: .milliseconds(2))
    },
    Trouble("implausible", .critical, "The antenna is fixed, and the receiver has it 312 m from its place.") {
        snapshot, _ in
        snapshot.conditions = .implausible
        snapshot.implausibility = Implausibility(kind: .position, since: snapshot.now, figure: 312)
    },
    Trouble("implausible", .critical, "The source of time is implausible.") { snapshot, _ in
        snapshot.conditions = .implausible
    },
    Trouble("no-fix", .warning, "The receiver has not vouched for its time; it uses 1 satellite.") { snapshot, _ in
        snapshot.conditions = .noFix
        snapshot.receiver.satellitesUsed = 1
    },
    Trouble("label-ambiguous", .warning, "The receiver's messages do not tell which second a pulse marks.") {
        snapshot, _ in snapshot.conditions = .labelAmbiguous
    },
    Trouble("antenna-open", .critical, "The antenna's line is open: it draws no current.") { snapshot, _ in
        snapshot.receiver.antenna = "open"
    },
    Trouble("antenna-short", .critical, "The antenna's line is short-circuited.") { snapshot, _ in
        snapshot.receiver.antenna = "short"
    },
    Trouble("jamming", .warning, "The receiver reports interference.") { snapshot, _ in
        snapshot.receiver.jamming = "warning"
    },
    Trouble("jamming", .critical, "The receiver reports interference that leaves it no fix.") { snapshot, _ in
        snapshot.receiver.jamming = "critical"
    },
    Trouble("spoofing", .critical, "The receiver suspects that its satellites are feigned.") { snapshot, _ in
        snapshot.receiver.spoofing = "indicated"
    },
    Trouble("spoofing", .critical, "The receiver has several signs that its satellites are feigned.") {
        snapshot, _ in snapshot.receiver.spoofing = "multiple"
    },
    Trouble("few-satellites", .warning, "Only 3 satellites used; 4 are wanted.") { snapshot, _ in
        snapshot.receiver.satellitesUsed = 3
    },
    Trouble("few-satellites", .warning, "No satellite is used; 4 are wanted.") { snapshot, _ in
        (snapshot.receiver.satellitesUsed, snapshot.receiver.satellites, snapshot.receiver.fix) = (0, [], .none)
    },
    Trouble(
        "weak-signal", .warning, "The satellites used are weak, 28.5 dB-Hz in the mean; 30 are wanted."
    ) { snapshot, _ in
        snapshot.receiver.satellites = [28, 29].map {
            SatelliteFacts(constellation: "gps", number: $0, carrierToNoise: $0, isUsed: true)
        }
    },
]

private let machineTroubles: [Trouble] = [
    Trouble("temperature", .warning, "The machine is 91.3 °C hot; 85 °C are allowed.") { $1.temperature = 91.3 },
    Trouble("memory", .warning, "Only 63 MiB of memory are left; 64 are wanted.") { $1.memoryAvailable = 64 << 20 - 1 },
    Trouble("disk", .warning, "Only 0 MiB of the disk are free; 100 are wanted.") { $1.diskFree = 0 },
    Trouble("history", .warning, "The history cannot be written.") {
        $1.historyTrouble = "The history cannot be written."
    },
    Trouble("link-down", .warning, "The network link of eth0, eth1 is down.") { $1.linksDown = ["eth0", "eth1"] },
    Trouble("missing-capability", .warning, "A is missing. B is missing.") {
        $1.missingCapabilities = ["A is missing.", "B is missing."]
    },
    Trouble("restarted", .notice, "The machine was started.") { $1.restarted = event("The machine was started.") },
    Trouble("certificate", .notice, "The page's certificate expires in 20 days.") { $1.certificateEnds = day * 20 },
    Trouble("certificate", .warning, "The page's certificate expires in 6 days.") { $1.certificateEnds = day * 6 },
    Trouble("certificate", .critical, "The page's certificate expired 3 days ago.") { $1.certificateEnds = day * -3 },
    Trouble("channel", .warning, "Alarms cannot be told by mail; they are kept until they can.") {
        $1.failingChannels = ["mail"]
    },
    Trouble("ntp-not-served", .warning, "NTP cannot be served on 10.0.0.1:123 (there is no such address).") {
        snapshot, _ in snapshot.ntp.notListening = ["10.0.0.1:123 (there is no such address)"]
    },
    Trouble(
        "ntp-not-served", .critical,
        "NTP cannot be served on 10.0.0.1:123 (there is no such address), nor anywhere else."
    ) { snapshot, _ in
        (snapshot.ntp.notListening, snapshot.ntp.listening) = (["10.0.0.1:123 (there is no such address)"], [])
    },
    Trouble(
        "flood", .warning,
        "1234.5 NTP requests a second are refused; more than 100 are alarming."
    ) { $1.refusedPerSecond = 1234.5 },
    Trouble("login-locked", .warning, "Too many logins failed: ana may not log in for a while.") {
        $1.lockedOut = ["ana"]
    },
    Trouble("login-failed", .notice, "A login as 'ana' failed.") { $1.loginFailed = event("A login as 'ana' failed.") },
    Trouble("configuration-changed", .notice, "ana changed ntp.listen.") {
        $1.configurationChanged = event("ana changed ntp.listen.")
    },
]

/// The quiet appliance's port 1 is a master on eth0.
private let ptpTroubles: [Trouble] = [
    Trouble("ptp-no-interface", .warning, "PTP is not served by port 1 (eth0): eth0 is not there, or it is down.") {
        snapshot, _ in
        snapshot.ptp.ports[0].trouble = PTPTrouble(.noInterface, "eth0 is not there, or it is down")
    },
    Trouble("ptp-no-interface", .warning, "PTP is not served by port 1 (eth0): the network link is down.") {
        snapshot, _ in snapshot.ptp.ports[0].port?.state = .faulty
    },
    Trouble("ptp-not-served", .warning, "PTP is not served by port 1 (eth0): another program serves PTP there.") {
        snapshot, _ in
        snapshot.ptp.ports[0].trouble = PTPTrouble(.failed, "another program serves PTP there")
    },
    Trouble("ptp-passive", .notice, "PTP is left to another master by port 1 (eth0): 001b21.fffe.000009 is better.") {
        snapshot, _ in snapshot.ptp.makePassive()
    },
    Trouble(
        "ptp-stamps", .warning,
        "Stamps of sent PTP messages come late or never at port 1 (eth0): 2 late and 1 lost since the start."
    ) { snapshot, _ in snapshot.ptp.ports[0].lastStampMissed = snapshot.now - .seconds(5) },
]

/// What looks like an alarm and is none.
let mereLooks: [Trouble] = [
    Trouble("ptp-stamps", .warning, "a minute ago") { snapshot, _ in
        snapshot.ptp.ports[0].lastStampMissed = snapshot.now - .seconds(61)
    },
    Trouble("offset", .warning, "while it settles") { snapshot, _ in
        (snapshot.state.offset, snapshot.state.phase) = (.milliseconds(1), .acquiring)
    },
    Trouble("offset", .warning, "at the limit") { snapshot, _ in snapshot.state.offset = .microseconds(10) },
    Trouble("antenna-open", .critical, "said by a receiver that has fallen silent") { snapshot, _ in
        (snapshot.receiver.antenna, snapshot.conditions) = ("open", .receiverSilent)
    },
    Trouble("few-satellites", .warning, "of a receiver that is gone") { snapshot, _ in
        (snapshot.receiver.satellitesUsed, snapshot.conditions) = (0, .receiverUnplugged)
    },
    Trouble("few-satellites", .warning, "of one that has a fix and names none") { snapshot, _ in
        (snapshot.receiver.satellitesUsed, snapshot.receiver.satellites) = (0, [])
    },
    Trouble("weak-signal", .warning, "of satellites that are not used") { snapshot, _ in
        snapshot.receiver.satellites = [
            SatelliteFacts(constellation: "gps", number: 1, carrierToNoise: 9, isUsed: false)
        ]
    },
    Trouble("leap-announced", .notice, "once it has passed") { snapshot, _ in
        snapshot.state.utc.next = UTCRelation.Leap(at: TAIInstant(sinceEpoch: .seconds(1_483_228_826)), change: 1)
    },
    Trouble("leap-table-expiring", .notice, "once it has expired") { snapshot, facts in
        (snapshot.conditions, facts.leapTableEnds) = (.leapTableExpired, .seconds(-5))
    },
    Trouble("certificate", .notice, "that is valid for long") { $1.certificateEnds = day * 30 },
    Trouble("restarted", .notice, "long ago") { $1.restarted = event("It was started.", secondsAgo: 600) },
    Trouble("holdover-over", .critical, "before it is") { snapshot, _ in snapshot.state.phase = .holdover },
]
