// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// An association's variables, in the order in which ntpd tells them unasked (RFC 9327, section 4; names and units as
/// ntpd 4.2.8 and ntpsec have them).
let associationVariables: [ControlVariable<ControlAssociation>] =
    addressVariables + originVariables + pollVariables + measureVariables + tallyVariables

private typealias Variable = ControlVariable<ControlAssociation>

private let addressVariables: [Variable] = [
    Variable("srcadr") { .word($0.address) },
    Variable("srcport") { _ in .integer(Int(Responder.port)) },
    Variable("srchost") { $0.name.isEmpty ? nil : .text($0.name) },
    Variable("dstadr") { _ in .word("127.0.0.1") },
    Variable("dstport") { _ in .integer(Int(Responder.port)) },
]

private let originVariables: [Variable] = [
    Variable("leap") { .integer(Int($0.leap.rawValue)) },
    Variable("stratum") { .integer(Int($0.stratum)) },
    Variable("precision") { .integer(Int($0.precision)) },
    Variable("rootdelay") { _ in .milliseconds(.zero) },
    Variable("rootdisp") { _ in .milliseconds(.zero) },
    Variable("refid") { .word($0.referenceID) },
    Variable("reftime") { .timestamp($0.lastHeard ?? .unset) },
    Variable("rec") { .timestamp($0.lastHeard ?? .unset) },
]

private let pollVariables: [Variable] = [
    Variable("reach") { .hex(UInt32($0.reach)) },
    Variable("unreach") { .integer($0.pollsUnreached) },
    Variable("hmode") { _ in .integer(Int(NTPMode.client.rawValue)) },
    Variable("pmode") { _ in .integer(Int(NTPMode.server.rawValue)) },
    Variable("hpoll") { .integer(Int($0.poll)) },
    Variable("ppoll") { .integer(Int($0.poll)) },
    Variable("headway") { _ in .integer(0) },
    // Which of the packet and peer tests failed (RFC 9327, section 3.2): only the thirteenth can, no reply.
    Variable("flash") { .hex($0.reach == 0 ? 1 << 12 : 0) },
    Variable("keyid") { _ in .integer(0) },
]

private let measureVariables: [Variable] = [
    Variable("offset") { $0.offset.map(ControlValue.milliseconds) },
    Variable("delay") { .milliseconds($0.delay) },
    Variable("dispersion") { $0.dispersion.map(ControlValue.milliseconds) },
    Variable("jitter") { $0.jitter.map(ControlValue.milliseconds) },
]

/// What `ntpq -c pstats` asks for besides, and what older versions of it do.
private let tallyVariables: [Variable] =
    [
        Variable("timerec", unasked: false) { $0.age.map(ControlValue.seconds) },
        Variable("received", unasked: false) { ControlValue($0.received) },
        Variable("seldisp", unasked: false) { ControlValue($0.refused) },
        Variable("config", unasked: false) { _ in .integer(1) },
    ]
    // Understood, but there is nothing to tell: clocks on this host are sent no packets, and no filter is kept.
    + [
        "timer", "timereach", "sent", "badauth", "bogusorg", "oldpkt", "selbroken", "candidate", "ntscookies", "ttl",
        "xleave", "bias", "in", "out", "org", "xmt", "filtdelay", "filtoffset", "filtdisp", "filterror", "authenable",
        "authentic",
    ].map { Variable($0, unasked: false) { _ in nil } }

/// The variables of a clock on this host (`ntpq -c clockvar`).
let clockVariables: [ControlVariable<ControlAssociation>] = [
    Variable("device") { .text($0.name) },
    Variable("poll") { ControlValue($0.received) },
    Variable("baddata") { ControlValue($0.refused) },
    Variable("stratum") { .integer(Int($0.stratum)) },
    Variable("refid") { .word($0.referenceID) },
    Variable("noreply") { .integer($0.pollsUnreached) },
]

extension ControlAssociation {
    /// Polls since it was last heard, once its register is empty.
    fileprivate var pollsUnreached: Int {
        reach == 0 ? Int(clamping: (age?.wholeSeconds ?? 0) >> Int64(max(0, poll))) : 0
    }
}
