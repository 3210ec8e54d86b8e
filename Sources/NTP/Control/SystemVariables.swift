// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// The system's variables, in the order in which ntpd tells them unasked (RFC 9327, section 4; names and units as ntpd
/// 4.2.8 and ntpsec have them).
let systemVariables: [ControlVariable<ControlFacts>] =
    identityVariables + referenceVariables + disciplineVariables + summaryVariables + counterVariables

private typealias Variable = ControlVariable<ControlFacts>

private let identityVariables: [Variable] = [
    Variable("version") { .text($0.system.version) },
    Variable("processor") { .text($0.system.processor) },
    Variable("system") { .text($0.system.system) },
    Variable("leap") { .integer(Int($0.system.claim.leap.rawValue)) },
    Variable("stratum") { .integer(Int($0.system.claim.stratum)) },
    Variable("precision") { .integer(Int($0.system.claim.precision)) },
]

private let referenceVariables: [Variable] = [
    Variable("rootdelay") { .milliseconds($0.system.claim.rootDelay.duration) },
    Variable("rootdisp") { .milliseconds($0.system.claim.rootDispersion.duration) },
    Variable("refid") { .word($0.system.claim.referenceText) },
    Variable("reftime") { .timestamp($0.system.claim.reference) },
    Variable("clock") { .timestamp($0.system.clock) },
    Variable("peer") { .integer(Int($0.systemPeer?.id ?? 0)) },
]

private let disciplineVariables: [Variable] = [
    Variable("tc") { .integer(Int($0.system.timeConstant)) },
    Variable("mintc") { .integer(Int($0.system.timeConstant)) },
    Variable("offset") { $0.system.offset.map(ControlValue.milliseconds) },
    Variable("frequency") { $0.system.frequency.map(ControlValue.perMillion) },
    Variable("sys_jitter") { $0.system.jitter.map(ControlValue.milliseconds) },
    Variable("clk_jitter") { $0.system.clockJitter.map(ControlValue.milliseconds) },
    Variable("clk_wander") { $0.system.clockWander.map(ControlValue.perMillion) },
    Variable("tai") { $0.system.tai.map(ControlValue.integer) },
    Variable("leapsec") { $0.system.leapSecond.map(ControlValue.minute) },
    Variable("expire") { $0.system.leapSecondsExpire.map(ControlValue.minute) },
]

/// What `ntpq -c sysinfo` asks for besides.
private let summaryVariables: [Variable] = [
    Variable("rootdist", unasked: false) {
        let claim = $0.system.claim
        let half = Duration(attoseconds: claim.rootDelay.duration.attoseconds / 2)
        return .milliseconds(half + claim.rootDispersion.duration)
    },
    Variable("peeradr", unasked: false) { .word("\($0.systemPeer?.address ?? "0.0.0.0"):123") },
    Variable("peermode", unasked: false) { .integer($0.systemPeer == nil ? 0 : Int(NTPMode.client.rawValue)) },
    // There is neither broadcast nor a key.
    Variable("bcastdelay", unasked: false) { _ in nil },
    Variable("authdelay", unasked: false) { _ in nil },
]

/// What `ntpq -c sysstats` asks for. Each once more with "_r", which ntpsec has for the time since `ss_reset_r`: here that
/// is the start, too.
private let counterVariables: [Variable] =
    [Variable("ss_uptime", unasked: false) { .seconds($0.system.counters.uptime) }]
    + [Variable("ss_numctlreq", unasked: false) { ControlValue($0.system.counters.controlRequests) }]
    + ["", "_r"].flatMap { suffix in counts.map { Variable($0.name + suffix, unasked: false, $0.value) } }

private let counts: [Variable] = [
    Variable("ss_reset") { .seconds($0.system.counters.uptime) },
    Variable("ss_received") { ControlValue($0.system.counters.received) },
    Variable("ss_badformat") { ControlValue($0.system.counters.badFormat) },
    Variable("ss_badauth") { _ in .integer(0) },
    Variable("ss_declined") { ControlValue($0.system.counters.declined) },
    Variable("ss_restricted") { ControlValue($0.system.counters.restricted) },
    Variable("ss_limited") { ControlValue($0.system.counters.rateLimited) },
    Variable("ss_kodsent") { _ in .integer(0) },
    Variable("ss_processed") { ControlValue($0.system.counters.processed) },
    // Not counted.
    Variable("ss_thisver") { _ in nil },
    Variable("ss_oldver") { _ in nil },
    Variable("ss_ver1") { _ in nil },
    Variable("ss_ver1client") { _ in nil },
    Variable("ss_ver1zero") { _ in nil },
    Variable("ss_ver1symm") { _ in nil },
]

extension ServerClaim {
    /// Letters at stratum 1 and while unsynchronised, else an address.
    var referenceText: String {
        let octets = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: referenceID >> UInt32($0)) }
        if (2...15).contains(stratum) { return octets.map { "\($0)" }.joined(separator: ".") }
        return String(decoding: octets.filter { $0 != 0 }, as: UTF8.self)
    }
}
