// SPDX-License-Identifier: Apache-2.0

import TimeKeeping

extension AlarmDefinition {
    /// Every alarm that there is, once: what explains most stands first among those of one severity.
    public static let all: [AlarmDefinition] =
        time + source + upstream + sky + clock + machine + service + ptp + watch

    static let unsynchronised = "unsynchronised"
    static let fewSatellites = "few-satellites"

    // Id, severity, seconds until it is raised and until it is cleared, what to do; and what is found.

    private static let time: [AlarmDefinition] = [
        .init(
            unsynchronised, .critical, raise: 0, clear: 5,
            "Look at the other alarms, antenna and receiver first; after a cold start, wait for a quarter of an hour."
        ) { $0.unsynchronised },
        .init(
            "holdover-over", .critical, raise: 0, clear: 5,
            "Bring the source back; clients that have other servers have left for them."
        ) { $0.holdoverOver },
        .init(
            "holdover-half", .warning, raise: 0, clear: 10, "Bring the source back before the budget is spent."
        ) { $0.holdoverHalf },
        .init(
            "holdover", .warning, raise: 0, clear: 10, "Look at the antenna, the receiver and its pulse."
        ) { $0.holdover },
    ]

    private static let source: [AlarmDefinition] = [
        .init(
            "receiver-unplugged", .critical, raise: 0, clear: 10,
            "Look at the receiver's plug and power, and at receiver.device."
        ) { $0.says(.receiverUnplugged, "The receiver's port is gone.") },
        .init(
            "receiver-silent", .critical, raise: 0, clear: 10, "Look at the receiver's power, and at receiver.baud."
        ) { $0.receiverSilent },
        .init(
            "pulse-lost", .critical, raise: 0, clear: 10, "Look at the pulse's wire, and at pulse in the configuration."
        ) { $0.pulseLost },
        .init(
            "receiver-contradicts", .critical, raise: 0, clear: 10,
            "Compare with another clock; if the receiver is right, reacquire, else suspect spoofing or a rollover."
        ) { $0.receiverContradicts },
        .init(
            "pulse-contradicts", .critical, raise: 0, clear: 10,
            "Look at the pulse's wire, and at whether another pulse is on its line."
        ) { $0.pulseContradicts },
        .init(
            "implausible", .critical, raise: 0, clear: 60,
            "Compare with another clock; if the receiver is right, reacquire, else look for a transmitter nearby."
        ) { $0.implausible },
        .init(
            "no-fix", .warning, raise: 0, clear: 10, "Look at the antenna and its view of the sky."
        ) { $0.noFix },
        .init(
            "label-ambiguous", .warning, raise: 0, clear: 10,
            "Set receiver.messageDelayMs to how late the receiver's messages are."
        ) { $0.says(.labelAmbiguous, "The receiver's messages do not tell which second a pulse marks.") },
    ]

    private static let sky: [AlarmDefinition] = [
        .init(
            "antenna-short", .critical, raise: 0, clear: 10, "Look at the antenna's cable, plugs and arrester."
        ) { $0.antenna("short", "The antenna's line is short-circuited.") },
        .init(
            "antenna-open", .critical, raise: 0, clear: 10, "Look at the antenna's cable and plugs."
        ) { $0.antenna("open", "The antenna's line is open: it draws no current.") },
        .init(
            // The receiver may notice no more than the moment at which it begins.
            "spoofing", .critical, raise: 0, clear: 60,
            "Compare with another clock; a nearby transmitter may be feigning satellites."
        ) { $0.spoofing },
        .init(
            "jamming", .warning, raise: 5, clear: 60, "Look for a transmitter nearby, or for a better place to receive."
        ) { $0.jamming },
        .init(
            fewSatellites, .warning, raise: 60, clear: 30, "Look at the antenna's view of the sky and at its cable."
        ) { $0.fewSatellites },
        .init(
            "weak-signal", .warning, raise: 60, clear: 60,
            "Look at the antenna's amplifier, cable and plugs, and for water or snow."
        ) { $0.weakSignal },
    ]

    private static let clock: [AlarmDefinition] = [
        .init(
            "offset", .warning, raise: 10, clear: 30,
            "See whether the offset falls; if not, look at the pulse and at the machine's load."
        ) { $0.offset },
        .init(
            "oscillator-limit", .warning, raise: 60, clear: 60,
            "Look at the temperature; an oscillator that stays there is old or broken."
        ) { $0.oscillatorLimit },
        .init(
            "clock-stepped", .warning, raise: 0, clear: 60,
            "Stop other programs that set this clock, such as chronyd, ntpd or systemd-timesyncd."
        ) { $0.event($0.facts.clockStepped) },
        .init(
            "leap-table-expired", .warning, raise: 0, clear: 60,
            "Install a new leap-seconds.list, or a new version of this program."
        ) { $0.says(.leapTableExpired, "The leap-second table has expired.") },
        .init(
            "leap-table-expiring", .notice, raise: 0, clear: 60,
            "Install a new leap-seconds.list, or a new version of this program."
        ) { $0.leapTableExpiring },
        .init(
            "leap-announced", .notice, raise: 0, clear: 60,
            "Nothing is to be done here; see that what depends on this time is ready for it."
        ) { $0.leapAnnounced },
    ]

    private static let machine: [AlarmDefinition] = [
        .init(
            "temperature", .warning, raise: 30, clear: 60, "Look at the fan and at the room."
        ) { $0.temperature },
        .init(
            "memory", .warning, raise: 30, clear: 60, "See which program takes it."
        ) { $0.memory },
        .init(
            "disk", .warning, raise: 30, clear: 60, "Make room; time is served as well without history."
        ) { $0.disk },
        .init(
            "history", .warning, raise: 10, clear: 30, "Look at the disk; time is served as well without history."
        ) { $0.history },
        .init(
            "link-down", .warning, raise: 5, clear: 10, "Look at the network's cable and switch."
        ) { $0.linkDown },
        .init(
            "missing-capability", .warning, raise: 0, clear: 10,
            "Grant it in the service's unit, or run the package's own."
        ) { $0.missingCapability },
        .init(
            "restarted", .notice, raise: 0, clear: 10, "See in the journal why, if nobody meant it."
        ) { $0.event($0.facts.restarted) },
    ]

    private static let service: [AlarmDefinition] = [
        .init(
            "ntp-not-served", .warning, raise: 5, clear: 5,
            "Look at ntp.listen: the address must be this machine's, and no other program's."
        ) { $0.notServed },
        .init(
            "certificate", .notice, raise: 0, clear: 60, "Upload a new certificate."
        ) { $0.certificate },
        .init(
            "channel", .warning, raise: 30, clear: 60, "Look at the channel's server, and use its test button."
        ) { $0.channel },
        .init(
            "flood", .warning, raise: 10, clear: 60, "See among the clients who asks so often, and deny them."
        ) { $0.flood },
        .init(
            "login-locked", .warning, raise: 0, clear: 60, "See in the journal who tried, and from where."
        ) { $0.loginLocked },
        .init(
            "login-failed", .notice, raise: 0, clear: 10, "See in the journal who tried, and from where."
        ) { $0.event($0.facts.loginFailed) },
        .init(
            "configuration-changed", .notice, raise: 0, clear: 10, "See in the journal what was changed, and by whom."
        ) { $0.event($0.facts.configurationChanged) },
    ]
}
